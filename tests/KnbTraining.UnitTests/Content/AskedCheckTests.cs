using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>What is asked is looked at once, however often lessons, courses, pictures and texts to confirm change around it.</summary>
public sealed class AskedCheckTests
{
    private const string Stems = "stems/mutated-statement.yaml";
    private const string Broken = "  case-disclosure:\n    - en: '{{ wrong }}'\n      ru: Кто-то разглашает тайну.\n      kk: Біреу құпияны жариялайды.\n";

    private static readonly string[] Elsewhere =
        ["lessons/written-obligation/en.md", "courses/working-with-state-secrets.yaml", "acknowledgements/travel-reminder.yaml"];

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void Where_only_what_no_item_is_made_of_changes_nothing_is_rendered_again()
    {
        // A note that nobody wrote before: what items are made of is new.
        var first = Shipped.Appending(Stems, "\n# A note of this test.\n");
        var whole = MadeBy(first.Build());
        foreach (var path in Elsewhere)
        {
            var again = MadeBy(first.Appending(path, "\n").Build());
            Assert.True(again < whole * 3 / 4, $"{path}: {again} bytes after {whole}");
        }
    }

    [Fact]
    public void A_broken_wording_is_found_each_time_after_a_sound_check_and_whatever_else_changes()
    {
        Assert.Empty(Shipped.Compile().Findings);
        var broken = Shipped.Replacing(Stems, "  case-disclosure:\n", Broken);
        var found = broken.Compile().Findings;
        Assert.Contains(found, finding => finding.Path == Stems && finding.Message.Contains("'wrong'", StringComparison.Ordinal));
        Assert.Equal(found, broken.Compile().Findings);
        foreach (var path in Elsewhere)
        {
            Assert.Equal(found, broken.Appending(path, "\n").Compile().Findings);
        }

        Assert.Empty(Shipped.Compile().Findings);
    }

    // The check runs on one thread; what it makes is the same on any machine.
    private static long MadeBy(DocumentSet documents)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(EditionCompiler.Compile(documents).Findings);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
