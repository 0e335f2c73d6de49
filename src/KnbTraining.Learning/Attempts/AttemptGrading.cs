using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Attempts;

/// <summary>Ends attempts: grades what is stored, and completes the person's cycle where an exam was passed.</summary>
public sealed class AttemptGrading(LearningStore store, EditionStore editions, AnswerSums sums, LocalCalendar calendar)
{
    /// <summary>Idempotent: an attempt that is graded already stays as it is.</summary>
    /// <param name="claim">Of the page that asks; null where none does, as when the time is up.</param>
    /// <param name="actor">Who hands it in; the application where nobody did.</param>
    internal async Task<Result<Guid>> CloseAsync(Guid attemptId, int editionNumber, Guid? claim, Actor actor, CancellationToken ct)
    {
        // Compiled before the write begins: nobody else's answer should wait for it.
        var edition = (await editions.FindAsync(editionNumber, ct)).Edition;
        return await store.WriteAsync<Guid>(
            async write =>
            {
                var db = write.Db;

                // First of all, so that what another process has told somebody is saved is read below, and nothing more is stored meanwhile.
                await StepStatements.LockAsync(db, attemptId);
                var attempt = await db.Attempts.WithItems().FirstAsync(found => found.Id == attemptId, ct);
                if (attempt.State == AttemptState.Graded)
                {
                    return attempt.Id;
                }

                // After the deadline nobody can answer any more, so that nothing is taken from the newer page.
                var now = calendar.Now;
                if (claim is { } mine && attempt.Claim is { } held && held.Id != mine && now < attempt.Deadline)
                {
                    return held.Refuse();
                }

                var bank = edition.ItemsOn(attempt.LawDate);
                var course = edition.EveryCourse[attempt.CourseId];
                var answers = (await AttemptAnswers.ReadAsync(db, [attempt.Number], ct))[attempt.Number];

                // What was found wrong while the attempt was open is left out from the first grading on.
                var annulments = await AnnulmentsInForce.ReadAsync(db, ct);
                var annulled = annulments.Mark(attempt);
                var grading = Grader.Grade(bank, course, attempt.Items, answers, attempt.Mode == AttemptMode.Exam ? annulments.TreatmentOf : null);
                var day = calendar.DateOf(now < attempt.Deadline ? now : attempt.Deadline);
                var counts = attempt.Mode == AttemptMode.Exam ? await ExamWorth.FindAsync(db, attempt.PersonId, course.Id, day, course.ValidityMonths, ct) : null;
                attempt.Grade(grading, answers, counts?.ValidUntil, now);
                await sums.AddAsync(db, [attempt], ct);
                db.AttemptSteps.Add(AttemptStep.Create(Guid.CreateVersion7(now), attempt.Number, StepKind.Submitted, null, null, attempt.SubmittedAt!.Value));
                db.AttemptSteps.AddRange(annulled.Select(item => StepOf(attempt, item, now)));
                db.AttemptSteps.Add(AttemptStep.Create(Guid.CreateVersion7(now), attempt.Number, StepKind.Graded, null, null, now));
                if (attempt.Mode == AttemptMode.Exam)
                {
                    await RecordAsync(write, actor, attempt, ct);
                }

                if (attempt.Mode == AttemptMode.Exam && grading.Passed)
                {
                    await CompleteCycleAsync(write, attempt, day, counts!, ct);
                }

                return attempt.Id;
            },
            ct);
    }

    /// <summary>Says of an item that it is taken out of the grading.</summary>
    internal static AttemptStep StepOf(Attempt attempt, AttemptItem annulled, DateTimeOffset now) => AttemptStep.Create(
        Guid.CreateVersion7(now), attempt.Number, StepKind.Annulled, annulled.Position, annulled.AnnulmentId!.Value.ToString("D"), now);

    private static async Task RecordAsync(StoreWrite write, Actor actor, Attempt attempt, CancellationToken ct)
    {
        // Stored first, so that all steps have their order.
        await write.Db.SaveChangesAsync(ct);
        var steps = await write.Db.AttemptSteps.AsNoTracking().Where(step => step.AttemptNumber == attempt.Number).OrderBy(step => step.Sequence).ToListAsync(ct);
        write.Record(actor, new ExamGraded(
            attempt.Id,
            attempt.PersonId,
            Slug.Of(attempt.CourseId),
            attempt.EditionNumber,
            attempt.Percent!.Value,
            attempt.Passed!.Value,
            attempt.SubmittedAt!.Value,
            attempt.ValidUntil,
            AttemptSeal.OfItems(attempt.Items),
            AttemptSeal.OfSteps(steps),
            AttemptSeal.OfScores(attempt.Items)));
    }

    private async Task CompleteCycleAsync(StoreWrite write, Attempt attempt, DateOnly day, ExamWorth counts, CancellationToken ct)
    {
        var cycle = counts.OpenCycle;
        if (cycle is null && counts.RenewsBy is { } rule)
        {
            // Before its window, by an assignment for which a pass counts that early.
            cycle = Cycle.Create(attempt.PersonId, attempt.CourseId, rule, day, RenewalDates.Later(day, counts.CountedUntil));
            write.Db.Cycles.Add(cycle);
        }

        // Where nobody assigned the course, the attempt itself is the evidence.
        cycle?.Complete(day, counts.ValidUntil, attempt.Id);
        if (cycle is not null)
        {
            await write.Db.SaveChangesAsync(ct);
            var numbered = await CycleBook.FollowAsync(write.Db, cycle.CourseId, [cycle.PersonId], calendar.Today, ct);
            write.Record(
                Actor.Application,
                new CycleCompleted(cycle.Id, cycle.PersonId, Slug.Of(cycle.CourseId), attempt.Id, counts.ValidUntil),
                numbered[cycle.PersonId] ?? (_ => { }));
        }
    }
}
