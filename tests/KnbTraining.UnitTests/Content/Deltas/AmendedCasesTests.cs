using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Content.Deltas;

public sealed class AmendedCasesTests
{
    private const string Rule = "current-holder-without-approval";
    private static readonly DateOnly Day = new(2026, 11, 30);
    private static readonly DateOnly Ends = new(2027, 1, 1);

    private static readonly Lazy<Edition> Ended = new(() =>
    {
        var path = EditionSample.Edition.Rules[Rule].Path;
        var text = EditionSample.Documents.Find(path)!.Replace("until: null", "until: 2027-01-01", StringComparison.Ordinal);
        return EditionCompiler.Recompile(EditionSample.Documents.With([KeyValuePair.Create(path, text)])).Edition!;
    });

    [Fact]
    public void A_few_that_the_chosen_rules_bring_about_are_told_each_of_another_kind()
    {
        var (before, after) = (EditionSample.Edition, Ended.Value);
        Assert.Empty(Choose(Day));
        var cases = Choose(Ends);
        Assert.InRange(cases.Count, 1, AmendedCases.Most);
        Assert.All(cases, told =>
        {
            var situation = before.RuleBook.Vocabulary.Space.Single(known => known.Id == told.Situation);
            var was = before.RuleBook.Evaluate(situation, new Law(Ends, told.IfAdopted));
            Assert.Equal((was.Liability, Ends), (told.Liability, told.From));
            Assert.Equal(was.Duties, told.Duties);
            Assert.Contains(was.Derivation, step => step.Rule.Id == Rule && step.Result == StepResult.Fired);
            Assert.True(after.Words.StandsAlone(situation));
        });

        // Nothing is told of rules that nobody chose.
        Assert.Empty(AmendedCases.Choose(RuleBook.Compare(before.RuleBook, after.RuleBook, new Law(Ends)), ["former-holder-without-approval"], after.RuleBook, after.Words));

        IReadOnlyList<AmendedCase> Choose(DateOnly day) =>
            AmendedCases.Choose(RuleBook.Compare(before.RuleBook, after.RuleBook, new Law(day)), [Rule], after.RuleBook, after.Words);
    }

    [Fact]
    public void They_are_judged_as_of_the_day_from_which_they_count_and_left_out_where_a_later_edition_judges_as_before()
    {
        var (before, after) = (EditionSample.Edition, Ended.Value);
        var cases = AmendedCases.Choose(RuleBook.Compare(before.RuleBook, after.RuleBook, new Law(Ends)), [Rule], after.RuleBook, after.Words);
        foreach (var today in new[] { Day, Ends, Ends.AddDays(30) })
        {
            var told = AmendedCases.Judge(cases, after.RuleBook, today);
            Assert.Equal(cases, told.Select(one => one.Before));
            Assert.All(told, one => Assert.Equal(today > Ends ? today : Ends, one.Now.Law.Date));
            Assert.All(told, one => Assert.True(one.Now.Liability != one.Before.Liability || one.Gained.Count + one.Lost.Count > 0));
        }

        Assert.Empty(AmendedCases.Judge(cases, before.RuleBook, Day));
        Assert.Empty(AmendedCases.Judge([new AmendedCase("act=unheard-of", Ends, false, Liability.Criminal, [])], after.RuleBook, Day));
    }

    [Fact]
    public void A_lesson_ends_with_them_and_four_rules_with_their_questions_take_five_minutes()
    {
        var was = LocalizedText.Same("Was");
        string[] ids = [.. EditionSample.Edition.Rules.Keys.Order(StringComparer.Ordinal).Take(4)];
        var cases = new[] { new AmendedCase("holder=current", Ends, false, Liability.Criminal, []) };
        var edition = EditionSample.Edition.With([new DeltaText("delta.2", 2, was, was, was, [.. ids.Select(id => new AmendedRule(id, was, was))]) { Cases = cases }]);
        var (course, lesson) = (edition.Deltas["delta.2"].Course, edition.Deltas["delta.2"].Lesson["kk"]);
        Assert.Equal(cases, Assert.IsType<AmendedCasesBlock>(lesson.Blocks[^1]).Cases);
        Assert.Equal(DerivedCourse.UsualMinutes, lesson.Minutes + DerivedCourse.QuestionMinutes(course.Exam));
        Assert.Equal(DerivedCourse.UsualMinutes, DerivedCourse.MinutesOf(ids.Length, course.Exam.Count));
        Assert.True(DerivedCourse.MinutesOf(5, 5) > DerivedCourse.UsualMinutes);
    }
}
