using System.Text.RegularExpressions;

namespace KnbTraining.UnitTests.Architecture;

/// <summary>
/// A time limit fires by the wall clock, so on a busy machine it ends harmless work; without one, a pattern that goes back can
/// be made to run for hours. A pattern that never goes back needs no limit: its time grows with the text alone.
/// </summary>
public sealed partial class RegexTests
{
    private const string LooksAround = "looks ahead or behind; reads files of this repository";
    private const string BrowserMatches = "the browser matches it, and knows no such option";

    /// <summary>Where a pattern may go back, and why. Its limit is a minute, which no harmless text reaches.</summary>
    private static readonly Dictionary<string, string> MayGoBack = new(StringComparer.Ordinal)
    {
        ["tests/KnbTraining.UnitTests/Architecture/ForbiddenNameTests.cs"] = LooksAround,
        ["tests/KnbTraining.WebTests/Localization/UsedTextsTests.cs"] = LooksAround,
        ["tests/KnbTraining.WebTests/Theming/LeanPagesTests.cs"] = LooksAround,
        ["tests/KnbTraining.WebTests/Components/Findings/FindingWordsTests.cs"] = LooksAround,
        ["tests/KnbTraining.BrowserTests/Running/Visit.cs"] = BrowserMatches,
        ["tests/KnbTraining.BrowserTests/Running/Quiz.cs"] = BrowserMatches,
        ["tests/KnbTraining.BrowserTests/Journeys/AcknowledgeJourney.cs"] = BrowserMatches,
        ["tests/KnbTraining.BrowserTests/Journeys/PracticeJourney.cs"] = BrowserMatches,
        ["tests/KnbTraining.BrowserTests/Journeys/ResumeJourney.cs"] = BrowserMatches,
        ["tests/KnbTraining.BrowserTests/Journeys/SlowLineJourney.cs"] = BrowserMatches,
    };

    [Fact]
    public void No_pattern_goes_back_and_none_has_a_limit_that_a_busy_machine_reaches()
    {
        var patterns = Sources.Under("src", ".cs", ".razor").Concat(Sources.Under("tests", ".cs"))
            .SelectMany(file => Beginning().Matches(file.Text).Select(match => (file.Path, Text: StatementAt(file.Text, match.Index))))
            .ToList();
        Assert.Contains(patterns, pattern => pattern.Path.EndsWith("/DocumentPath.cs", StringComparison.Ordinal));

        var goingBack = patterns.Where(pattern => !pattern.Text.Contains("RegexOptions.NonBacktracking", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(goingBack, pattern => !MayGoBack.ContainsKey(pattern.Path));
        Assert.DoesNotContain(goingBack, pattern => !Minute().IsMatch(pattern.Text));

        // Whoever does not need it any more loses the permission.
        Assert.Empty(MayGoBack.Keys.Except(goingBack.Select(pattern => pattern.Path)));

        // With the option a limit is only a danger.
        Assert.DoesNotContain(patterns.Except(goingBack), pattern => Limit().IsMatch(pattern.Text));
    }

    // From where it begins to the first line that ends as a statement or an attribute does.
    private static string StatementAt(string text, int start)
    {
        var end = start;
        do
        {
            end = text.IndexOf('\n', end + 1) is >= 0 and var next ? next : text.Length;
        }
        while (end < text.Length && text[end - 1] is not (';' or ']' or ')'));

        return text[start..end];
    }

    [GeneratedRegex(
        @"\[GeneratedRegex\(|new (?:[A-Za-z]+\.)*Regex\(|\bRegex \w+ = new\(|\bRegex \w+\([^)\n]*\) => new\(|\bRegex\.(?:IsMatch|Match|Matches|EnumerateMatches|Replace|Split|EnumerateSplits|Count)\(",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"60_000\)|TimeSpan\.FromMinutes\(1\)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Minute();

    [GeneratedRegex(@"[tT]imeout|NonBacktracking,\s*(?:\d|TimeSpan)|TimeSpan\.From", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Limit();
}
