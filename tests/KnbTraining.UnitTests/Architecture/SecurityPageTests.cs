using System.Globalization;
using System.Text.RegularExpressions;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Architecture;

/// <summary>What src/SECURITY.md says of itself: that the tests it names are there, and that it counts right.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string[] States = ["met", "partly", "**not**", "does not apply"];

    private static readonly string Page = File.ReadAllText(Path.Combine(ShippedContent.Repository, "src/SECURITY.md"));

    [Fact]
    public void Every_test_that_the_page_names_is_there()
    {
        var there = Sources.Under("tests", ".cs").Select(file => Path.GetFileNameWithoutExtension(file.Path)).ToHashSet(StringComparer.Ordinal);
        var named = Named().Matches(Page).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(named.Count > 50);
        Assert.Empty(named.Except(there));
    }

    [Fact]
    public void The_summary_counts_the_requirements_of_the_chapters()
    {
        var counts = States.ToDictionary(state => state, _ => 0, StringComparer.Ordinal);
        foreach (var row in Row().Matches(Page).Select(match => match.Groups))
        {
            var (first, last) = (int.Parse(row["first"].ValueSpan, CultureInfo.InvariantCulture), row["last"].Value);
            counts[row["state"].Value] += last.Length == 0 ? 1 : int.Parse(last, CultureInfo.InvariantCulture) - first + 1;
        }

        // So many has version 5.0.0 in its levels 1 and 2.
        Assert.Equal(253, counts.Values.Sum());
        Assert.Contains($"| **both** | {string.Join(" | ", States.Select(state => $"**{counts[state]}**"))} | **253** |", Page, StringComparison.Ordinal);
    }

    [GeneratedRegex("`(?<name>[A-Za-z]+(?:Tests|Journey|Program))`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"^\| \d+\.\d+\.(?<first>\d+)(?: to \d+\.\d+\.(?<last>\d+))? \| [12] \| [^|\n]* \| (?<state>met|partly|\*\*not\*\*|does not apply) \|",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Row();
}
