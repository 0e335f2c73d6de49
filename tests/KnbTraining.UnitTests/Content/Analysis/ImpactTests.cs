using KnbTraining.Content.Analysis;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class ImpactTests
{
    private const string Course = "courses/working-with-state-secrets.yaml";
    private const string Asking = "courses/after-access.yaml";
    private const string Rule = "rules/travel-approval/former-holder-without-approval.yaml";
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void A_longer_exam_changes_no_verdict_and_its_document_is_named_all_the_same()
    {
        var impact = After((Course, "minutes: 30", "minutes: 40"));
        Assert.Empty(impact.Verdicts);
        Assert.Equal([Course], impact.Documents);
        Assert.Equal(EditionSample.Edition.RuleBook.Vocabulary.Space.Count, impact.Situations);
    }

    [Fact]
    public void A_rule_without_its_duty_names_every_situation_that_is_judged_differently()
    {
        // Without its duty the rule cannot be asked about it any more.
        var impact = After((Rule, "duties: [respect-agreed-travel-limits]", "duties: []"), (Asking, "        - duty.former-holder-without-approval\n", ""));

        Assert.Equal([Asking, Rule], impact.Documents);
        var inForce = impact.Verdicts.Where(change => !change.After.Law.IfAdopted).ToArray();
        Assert.NotEmpty(inForce);
        Assert.All(inForce, change => Assert.Equal("former", change.After.Situation["holder"]));
        Assert.All(inForce, change => Assert.Equal(Liability.NoneAdministrative, change.After.Liability));
        Assert.All(inForce, change => Assert.Equal(["respect-agreed-travel-limits"], change.Before.Duties.Except(change.After.Duties)));
    }

    private static Impact After(params (string Path, string Old, string New)[] changes)
    {
        var documents = EditionSample.Documents.With(changes.Select(change =>
        {
            var text = EditionSample.Documents.Find(change.Path)!;
            Assert.Contains(change.Old, text, StringComparison.Ordinal);
            return KeyValuePair.Create(change.Path, text.Replace(change.Old, change.New, StringComparison.Ordinal));
        }));
        var compilation = EditionCompiler.Compile(documents, EditionSample.Edition);
        return Impact.Of(EditionSample.Edition, compilation.Edition ?? throw new InvalidOperationException(string.Join(' ', compilation.Findings)), Today);
    }
}
