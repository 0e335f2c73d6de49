using System.Numerics;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;
using KnbTraining.Content.Items.Studies;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Attempts;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class ExamStudyTests
{
    // So many forms of one course answered by one person each: a chance strays by less than 0.03 in one of three runs.
    private const int People = 300;

    private static readonly HashSet<string> Unseen = [];

    private static readonly ItemBank Items = ShippedContent.Items;

    public static TheoryData<string> Courses => [.. ShippedContent.Edition.Courses.Keys];

    /// <summary>People are made up one by one, answer whole forms with option ids, and the grader of attempts grades them.</summary>
    [Theory]
    [MemberData(nameof(Courses))]
    public void What_the_study_says_of_guessing_and_of_each_misconception_is_what_people_made_up_earn(string id)
    {
        var course = ShippedContent.Edition.Courses[id];
        var study = ExamStudy.Run(Items, course, ExamStudy.UsualForms, TestContext.Current.CancellationToken);
        IReadOnlyList<FormItem>[] forms = [.. Enumerable.Range(5000, People).Select(seed => FormAssembler.Assemble(Items, course, (ulong)seed, Unseen))];

        var guessed = Sit(course.Exam, forms, Guess);
        Assert.InRange(study.GuessScore, guessed.Score - 0.03, guessed.Score + 0.03);
        Assert.InRange(study.GuessPass, 0, guessed.Pass + 0.01);
        Assert.Equal(ShippedContent.Edition.Misconceptions.Keys, study.Misconceptions.Select(figures => figures.Id));
        foreach (var figures in study.Misconceptions)
        {
            var misconception = ShippedContent.Edition.Misconceptions[figures.Id];
            var sat = Sit(course.Exam, forms, (item, random) => Misread(item, misconception, random));
            Assert.True(Math.Abs(figures.Caught - sat.Caught) < 0.15, $"{figures.Id} is caught {figures.Caught}, not {sat.Caught}");
            Assert.True(Math.Abs(figures.Score - sat.Score) < 0.03, $"{figures.Id} earns {figures.Score}, not {sat.Score}");
            Assert.True(Math.Abs(figures.Pass - sat.Pass) < 0.15, $"{figures.Id} passes {figures.Pass}, not {sat.Pass}");
        }
    }

    [Fact]
    public void The_ways_to_choose_families_are_those_of_trying_all()
    {
        string[] own = ["verdict.current-holder-disclosure", "duty.obligation-binds-holder", "left-open.obligation-binds-holder"];
        string[] shared = ["standing.current-holder-disclosure", "left-open.written-obligation-before-clearance"];
        var course = CourseOf(Part("one", 2, [.. own, .. shared]), Part("two", 1, shared));

        var study = ExamStudy.Run(Items, course, 1, TestContext.Current.CancellationToken);

        var all = own.Concat(shared).ToArray();
        var tried = from a in all from b in all
                    where string.CompareOrdinal(a, b) < 0
                    from c in shared
                    where c != a && c != b
                    where new[] { a, b, c }.Count(family => Items.FindFamily(family)!.Generator == "left-open") <= 1
                    select 1;
        Assert.Equal(new BigInteger(tried.Count()), study.Selections);
    }

    [Fact]
    public void Who_takes_a_plan_for_law_is_caught_where_a_plan_is_asked_about_and_only_there()
    {
        Assert.Equal(1, Caught("standing.unremedied-violations-planned"));
        Assert.Equal(0, Caught("duty.obligation-binds-holder"));

        static double Caught(string family) => ExamStudy.Run(Items, CourseOf(Part("one", 1, [family])), 10, CancellationToken.None)
            .Misconceptions.Single(figures => figures.Id == "planned-taken-for-law").Caught;
    }

    [Fact]
    public void Another_blueprint_under_the_id_of_a_course_has_figures_of_its_own_and_leaves_those_of_the_course_alone()
    {
        var course = ShippedContent.Edition.Courses["before-access"];
        var before = FormStudy.Run(Items, course, 20);
        var other = course with { Exam = course.Exam with { Pass = 0, Parts = [course.Exam.Parts[0] with { Pass = null }] } };

        var study = ExamStudy.Run(Items, other, 20, TestContext.Current.CancellationToken);

        Assert.Equal(1, study.GuessPass, 6);
        Assert.NotEqual(before.MeanLevel, study.MeanLevel);
        Assert.Equal(before.MeanLevel, FormStudy.Run(Items, course, 20).MeanLevel);
        Assert.Equal(before.MeanLevel, ExamStudy.Run(Items, course, 20, TestContext.Current.CancellationToken).MeanLevel);
    }

    [Fact]
    public void A_learners_minutes_are_those_of_lessons_texts_and_exam()
    {
        var edition = ShippedContent.Edition;
        var course = edition.Courses["before-access"];
        var day = new DateOnly(2026, 1, 15);
        var time = LearnerTime.Of(edition, course, day, Languages.English);
        Assert.Equal(course.Lessons.Sum(lesson => KnbTraining.Content.Editions.LessonLength.MinutesOf(edition, lesson, day, Languages.English)), time.Lessons);
        Assert.Equal(1, time.Texts);
        Assert.Equal(8, time.Exam);
        Assert.Equal(5, LearnerTime.Of(edition, course with { Exam = course.Exam with { Minutes = 5 } }, day, Languages.English).Exam);
    }

    private static (double Caught, double Score, double Pass) Sit(Blueprint exam, IReadOnlyList<FormItem>[] forms, Func<Item, StableRandom, IReadOnlyList<string>> answer)
    {
        int caught = 0, passed = 0;
        double score = 0;
        var random = StableRandom.For(7, "people");
        foreach (var form in forms)
        {
            (int Part, double Score)[] scores = [.. form.Select(entry => (
                exam.Parts.ToList().FindIndex(part => part.Id == entry.Part), QuestionKinds.Of(entry.Item).Grade(entry.Item, answer(entry.Item, random))))];
            var points = scores.Sum(one => one.Score);
            caught += points < form.Count - 1e-6 ? 1 : 0;
            score += points / form.Count;
            passed += (points * 100) + 1e-6 >= exam.Pass * form.Count && Grader.GradeParts(exam, scores).All(part => part.Passed) ? 1 : 0;
        }

        return ((double)caught / forms.Length, score / forms.Length, (double)passed / forms.Length);
    }

    private static string[] Guess(Item item, StableRandom random) => item.Kind == QuestionKind.Matching
        ? [.. item.Options.GroupBy(option => option.Id.Split('=')[0]).Select(row => random.Pick([.. row]).Id)]
        : [random.Pick([.. item.Options]).Id];

    /// <summary>A person with a misconception judges each case first, and then looks for what says so.</summary>
    private static string[] Misread(Item item, Misconception misconception, StableRandom random)
    {
        string[] right = [.. item.Options.Where(option => option.Correct).Select(option => option.Id)];
        var named = item.Options.Where(option => option.Misconception == misconception.Id).Select(option => option.Id).ToArray();
        var claim = item.Options[0].Claim.ByName;
        if (misconception.Verdicts is not { } reading || item.Situations.Count == 0 || claim.ContainsKey("standing") || claim.ContainsKey("duty"))
        {
            return item.Kind switch
            {
                QuestionKind.Matching => [.. item.Options.GroupBy(option => option.Id.Split('=')[0])
                    .Select(row => row.FirstOrDefault(option => option.Misconception == misconception.Id)?.Id ?? row.First(option => option.Correct).Id)],
                QuestionKind.MultipleChoice => [.. right, .. named],
                _ => named.Length > 0 ? [named[0]] : right,
            };
        }

        if (claim.ContainsKey("change"))
        {
            var turning = (KeyValuePair<string, string>)item.Options.Single(option => option.Correct).Claim.ByName["change"];
            var isBlind = reading is IgnoreDimension ignored && ignored.Dimension == turning.Key;
            return isBlind ? [item.Options.First(option => !option.Correct).Id] : named.Length > 0 ? [named[0]] : right;
        }

        var book = Items.Material.RuleBook;
        Verdict[] truths = [.. item.Situations.Select(situation => book.Evaluate(situation, item.Law))];
        Liability[][] wrong = [.. truths.Select(truth => reading.WrongAnswers(book, truth.Situation, truth.Law).ToArray())];
        Liability[] believed = [.. truths.Select((truth, i) => wrong[i].Length > 0 ? random.Pick(wrong[i]) : truth.Liability)];
        Liability Claimed(ItemOption option) => Enum.GetValues<Liability>().Single(liability => LiabilityIds.Of(liability) == (string)option.Claim.ByName["liability"]);
        int Case(ItemOption option) => (int)option.Claim.ByName["situation"];
        if (claim.ContainsKey("holds"))
        {
            var holds = believed[0] == Claimed(item.Options[0]);
            return [item.Options.Single(option => (bool)option.Claim.ByName["holds"] == holds).Id];
        }

        if (claim.ContainsKey("first"))
        {
            var (first, second) = (believed[0] == Claimed(item.Options[0]), believed[1] == Claimed(item.Options[0]));
            var said = item.Options.SingleOrDefault(option => (bool)option.Claim.ByName["first"] == first && (bool)option.Claim.ByName["second"] == second);

            // "Neither" is not offered: who believes it has to take something else, and does not take what is right.
            return named.Length > 0 ? [named[0]] : [(said ?? item.Options.First(option => !option.Correct)).Id];
        }

        if (item.Kind == QuestionKind.MultipleChoice)
        {
            return [.. item.Options.Where(option => believed[Case(option)] == Claimed(option)).Select(option => option.Id)];
        }

        // Of what is offered, whatever the reading leads to.
        return [.. item.Options.GroupBy(option => item.Kind == QuestionKind.Matching ? Case(option) : 0)
            .Select(row => (row.FirstOrDefault(option => !option.Correct && (wrong[Case(option)].Contains(Claimed(option)) || option.Misconception == misconception.Id))
                ?? row.Single(option => option.Correct)).Id)];
    }

    private static BlueprintPart Part(string id, int count, string[] families) => new(id, LocalizedText.Empty, null, count, families);

    private static Course CourseOf(params BlueprintPart[] parts) =>
        new("trial", LocalizedText.Empty, LocalizedText.Empty, [], [], 12, new Blueprint(10, 1, 0, 80, parts));
}
