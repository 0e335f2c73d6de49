using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Briefings;

public sealed class BriefingTests
{
    private const string Vocabulary = "vocabulary.yaml";
    private static readonly DateOnly Day = new(2026, 11, 30);
    private static readonly Edition Edition = EditionSample.Edition;

    [Fact]
    public void Every_case_that_changes_is_told_and_no_other()
    {
        Assert.Equal(["briefing.became-head", "briefing.clearance-ended", "briefing.clearance-given"], Edition.Briefings.Keys.Order());
        foreach (var briefing in Edition.Briefings.Values)
        {
            var told = BriefedCases.Of(briefing.Text.Change, Edition.RuleBook, Edition.Words, Day);
            var inGroups = told.Groups.SelectMany(group => group.Situations).ToHashSet();
            var usual = briefing.Text.Change.Cases(Edition.RuleBook.Vocabulary).Where(pair => IsUsual(pair.Before) && IsUsual(pair.After)).ToArray();
            Assert.NotEmpty(usual);
            foreach (var (before, after) in usual)
            {
                var (was, becomes) = (Verdicts(before), Verdicts(after));
                var gained = becomes[0].Duties.Except(was[0].Duties).Except(told.Gained).ToArray();
                var lost = was[0].Duties.Except(becomes[0].Duties).Except(told.Lost).ToArray();
                var isSilent = becomes.All(verdict => verdict.Liability == Liability.NotCovered && !verdict.Deciding.Any());
                var isTold = was[0].Liability != becomes[0].Liability
                    || (was[1].Liability != becomes[1].Liability && !isSilent)
                    || gained.Length > 0
                    || (lost.Length > 0 && !isSilent);
                Assert.True(isTold == inGroups.Contains(before), $"{briefing.Text.Id}: {before}");
            }

            Assert.Subset(usual.Select(pair => pair.Before).ToHashSet(), inGroups);
        }
    }

    [Fact]
    public void An_end_of_clearance_changes_what_follows_from_travel_and_nothing_of_disclosure_and_loss()
    {
        var told = BriefedCases.Of(Edition.Briefings["briefing.clearance-ended"].Text.Change, Edition.RuleBook, Edition.Words, Day);
        Assert.Equal(["ask-approval-of-head"], told.Lost);
        Assert.Empty(told.Gained);
        Assert.Equal(
            [
                "travel-abroad, absent: Administrative > NoneAdministrative, planned Administrative, begins respect-agreed-travel-limits",
                "travel-abroad, given: NoneStated > NotCovered, planned NotCovered, begins ",
            ],
            told.Groups.Select(group =>
                $"{group.Situations[0].Act}, {group.Situations[0]["approval"]}: {group.Before.InForce.Liability} > {group.After.InForce.Liability}, "
                + $"planned {group.After.IfAdopted.Liability}, begins {string.Join(' ', group.Gained)}"));
        Assert.Contains("obligation-outlives-clearance", Edition.Briefings["briefing.clearance-ended"].Rules);
    }

    [Fact]
    public void Its_questions_are_about_the_rules_that_it_tells_and_each_is_asked_once()
    {
        var bank = Edition.ItemsOn(Day);
        foreach (var briefing in Edition.Briefings.Values)
        {
            Assert.InRange(briefing.Course.Exam.Count, 1, DerivedCourse.MostQuestions);
            for (var seed = 0ul; seed < 20; seed++)
            {
                var form = FormAssembler.Assemble(bank, briefing.Course, seed, new HashSet<string>());
                Assert.Equal(briefing.Course.Exam.Count, form.Select(item => item.Item.Family.Id).Distinct().Count());
                Assert.All(form, item => Assert.Contains(item.Item.Family.Rule, briefing.Rules));
            }
        }
    }

    [Fact]
    public void It_reads_in_every_language_and_is_no_course_that_somebody_wrote()
    {
        Assert.All(Edition.Briefings.Keys, id => Assert.False(Edition.Courses.ContainsKey(id)));
        Assert.Equal(Edition.Courses.Count + Edition.Briefings.Count, Edition.EveryCourse.Count);
        foreach (var (id, briefing) in Edition.Briefings)
        {
            Assert.True(Briefing.IsId(id));
            Assert.Equal(3, Languages.All.Select(language => Edition.LessonOf(id)[language].Title).Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(Edition.LessonOf(id), briefing.Lesson);
        }
    }

    [Fact]
    public void What_is_wrong_with_a_briefing_is_found_with_its_line()
    {
        const string From = "    from: { holder: current }\n";
        (string Instead, string Message)[] faults =
        [
            ("    from: { holder: resident }\n", "The briefing 'clearance-ended' names 'holder=resident', which does not exist."),
            ("    from: { capacity: employee }\n", "The briefing 'clearance-ended' does not say what 'holder' was before."),
            ("    from: { holder: [current, none] }\n", "In the briefing 'clearance-ended' 'holder=none' cannot become 'former'."),
            ("    from: { holder: [current, former] }\n", "In the briefing 'clearance-ended' 'holder=former' cannot become 'former'."),
            ("    from: {}\n", "The briefing 'clearance-ended' does not say what changes."),
        ];
        foreach (var (instead, message) in faults)
        {
            DocumentSetBuilder.FromShipped().Replacing(Vocabulary, From, instead).Finds(Vocabulary, "id: clearance-ended", message, "");
        }

        DocumentSetBuilder.FromShipped().Replacing(Vocabulary, "  - id: became-head\n", "  - id: clearance-given\n")
            .Finds(Vocabulary, "id: clearance-given", "Two briefings have the id 'clearance-given'.", "Give each briefing an id of its own.");
        DocumentSetBuilder.FromShipped().Replacing(Vocabulary, "    from: { capacity: employee }\n    to: { capacity: head }", "    from: { obligation: unsigned, holder: none }\n    to: { obligation: signed }")
            .Finds(Vocabulary, "id: became-head", "has nothing to tell under the law of", "Remove it, or change what it is about.");
    }

    private static bool IsUsual(Situation situation) => Edition.Words.HasUsualFacts(Edition.RuleBook.Vocabulary, situation) && !Edition.Words.IsNeverAsked(situation);

    private static Verdict[] Verdicts(Situation situation) =>
        [Edition.RuleBook.Evaluate(situation, new Law(Day)), Edition.RuleBook.Evaluate(situation, new Law(Day, IfAdopted: true))];
}
