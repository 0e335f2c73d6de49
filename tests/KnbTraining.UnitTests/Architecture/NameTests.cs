using System.Text.RegularExpressions;

namespace KnbTraining.UnitTests.Architecture;

public sealed partial class NameTests
{
    [Fact]
    public void Names_and_titles_are_compared_and_searched_by_the_classes_for_names_alone()
    {
        var files = Sources.Under("src/KnbTraining.Learning", ".cs").Concat(Sources.Under("src/KnbTraining.Web", ".cs", ".razor"))
            .Where(file => !file.Path.StartsWith("src/KnbTraining.Learning/Names/", StringComparison.Ordinal));
        Assert.Empty(files.LinesHolding(line => OtherOrder().IsMatch(line)));
    }

    // What an order of people, units, courses or files would be written with. In SQL it is the sort key.
    [GeneratedRegex(
        @"String(Comparer|Comparison)\.(CurrentCulture|InvariantCulture)|StringComparer\.Create\(|(Order|Then)By(Descending)?\(\w+ => [\w.]*\.(Name|SearchName|UnitName)\)|(Order|Then)By(Descending)?\(\w+ => [^,()]*Title[^,()]*(, StringComparer\.\w+)?\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OtherOrder();
}
