using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class RuleDraftTests
{
    private static readonly DateOnly Day = new(2026, 12, 1);
    private static readonly Law InForce = new(Day);
    private static readonly Law IfAdopted = new(Day, IfAdopted: true);

    public static TheoryData<string> Rules => [.. ShippedContent.Documents.Under("rules").Select(document => document.Key)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_gap_that_a_removed_rule_leaves_is_closed_by_the_rule_drafted_for_it(string path)
    {
        var without = TypedRules.In(ShippedContent.Edition, ShippedContent.Documents.Without([path]));
        var known = LawMap.Of(ShippedContent.Edition, InForce).Gaps.Select(gap => (gap.Anchor, Facts(gap))).ToHashSet();
        foreach (var gap in LawMap.Of(without, InForce).Gaps.Where(gap => !known.Contains((gap.Anchor, Facts(gap)))))
        {
            var draft = For(without, gap);
            var typed = TypedRules.In(ShippedContent.Edition, without.Documents.With([new(draft.Path, draft.Text), .. draft.Others]));
            var trial = RuleTrial.Of(typed, draft.Id, Day)!;
            Assert.DoesNotContain(LawMap.Of(typed, InForce).Gaps, left => left.Anchor == gap.Anchor && Facts(left) == Facts(gap));
            Assert.Equal([(TakingKind.Alone, (string?)null)], trial.Takings.Select(taking => (taking.Kind, taking.Other)));
            Assert.Equal(gap.Situations, trial.Situations);
            Assert.Empty(trial.Conflicts);
            Assert.Equal(Judged(without), Judged(typed));
        }
    }

    [Fact]
    public void Removing_rules_leaves_gaps_to_draft_for() => Assert.True(Rules.Count(path => LawMap
        .Of(TypedRules.In(ShippedContent.Edition, ShippedContent.Documents.Without([path.Data])), InForce).Gaps.Count
            > LawMap.Of(ShippedContent.Edition, InForce).Gaps.Count) >= 10);

    [Fact]
    public void Of_a_rule_drafted_for_a_shipped_gap_only_texts_and_sources_are_found_missing_and_then_it_compiles()
    {
        var gaps = LawMap.Of(ShippedContent.Edition, InForce).Gaps;
        Assert.NotEmpty(gaps);
        foreach (var gap in gaps)
        {
            var draft = For(ShippedContent.Edition, gap);
            Assert.Equal(["statement", "title"], Missing(draft.Path, draft.Text, draft));
            var worded = YamlEdit.Set(
                draft.Text,
                Languages.All.SelectMany(language => new[] { "title", "statement" }.Select(field => KeyValuePair.Create($"{field}/{language}", $"{field} {language}"))));
            Assert.Equal(["sources"], Missing(draft.Path, worded, draft));
            var sourced = YamlEdit.Put(worded, "sources/0", YamlValue.Of(
                ("source", YamlValue.Of("liability-report")), ("paragraphs", YamlValue.Of([YamlValue.Of(3)])), ("facts", YamlValue.Of(["F-082"]))));
            sourced = YamlEdit.Put(sourced, "review-by", YamlValue.Of("2027-03-31"));
            var edition = Sketch(draft.Path, sourced, draft).Edition;
            Assert.NotNull(edition);
            Assert.DoesNotContain(LawMap.Of(edition, InForce).Gaps, left => left.Anchor == gap.Anchor && Facts(left) == Facts(gap));
        }
    }

    [Fact]
    public void A_plan_that_would_contradict_the_drafted_rule_now_comes_before_it()
    {
        const string Open = "rules/liability/technical-protection-breach-open.yaml";
        const string Plan = "rules/liability/technical-protection-breach-planned.yaml";
        var without = TypedRules.In(ShippedContent.Edition, ShippedContent.Documents.Without([Open]));
        var gap = LawMap.Of(without, InForce).Gaps.Single(gap => gap.Act == "technical-protection-breach" && gap.Holder == "current");
        var draft = For(without, gap);
        var (path, text) = Assert.Single(draft.Others);
        Assert.Equal(Plan, path);
        Assert.Equal(
            ShippedContent.Documents.Find(Plan)!.Replace("overrides: [technical-protection-breach-open]", $"overrides: [technical-protection-breach-open, {draft.Id}]", StringComparison.Ordinal),
            text);
        var typed = TypedRules.In(ShippedContent.Edition, without.Documents.With([new(draft.Path, draft.Text), .. draft.Others]));
        var trial = RuleTrial.Of(typed, draft.Id, Day)!;
        Assert.Empty(trial.Conflicts);
    }

    [Fact]
    public void The_draft_bears_the_title_and_concerns_the_people_of_its_conditions()
    {
        var gap = LawMap.Of(ShippedContent.Edition, InForce).Gaps.First(gap => gap.Holder == "candidate");
        var vocabulary = ShippedContent.Edition.RuleBook.Vocabulary;
        var when = RuleDraft.ConditionsOf(vocabulary, gap);
        var draft = RuleDraft.Of(ShippedContent.Edition, new RuleWish("kk", "Жаңа қағида: бүгін", "liability", RuleKind.Open, when), _ => false);
        Assert.Equal("zhanga-qagida-bugin", draft.Id);
        Assert.Equal("rules/liability/zhanga-qagida-bugin.yaml", draft.Path);
        Assert.Equal("Жаңа қағида: бүгін", YamlEdit.Get(draft.Text, "title/kk"));
        Assert.Equal("", YamlEdit.Get(draft.Text, "title/en"));
        Assert.Equal(YamlValue.Of(["candidate"]), YamlEdit.Read(draft.Text, "audience"));
        Assert.Equal(gap.Act, YamlEdit.Get(draft.Text, $"when/{vocabulary.Act.Id}"));
    }

    [Fact]
    public void A_rule_of_each_kind_begins_with_findings_at_fields_and_none_at_the_document()
    {
        foreach (var kind in RuleDraft.KindsById.Values)
        {
            var draft = RuleDraft.Of(ShippedContent.Edition, new RuleWish("en", "A new rule", "liability", kind, []), id => id == "a-new-rule");
            Assert.Equal("a-new-rule-2", draft.Id);
            var outline = DocumentOutline.Of(draft.Text);
            var fields = Sketch(draft.Path, draft.Text, draft).Findings.Select(finding => outline.PathAt(finding.Line)!.Split('/')[0]).ToHashSet();
            Assert.Subset(new HashSet<string> { "title", "statement", "when", "then", "pairs", "stated" }, fields);
            Assert.Contains("statement", fields);
        }
    }

    private static RuleDraft For(Edition edition, Gap gap)
    {
        var when = RuleDraft.ConditionsOf(edition.RuleBook.Vocabulary, gap);
        return RuleDraft.Of(edition, new RuleWish("en", "", RuleDraft.FamilyFor(edition, when), RuleKind.Open, when), _ => false);
    }

    private static Compilation Sketch(string path, string text, RuleDraft draft) =>
        EditionCompiler.Sketch(ShippedContent.Documents.With([new(path, text), .. draft.Others]));

    /// <summary>The fields of the rule at which something is found.</summary>
    private static IEnumerable<string> Missing(string path, string text, RuleDraft draft)
    {
        var outline = DocumentOutline.Of(text);
        var findings = Sketch(path, text, draft).Findings;
        Assert.All(findings, finding => Assert.Equal(path, finding.Path));
        return findings.Select(finding => outline.PathAt(finding.Line)!.Split('/')[0]).Distinct().Order(StringComparer.Ordinal);
    }

    private static string Facts(Gap gap) => string.Join(';', gap.Facts ?? []);

    /// <summary>The liability of each situation, in force and if the plans are adopted: a recorded silence says what a gap says.</summary>
    private static IEnumerable<string> Judged(Edition edition) => new[] { InForce, IfAdopted }
        .SelectMany(law => edition.RuleBook.Vocabulary.Space.Select(situation => $"{law.Id} {situation} {edition.RuleBook.Evaluate(situation, law).Liability}"));
}
