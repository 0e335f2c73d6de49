using System.Text.RegularExpressions;

namespace KnbTraining.UnitTests.Architecture;

/// <summary>Rules and Content get clock, culture, chance and documents as arguments; they never reach for them.</summary>
public sealed partial class ForbiddenNameTests
{
    /// <summary>Lines that may hold a forbidden name, each with its reason.</summary>
    private static readonly (string Path, string Passage)[] Exceptions =
    [
        // Fluid asks filters for a ValueTask; ours is complete at once.
        ("src/KnbTraining.Content/Text/LiquidText.cs", "ValueTask.FromResult<FluidValue>("),
    ];

    public static TheoryData<string, string> Names => new()
    {
        { "clock", @"\bDateTime(?:Offset)?\.(?:Now|UtcNow|Today)\b|\bTimeProvider\b|\bStopwatch\b|\bEnvironment\.TickCount" },
        { "chance", @"\bRandom\.Shared\b|\bnew Random\(|\bGuid\.(?:NewGuid|CreateVersion7)\b|\bRandomNumberGenerator\b" },
        { "ambient culture", @"\bCultureInfo\.Current(?:UI)?Culture\b|\bCurrentThread\b|\bThread\.Current" },
        { "files", @"(?<![\w.])(?:System\.IO\.)?(?:File|Directory|Path)\.(?!\s)[A-Z]|\bFile(?:Stream|Info)\b|\bDirectoryInfo\b" },
        { "environment", @"(?<![\w.])(?:System\.)?Environment\." },
        { "network and processes", @"\bHttpClient\b|\bSocket\b|\bProcess\.Start\b" },
        { "the console", @"(?<![\w.])Console\." },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Neither_rules_nor_content_reach_for(string what, string names)
    {
        var pattern = new Regex(names, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));
        var found = Sources.Under("src/KnbTraining.Rules", ".cs").Concat(Sources.Under("src/KnbTraining.Content", ".cs")).LinesHolding(line => pattern.IsMatch(Code(line)));
        Assert.True(!found.Any(), $"{what}:\n{string.Join('\n', found)}");
    }

    [Fact]
    public void The_rules_wait_for_nothing() =>
        Assert.Empty(Sources.Under("src/KnbTraining.Rules", ".cs").LinesHolding(line => Waiting().IsMatch(Code(line))));

    [Fact]
    public void The_content_waits_for_nothing_but_what_is_named_here() => Assert.Empty(Sources.Under("src/KnbTraining.Content", ".cs")
        .Select(file => (file.Path, Text: Exceptions.Where(known => known.Path == file.Path).Aggregate(file.Text, (text, known) => text.Replace(known.Passage, "", StringComparison.Ordinal))))
        .LinesHolding(line => Waiting().IsMatch(Code(line))));

    [Fact]
    public void Each_exception_is_still_needed()
    {
        var files = Sources.Under("src/KnbTraining.Content", ".cs").ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);
        Assert.All(Exceptions, known => Assert.Contains(known.Passage, files[known.Path], StringComparison.Ordinal));
    }

    // Remarks may name what code may not.
    private static string Code(string line) => line.TrimStart().StartsWith("//", StringComparison.Ordinal) ? "" : line;

    [GeneratedRegex(@"\b(?:async|await|Task|ValueTask|IAsyncEnumerable)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Waiting();
}
