using KnbTraining.Content.Courses;
using KnbTraining.Content.Items;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.Refreshers;

namespace KnbTraining.Learning.Demo;

/// <summary>Months of training up to yesterday: assignments, lessons, practice, exams.</summary>
internal sealed class DemoHistory(NumberedEdition edition, DemoOrganisation organisation, LearningOptions options, DateOnly today, ulong seed)
{
    private const int MostAttempts = 5;

    private const double UsualAbility = 2.6;

    private const double Learned = 0.6;

    private readonly DemoSittings _sittings = new(edition);

    public List<AssignmentRule> Rules { get; } = [];

    public List<Cycle> Cycles { get; } = [];

    public List<LessonProgress> Lessons { get; } = [];

    public List<DemoSitting> Sittings { get; } = [];

    private DateOnly Yesterday => today.AddDays(-1);

    public void Simulate(Guid assignedBy, string fewPath)
    {
        var assigned = new HashSet<(Guid, string)>();
        foreach (var (audience, course, daysAgo) in DemoTimeline.Assignments(edition.Edition.Courses.Values, fewPath))
        {
            var madeAt = options.InstantOf(today.AddDays(-daysAgo), new TimeOnly(8, 30));
            var rule = AssignmentRule.Create(course.Id, audience, RenewalTerms.Usual(DemoTimeline.DueDays), assignedBy, madeAt);
            Rules.Add(rule);
            foreach (var person in organisation.People.Where(person => DemoTimeline.Reaches(audience, person)))
            {
                if (assigned.Add((person.Person.Id, course.Id)))
                {
                    Train(person, course, rule, daysAgo);
                }
            }
        }
    }

    private void Train(DemoPerson person, Course course, AssignmentRule rule, int daysAgo)
    {
        var isEmployee = person.UserName == DemoSignIns.Employee;
        var opened = today.AddDays(-(isEmployee ? DemoTimeline.EmployeeDay : Math.Min(daysAgo, person.JoinedDaysAgo ?? daysAgo)));
        var cycle = Cycle.Create(person.Person.Id, course.Id, rule.Id, opened, opened.AddDays(DemoTimeline.DueDays));
        Cycles.Add(cycle);
        var random = StableRandom.For(seed, $"{person.UserName} {course.Id}");
        if (isEmployee)
        {
            Read(person, course, course.Lessons.Count / 2, today.AddDays(-12), random);
        }
        else if (!person.NeverSits)
        {
            var first = DemoTimeline.Workday(opened.AddDays(DemoTimeline.DelayOf(person, random)));
            Read(person, course, course.Lessons.Count, first, random);
            Sit(person, course, cycle, first, random);
        }
    }

    // One lesson every other day, the last one on the given day; nobody reads before the course is theirs.
    private void Read(DemoPerson person, Course course, int count, DateOnly last, StableRandom random)
    {
        var opened = Cycles[^1].OpenedOn;
        for (var i = 0; i < count; i++)
        {
            var day = last.AddDays(-2 * (count - 1 - i));
            day = day < opened ? opened : day;
            var at = options.InstantOf(day, new TimeOnly(9 + random.Below(3), random.Below(60)));
            if (day <= Yesterday)
            {
                Lessons.Add(new LessonProgress(person.Person.Id, course.Id, course.Lessons[i], edition.Number, at));
            }
        }
    }

    private void Sit(DemoPerson person, Course course, Cycle cycle, DateOnly first, StableRandom random)
    {
        var learner = new SimulatedLearner(edition.Edition, random);
        var confidence = new SimulatedConfidence(StableRandom.For(seed, $"{person.UserName} {course.Id} certainty"));
        var ability = UsualAbility + (0.7 * random.NextNormal()) - (person.InWeakUnit ? 1.1 : 0);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var refreshers = new DemoRefreshers(edition.Edition, course, StableRandom.For(seed, $"{person.UserName} {course.Id} refreshers"));
        var mode = random.Below(100) < 60 ? AttemptMode.Practice : AttemptMode.Exam;
        var slowest = Math.Max(6, course.Exam.Minutes * 60 * 4 / 5 / (course.Exam.Count + 1));
        var day = first;
        for (var ordinal = 1; ordinal <= MostAttempts && day <= Yesterday && cycle.CompletedOn is null; ordinal++)
        {
            var startedAt = options.InstantOf(day, new TimeOnly(12 + random.Below(5), random.Below(60), random.Below(60)));
            var exam = new DemoExam(person.Person.Id, course, mode, ordinal, person.Person.Language, day, startedAt, random.NextUInt64());
            var able = ability + ((ordinal - 1) * Learned);
            var sitting = _sittings.Sit(exam, seen, item => learner.Answer(item, able), confidence.Of, () => (slowest / 3) + random.Below(slowest * 2 / 3));
            Sittings.Add(sitting);
            refreshers.Learn(sitting, day);
            if (mode == AttemptMode.Exam && sitting.Attempt is { Passed: true, ValidUntil: { } until })
            {
                cycle.Complete(day, until, sitting.Attempt.Id);
                Refresh(new Validity(day, until), ordinal);
            }

            mode = AttemptMode.Exam;
            day = DemoTimeline.Workday(day.AddDays(2 + random.Below(8)));
        }

        void Refresh(Validity validity, int passedAt)
        {
            var (after, ordinal) = (validity.From, passedAt);
            while (person.Refreshes && refreshers.Next(validity, after, Yesterday) is { } next)
            {
                var startedAt = options.InstantOf(next.Day, new TimeOnly(9 + random.Below(8), random.Below(60), random.Below(60)));
                var exam = new DemoExam(
                    person.Person.Id, course, AttemptMode.Refresher, ++ordinal, person.Person.Language, next.Day, startedAt, random.NextUInt64()) { Rules = next.Rules };
                var able = ability + (passedAt * Learned);
                var sitting = _sittings.Sit(exam, seen, item => learner.Answer(item, able), confidence.Of, () => 12 + random.Below(20));
                Sittings.Add(sitting);
                refreshers.Learn(sitting, next.Day);
                after = next.Day;
            }
        }
    }
}
