using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Content.Deltas;

public sealed class DeltaTests
{
    private const string Rule = "current-holder-without-approval";
    private static readonly DateOnly Day = new(2026, 11, 30);
    private static readonly LocalizedText Was = LocalizedText.Of(language => $"Was {language}");

    [Fact]
    public void It_tells_each_rule_before_and_now_and_asks_about_no_other()
    {
        var edition = With(new AmendedRule(Rule, Was, Was), new AmendedRule("no-such-rule", Was, Was));
        var delta = Assert.Single(edition.Deltas.Values);
        Assert.Equal([Rule], delta.Rules);
        Assert.Equal(
            ["DeltaBlock", $"AmendedBlock {Rule} False", $"RuleBlock {Rule}", "AmendedBlock no-such-rule True"],
            delta.Lesson["en"].Blocks.Select(block => block switch
            {
                AmendedBlock amended => $"AmendedBlock {amended.Rule.RuleId} {amended.IsGone}",
                RuleBlock rule => $"RuleBlock {rule.RuleId}",
                _ => block.GetType().Name,
            }));
        for (var seed = 0ul; seed < 20; seed++)
        {
            var form = FormAssembler.Assemble(edition.ItemsOn(Day), delta.Course, seed, new HashSet<string>());
            Assert.InRange(form.Count, 1, DerivedCourse.MostQuestions);
            Assert.All(form, item => Assert.Equal(Rule, item.Item.Family.Rule));
        }
    }

    [Fact]
    public void It_is_a_course_of_the_edition_that_nobody_wrote_and_changes_nothing_else_of_it()
    {
        var edition = With(new AmendedRule(Rule, Was, Was));
        Assert.Equal(EditionSample.Edition.EveryCourse.Keys.Append("delta.2").Order(), edition.EveryCourse.Keys.Order());
        Assert.False(edition.Courses.ContainsKey("delta.2"));
        Assert.Equal(EditionSample.Edition.Hash, edition.Hash);
        Assert.Same(edition.Deltas["delta.2"].Lesson, edition.LessonOf("delta.2"));
        Assert.Same(edition, edition.ItemsOn(Day).Edition);
        Assert.True(DerivedCourse.IsId("delta.2") && Delta.IsId("delta.2") && !Briefing.IsId("delta.2") && !DerivedCourse.IsId(EditionSample.Course));
        Assert.Empty(edition.With([]).Deltas);
    }

    [Fact]
    public void Of_an_edition_that_has_none_of_its_rules_it_is_no_course() =>
        Assert.Empty(With(new AmendedRule("no-such-rule", Was, Was)).Deltas);

    private static Edition With(params AmendedRule[] rules) =>
        EditionSample.Edition.With([new DeltaText("delta.2", 2, Was, Was, Was, rules)]);
}
