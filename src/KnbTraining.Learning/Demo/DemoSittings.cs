using KnbTraining.Content.Courses;
using KnbTraining.Content.Items;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;

namespace KnbTraining.Learning.Demo;

/// <summary>Something that happened in an attempt.</summary>
internal sealed record DemoStep(StepKind Kind, int? Position, string? Response, DateTimeOffset At);

/// <summary>An attempt with everything that happened in it, in order.</summary>
internal sealed record DemoSitting(Attempt Attempt, IReadOnlyList<DemoStep> Steps);

/// <summary>Who takes which course when.</summary>
internal sealed record DemoExam(
    Guid PersonId, Course Course, AttemptMode Mode, int Ordinal, string Language, DateOnly Day, DateTimeOffset StartedAt, ulong Seed)
{
    /// <summary>What a refresher asks about.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];
}

/// <summary>Makes whole attempts the way the application does: the same form, the same steps, the same grading.</summary>
internal sealed class DemoSittings(NumberedEdition edition)
{
    private readonly Dictionary<(string Family, string Rule), AskedFamily> _families = [];

    /// <param name="seen">Items that the person has met; those of this attempt are added.</param>
    /// <param name="pace">Seconds for the next item.</param>
    /// <param name="sure">How sure the person says to be of a response.</param>
    public DemoSitting Sit(
        DemoExam exam, HashSet<string> seen, Func<Item, IReadOnlyList<string>> answer, Func<Item, IReadOnlyList<string>, Certainty?> sure, Func<int> pace)
    {
        var course = exam.Course;
        var bank = edition.Edition.ItemsOn(exam.Day);
        var form = exam.Mode == AttemptMode.Refresher
            ? RefresherForm.Assemble(bank, course, exam.Rules, exam.Seed, seen)
            : FormAssembler.Assemble(bank, course, exam.Seed, seen);
        var attempt = Start(exam, form);
        var now = exam.StartedAt;
        var steps = new List<DemoStep> { new(StepKind.Presented, null, null, now) };
        foreach (var (entry, index) in form.Select((entry, index) => (entry, index)))
        {
            seen.Add(entry.Item.Id);
            now += TimeSpan.FromSeconds(pace());
            if (answer(entry.Item) is { Count: > 0 } response)
            {
                steps.Add(new DemoStep(StepKind.Answered, index + 1, AttemptStep.Join(response), now));
                if (sure(entry.Item, response) is { } certainty)
                {
                    steps.Add(new DemoStep(StepKind.Certainty, index + 1, CertaintyWord.Of(certainty), now));
                }
            }
        }

        var answers = new AttemptAnswers();
        foreach (var step in steps)
        {
            answers.Apply(step.Kind, step.Position, step.Response, step.At);
        }

        now += TimeSpan.FromSeconds(pace());
        var validUntil = exam.Mode == AttemptMode.Exam ? exam.Day.AddMonths(course.ValidityMonths) : (DateOnly?)null;
        attempt.Grade(Grader.Grade(bank, course, attempt.Items, answers), answers, validUntil, now);
        steps.Add(new DemoStep(StepKind.Submitted, null, null, now));
        steps.Add(new DemoStep(StepKind.Graded, null, null, now));
        return new DemoSitting(attempt, steps);
    }

    private Attempt Start(DemoExam exam, IReadOnlyList<FormItem> form) => Attempt.Start(
        exam.PersonId,
        exam.Course.Id,
        exam.Mode,
        edition.Number,
        exam.Day,
        exam.Seed,
        exam.Language,
        exam.Ordinal,
        exam.StartedAt,
        exam.Mode == AttemptMode.Exam ? TimeSpan.FromMinutes(exam.Course.Exam.Minutes) : AttemptStart.PracticeLimit,
        [.. form.Select((entry, index) => Ask(exam.Course.Exam, entry, index + 1))]);

    private AttemptItem Ask(Blueprint blueprint, FormItem entry, int position)
    {
        var key = (entry.Item.Family.Id, entry.Item.Family.Rule);
        if (!_families.TryGetValue(key, out var family))
        {
            family = _families[key] = AskedFamily.Create(key.Id, key.Rule);
        }

        var part = blueprint.Parts.TakeWhile(own => own.Id != entry.Part).Count();
        return AttemptItem.Create(position, family, entry.Item.Variant, part, PresentedOrder.Encode(entry.Item, entry.Order));
    }
}
