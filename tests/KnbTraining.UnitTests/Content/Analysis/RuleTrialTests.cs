using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class RuleTrialTests
{
    private const string Former = "rules/travel-approval/former-holder-without-approval.yaml";
    private const string Planned = "rules/travel-approval/former-holder-without-approval-planned.yaml";

    private static readonly DateOnly Day = new(2026, 12, 1);

    public static TheoryData<string> Rules => [.. ShippedContent.Edition.Rules.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_situation_of_a_rule_is_told_of_and_no_shipped_rule_contradicts_another(string id)
    {
        var trial = Try(ShippedContent.Documents, id);
        var told = trial.Takings.SelectMany(taking => taking.Situations).ToHashSet();
        Assert.Equal(trial.Situations, told.Count);
        Assert.Empty(trial.Conflicts);
        Assert.DoesNotContain(trial.Takings, taking => taking.Kind == TakingKind.Contradicts);
        Assert.Empty(trial.ChangesSince(ShippedContent.Edition));
        Assert.Equal(told.Select(situation => situation.Act).ToHashSet(), trial.Acts.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_questions_of_a_shipped_rule_are_those_of_its_edition(string id)
    {
        var trial = Try(ShippedContent.Documents, id);
        var items = trial.Ask(3);
        var families = ShippedContent.Edition.ItemsOn(Day).Families.Where(family => family.Rule == id && !family.IsAuthored).Select(family => family.Id).ToHashSet();
        Assert.Equal(families.Count == 0 ? 0 : 3, items.Count);
        Assert.Equal(Math.Min(3, families.Count), items.Select(item => item.Family).Distinct().Count());
        Assert.All(items, item => Assert.Equal(ShippedContent.Edition.ItemsOn(Day).Render(item, "ru").Question, trial.Edition.ItemsOn(Day).Render(item, "ru").Question));
    }

    [Fact]
    public void A_plan_takes_its_situations_from_the_rule_that_counts_until_then()
    {
        var taking = Assert.Single(Try(ShippedContent.Documents, "former-holder-without-approval-planned").Takings);
        Assert.Equal((TakingKind.Displaces, "former-holder-without-approval"), (taking.Kind, taking.Other));
    }

    [Fact]
    public void A_plan_that_does_not_say_so_contradicts_it_and_the_verdicts_change()
    {
        var typed = ShippedContent.Documents.With([new(Planned, ShippedContent.Documents.Find(Planned)!.Replace("overrides: [former-holder-without-approval]", "overrides: []", StringComparison.Ordinal))]);
        var trial = Try(typed, "former-holder-without-approval-planned");
        var taking = Assert.Single(trial.Takings);
        Assert.Equal((TakingKind.Contradicts, "former-holder-without-approval"), (taking.Kind, taking.Other));
        Assert.Equal(taking.Situations, trial.Conflicts.Select(conflict => conflict.Situation));
        Assert.Equal(taking.Situations, trial.ChangesSince(ShippedContent.Edition).Select(change => change.After.Situation));
        Assert.All(trial.ChangesSince(ShippedContent.Edition), change => Assert.True(change.After.Law.IfAdopted));
    }

    [Fact]
    public void A_rule_that_is_wider_than_before_takes_what_was_open()
    {
        var typed = ShippedContent.Documents.With([new(Former, ShippedContent.Documents.Find(Former)!.Replace("holder: former", "holder: [former, candidate]", StringComparison.Ordinal))]);
        var trial = Try(typed, "former-holder-without-approval");
        Assert.Contains(trial.Takings, taking => taking.Kind == TakingKind.Alone && taking.Situations.All(situation => situation.Person is "candidate" or "former"));
        Assert.NotEmpty(trial.ChangesSince(ShippedContent.Edition));
        Assert.All(trial.ChangesSince(ShippedContent.Edition), change => Assert.Equal("candidate", change.After.Situation.Person));
    }

    [Fact]
    public void What_a_rule_book_cannot_take_is_left_out_until_it_is_mended()
    {
        var text = ShippedContent.Documents.Find(Former)!
            .Replace("holder: former", "holder: [former, nobody]", StringComparison.Ordinal)
            .Replace("overrides: []", "overrides: [not-there, former-holder-without-approval, former-holder-without-approval-planned]", StringComparison.Ordinal)
            .Replace("duties: [respect-agreed-travel-limits]", "duties: [invented]", StringComparison.Ordinal)
            .Replace("instrument: cao", "instrument: lost", StringComparison.Ordinal)
            .Replace("source: liability-report", "source: lost", StringComparison.Ordinal);
        var trial = Try(ShippedContent.Documents.With([new(Former, text)]), "former-holder-without-approval");
        Assert.Empty(trial.Rule.Rule.Then.Duties);
        Assert.Empty(trial.Rule.Sources);
        Assert.Empty(trial.Rule.Rule.Overrides);
        Assert.Equal(ShippedContent.Edition.Rules["former-holder-without-approval"].Rule.When.Select(condition => condition.ToString()), trial.Rule.Rule.When.Select(condition => condition.ToString()));
    }

    [Fact]
    public void A_document_that_cannot_be_read_leaves_the_others_as_they_are()
    {
        var edition = TypedRules.In(ShippedContent.Edition, ShippedContent.Documents.With([new(Former, "id: [")]));
        Assert.Null(RuleTrial.Of(edition, "former-holder-without-approval", Day));
        Assert.Equal(ShippedContent.Edition.Rules.Count - 1, edition.Rules.Count);
    }

    [Fact]
    public void A_rule_whose_texts_are_missing_can_be_asked_with_every_outcome_and_makes_sound_questions()
    {
        var gaps = LawMap.Of(ShippedContent.Edition, new Law(Day)).Gaps;
        foreach (var liability in new[] { "criminal", "administrative", "none-administrative", "none-stated", "not-covered" })
        {
            foreach (var gap in gaps)
            {
                var when = RuleDraft.ConditionsOf(ShippedContent.Edition.RuleBook.Vocabulary, gap);
                var kind = liability == "not-covered" ? RuleKind.Open : RuleKind.Liability;
                var draft = RuleDraft.Of(ShippedContent.Edition, new RuleWish("en", "", "liability", kind, when), _ => false);
                var text = YamlEdit.Put(draft.Text, "then/liability", YamlValue.Of(liability));
                var trial = Try(ShippedContent.Documents.With([new(draft.Path, text), .. draft.Others]), draft.Id);
                var bank = trial.Edition.ItemsOn(Day);
                Assert.True(trial.CanBeAsked);
                Assert.All(trial.Ask(3), item => Assert.All(Languages.All, language =>
                {
                    Assert.NotEmpty(bank.Render(item, language).Question);
                    Assert.NotNull(bank.Explain(item, [], language));
                }));
            }
        }
    }

    private static RuleTrial Try(DocumentSet typed, string id) => RuleTrial.Of(TypedRules.In(ShippedContent.Edition, typed), id, Day)!;
}
