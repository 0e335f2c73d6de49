using KnbTraining.Content.Analysis;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class AdoptionTests
{
    private static readonly DateOnly Day = new(2027, 1, 1);

    [Fact]
    public void Each_planned_rule_judges_in_force_what_it_judged_as_a_plan_and_not_a_day_earlier()
    {
        var edition = ShippedContent.Edition;
        Assert.NotEmpty(Adoption.PlannedIn(edition, "en"));
        foreach (var id in Adoption.PlannedIn(edition, "en"))
        {
            var adoption = Adoption.Of(edition, [id], Day);
            var (before, after) = (edition.RuleBook, adoption.Impact.After.RuleBook);
            var taken = before.Vocabulary.Space.Where(situation => before.Evaluate(situation, new Law(Day, IfAdopted: true)).Deciding.Any(rule => rule.Id == id)).ToArray();
            Assert.NotEmpty(taken);
            Assert.All(taken, situation => Assert.Contains(after.Evaluate(situation, new Law(Day)).Deciding, rule => rule.Id == id));
            Assert.All(before.Vocabulary.Space, situation => Assert.Equal(before.Evaluate(situation, new Law(Day.AddDays(-1))).Liability, after.Evaluate(situation, new Law(Day.AddDays(-1))).Liability));
            Assert.Contains(id, adoption.Impact.MaterialRules);
            Assert.Equal([edition.Rules[id].Path], adoption.Documents.Keys);
        }
    }

    [Fact]
    public void All_planned_rules_together_are_told_with_what_they_touch()
    {
        var edition = ShippedContent.Edition;
        var adoption = Adoption.Of(edition, Adoption.PlannedIn(edition, "en"), Day);
        var changed = adoption.Impact.Verdicts.Where(change => !change.After.Law.IfAdopted).ToArray();
        Assert.Equal(
            edition.RuleBook.Vocabulary.Space.Count(situation => edition.RuleBook.Evaluate(situation, new Law(Day)).Liability != adoption.Impact.After.RuleBook.Evaluate(situation, new Law(Day)).Liability),
            changed.Count(change => change.Before.Liability != change.After.Liability));
        Assert.NotEmpty(changed);
        Assert.Contains(adoption.ToRewrite, text => text.Kind == ContentKind.Lesson && text.Id == "what-is-planned");
        Assert.NotEmpty(adoption.Impact.Items.Families);
        var exams = adoption.StudyExams("en", TestContext.Current.CancellationToken);
        Assert.Equal(adoption.Impact.Courses.Select(course => course.Id).Order(StringComparer.Ordinal), exams.Select(exam => exam.CourseId).Order(StringComparer.Ordinal));
        Assert.All(exams, exam => Assert.InRange(exam.Before!.Value, 0.1, 1));
        Assert.Contains(exams, exam => exam.After != exam.Before);
    }

    [Fact]
    public void A_rule_in_force_is_no_part_of_an_amendment()
    {
        var adoption = Adoption.Of(ShippedContent.Edition, ["current-holder-without-approval", "no-such-rule"], Day);
        Assert.Empty(adoption.Rules);
        Assert.Empty(adoption.Documents);
        Assert.Empty(adoption.Impact.Verdicts);
    }
}
