using System.Security.Cryptography;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Attempts;

/// <summary>Opens attempts: enforces the blueprint's limits and draws a form of items that the person has not met.</summary>
public sealed class AttemptStart(
    LearningStore store, EditionStore editions, AttemptGrading grading, IRefresherChoice refreshers, LocalCalendar calendar)
{
    /// <summary>Practice and refreshers have no time limit for the learner. This limit closes attempts that were abandoned.</summary>
    public static readonly TimeSpan PracticeLimit = TimeSpan.FromDays(7);

    private const int MostTries = 3;

    /// <summary>How often the viewer may still take the exam of a course.</summary>
    public async Task<ExamAllowance> AllowanceAsync(Viewer viewer, Course course, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(course);
        var exams = await store.ReadAsync(
            db => ExamsOfAsync(db.Attempts.Where(attempt => attempt.PersonId == viewer.PersonId && attempt.CourseId == course.Id), ct), ct);
        return ExamAllowance.Of(course.Exam, exams, calendar.Now);
    }

    /// <summary>What the viewer should know where an exam today would be practice; null where it counts.</summary>
    public Task<EarlyExam?> EarlyAsync(Viewer viewer, Course course, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(course);
        return store.ReadAsync(
            async db => await ExamWorth.FindAsync(db, viewer.PersonId, course.Id, calendar.Today, course.ValidityMonths, ct)
                is { OpensOn: { } opens, CountedUntil: { } until } ? new EarlyExam(until, opens) : null,
            ct);
    }

    internal async Task<Result<Guid>> StartAsync(Viewer viewer, string courseId, AttemptMode mode, string language, CancellationToken ct)
    {
        var current = await editions.CurrentAsync(ct);
        if (!current.Edition.EveryCourse.TryGetValue(courseId, out var course))
        {
            return Refusal.NotFound;
        }

        if (mode == AttemptMode.Exam && DerivedCourse.IsId(courseId) && !await HasBeenGivenAsync(viewer, courseId, ct))
        {
            return Refusal.NotAllowed;
        }

        var read = await store.TryReadAsync<Past>(async db => await ReadPastAsync(db, viewer.PersonId, courseId, mode, ct), ct);
        if (read.Value is not { } before)
        {
            return read.As<Guid>();
        }

        if (before.Open is { } open)
        {
            if (calendar.Now < open.Deadline)
            {
                return open.Id;
            }

            var closed = await grading.CloseAsync(open.Id, open.EditionNumber, null, Actor.Application, ct);
            if (!closed.Ok)
            {
                return closed;
            }

            before = await store.ReadAsync(db => ReadPastAsync(db, viewer.PersonId, courseId, mode, ct), ct);
        }

        if (mode == AttemptMode.Exam && ExamAllowance.Of(course.Exam, before.Exams, calendar.Now).PauseEnds is { } end)
        {
            return new Refusal.CoolDown(end);
        }

        var seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var lawDate = calendar.Today;
        var bank = current.Edition.ItemsOn(lawDate);
        var form = mode == AttemptMode.Refresher
            ? RefresherForm.Assemble(bank, course, await refreshers.ChooseAsync(viewer.PersonId, course, current.Edition, ct), seed, before.Seen)
            : FormAssembler.Assemble(bank, course, seed, before.Seen);
        if (form.Count == 0)
        {
            return Refusal.NothingDue;
        }

        // Two nodes may ask a family of items for the first time at the same moment: whoever looks again finds its row.
        var started = await StoreAsync();
        for (var again = 1; again < MostTries && started.Refused == Refusal.Conflict; again++)
        {
            started = await StoreAsync();
        }

        return started;

        Task<Result<Guid>> StoreAsync() => store.WriteAsync<Guid>(
            async write =>
            {
                var db = write.Db;
                await db.LockNumbersAsync(NumberSeries.Attempts, viewer.PersonId, ct);
                var other = await db.Attempts
                    .Where(attempt => attempt.PersonId == viewer.PersonId && attempt.CourseId == courseId && attempt.Mode == mode && attempt.State == AttemptState.Open)
                    .Select(attempt => (Guid?)attempt.Id)
                    .FirstOrDefaultAsync(ct);
                if (other is { } id)
                {
                    return id;
                }

                var ordinal = await db.Attempts.CountAsync(attempt => attempt.PersonId == viewer.PersonId && attempt.CourseId == courseId, ct) + 1;
                var now = calendar.Now;
                var limit = mode == AttemptMode.Exam ? await ExamLimitAsync(db, viewer.PersonId, course.Exam, ct) : PracticeLimit;
                var items = await ItemsOfAsync(db, course.Exam, form, ct);
                var attempt = Attempt.Start(
                    viewer.PersonId, courseId, mode, current.Number, lawDate, seed, Languages.Known(language), ordinal, now, limit, items);
                db.Attempts.Add(attempt);
                await db.SaveChangesAsync(ct);
                db.AttemptSteps.Add(AttemptStep.Create(Guid.CreateVersion7(now), attempt.Number, StepKind.Presented, null, null, now));
                if (mode == AttemptMode.Exam)
                {
                    write.Record(viewer.Actor, new ExamStarted(
                        attempt.Id, attempt.PersonId, Slug.Of(courseId), attempt.EditionNumber, lawDate, attempt.Deadline, attempt.Total, AttemptSeal.OfItems(attempt.Items)));
                }

                return attempt.Id;
            },
            ct);
    }

    // A briefing says what changes for one person, a course about changed rules what somebody had learned; to anybody else it would say something untrue.
    private Task<bool> HasBeenGivenAsync(Viewer viewer, string courseId, CancellationToken ct) =>
        store.ReadAsync(db => db.Cycles.AnyAsync(cycle => cycle.PersonId == viewer.PersonId && cycle.CourseId == courseId, ct), ct);

    private static async Task<Past> ReadPastAsync(LearningDbContext db, Guid personId, string courseId, AttemptMode mode, CancellationToken ct)
    {
        var attempts = db.Attempts.Where(attempt => attempt.PersonId == personId && attempt.CourseId == courseId);
        var open = await attempts
            .Where(attempt => attempt.Mode == mode && attempt.State == AttemptState.Open)
            .Select(attempt => new OpenAttempt(attempt.Id, attempt.EditionNumber, attempt.Deadline))
            .FirstOrDefaultAsync(ct);
        var exams = await ExamsOfAsync(attempts, ct);
        var seen = await attempts
            .SelectMany(attempt => attempt.Items)
            .Select(item => new { item.Family.FamilyId, item.Variant })
            .ToListAsync(ct);
        return new Past(
            open,
            exams,
            seen.Select(item => Item.IdOf(item.FamilyId, item.Variant)).ToHashSet(StringComparer.Ordinal));
    }

    // Graded exams, newest first.
    private static async Task<IReadOnlyList<(bool Passed, DateTimeOffset At)>> ExamsOfAsync(IQueryable<Attempt> attempts, CancellationToken ct)
    {
        var exams = await attempts
            .Where(attempt => attempt.Mode == AttemptMode.Exam && attempt.State == AttemptState.Graded)
            .OrderByDescending(attempt => attempt.SubmittedAt)
            .Select(attempt => new
            {
                Passed = attempt.Regrades.OrderByDescending(regrade => regrade.Number).Select(regrade => (bool?)regrade.Passed).FirstOrDefault() ?? attempt.Passed!.Value,
                At = attempt.SubmittedAt!.Value,
            })
            .ToListAsync(ct);
        return [.. exams.Select(exam => (exam.Passed, exam.At))];
    }

    // Read in the transaction that starts the exam: what an administrator allows counts from the next start on.
    private static async Task<TimeSpan> ExamLimitAsync(LearningDbContext db, Guid personId, Blueprint exam, CancellationToken ct) =>
        (await db.People.Where(person => person.Id == personId).Select(person => new ExamTime(person.ExtraTimePercent, person.Untimed)).FirstAsync(ct))
        .LimitOf(exam.Minutes);

    private static async Task<AttemptItem[]> ItemsOfAsync(LearningDbContext db, Blueprint exam, IReadOnlyList<FormItem> form, CancellationToken ct)
    {
        var ids = form.Select(entry => entry.Item.Family.Id).Distinct(StringComparer.Ordinal).ToArray();
        var families = await db.AskedFamilies
            .Where(family => ids.Contains(family.FamilyId))
            .ToDictionaryAsync(family => (family.FamilyId, family.RuleId), ct);
        var parts = exam.Parts.Select(part => part.Id).ToList();
        return [.. form.Select((entry, index) =>
        {
            var key = (entry.Item.Family.Id, entry.Item.Family.Rule);
            if (!families.TryGetValue(key, out var family))
            {
                family = families[key] = AskedFamily.Create(key.Id, key.Rule);
                db.AskedFamilies.Add(family);
            }

            return AttemptItem.Create(
                index + 1, family, entry.Item.Variant, parts.IndexOf(entry.Part), PresentedOrder.Encode(entry.Item, entry.Order));
        })];
    }

    private sealed record OpenAttempt(Guid Id, int EditionNumber, DateTimeOffset Deadline);

    private sealed record Past(OpenAttempt? Open, IReadOnlyList<(bool Passed, DateTimeOffset At)> Exams, IReadOnlySet<string> Seen);
}
