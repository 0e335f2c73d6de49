using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Annulments;

/// <summary>Grades attempts anew and does what follows for their people: cycles, certificates and facts.</summary>
internal sealed class AnnulmentGrading(EditionStore editions, AnswerSums sums, CertificateIssue certificates, LocalCalendar calendar)
{
    /// <summary>Grades attempts anew, with everything that follows, in one transaction.</summary>
    public async Task GradeAsync(StoreWrite write, Annulment annulment, List<long> numbers, CancellationToken ct)
    {
        var (db, now) = (write.Db, calendar.Now);
        await StepStatements.LockAsync(db, numbers);
        var attempts = await db.Attempts.WithItems().Include(attempt => attempt.Regrades)
            .Where(attempt => numbers.Contains(attempt.Number))
            .OrderBy(attempt => attempt.Number)
            .ToListAsync(ct);
        var annulments = await AnnulmentsInForce.ReadAsync(db, ct);
        var removed = new List<(Attempt, IReadOnlyList<AttemptItem>)>();
        var exams = new List<(Attempt Attempt, CountedGrade Before, Regraded After)>();
        foreach (var attempt in attempts)
        {
            var marked = AnnulmentsInForce.Mark(attempt, annulment);
            if (marked.Count == 0)
            {
                continue;
            }

            removed.Add((attempt, marked));
            db.AttemptSteps.AddRange(marked.Select(item => AttemptGrading.StepOf(attempt, item, now)));
            var course = (await editions.FindAsync(attempt.EditionNumber, ct)).Edition.EveryCourse[attempt.CourseId];
            if (attempt.Mode == AttemptMode.Exam
                && Regrading.Of(course.Exam, [.. attempt.Items.Select(item => (item.Part, item.Score ?? 0, annulments.TreatmentOf(item)))]) is { } after)
            {
                exams.Add((attempt, attempt.Counted!, after));
            }
        }

        await sums.RemoveAsync(db, removed, ct);
        foreach (var (attempt, _) in removed.Where(each => each.Item1.UnitId is not null))
        {
            attempt.PackMarks();
        }

        var part = new Part(write, annulment, now);
        foreach (var course in exams.GroupBy(exam => exam.Attempt.CourseId, StringComparer.Ordinal))
        {
            await FollowAsync(part, course.Key, [.. course], ct);
        }

        await RecordAsync(part, ct);
        annulment.Advance(numbers.Max(), part.Graded.Count, part.Revoked, part.Issued, part.Reopened);
    }

    // Everything that follows for the people of one course.
    private async Task FollowAsync(Part part, string courseId, (Attempt Attempt, CountedGrade Before, Regraded After)[] exams, CancellationToken ct)
    {
        var (write, annulment, today) = (part.Write, part.Annulment, calendar.Today);
        Guid[] people = [.. exams.Where(exam => exam.Before.Passed != exam.After.Passed).Select(exam => exam.Attempt.PersonId).Distinct()];
        var records = people.Length == 0 ? [] : await CourseRecord.ReadAsync(write.Db, courseId, people, ct);
        var active = (await write.Db.People.Where(person => people.Contains(person.Id) && person.Active).Select(person => person.Id).ToListAsync(ct)).ToHashSet();
        var lost = new List<Guid>();
        var turned = new List<(Guid PersonId, Fact Fact)>();
        foreach (var (attempt, before, after) in exams)
        {
            var validUntil = after.Passed ? before.ValidUntil : null;
            if (after.Passed && !before.Passed)
            {
                var record = records[attempt.PersonId];
                var day = calendar.DateOf(attempt.SubmittedAt!.Value);
                var months = (await editions.FindAsync(attempt.EditionNumber, ct)).Edition.EveryCourse[courseId].ValidityMonths;
                validUntil = record.LatePassOn(day, months).ValidUntil;
                if (CycleAnnulment.Complete(record, day, validUntil.Value, attempt.Id) is { } completed)
                {
                    turned.Add((attempt.PersonId, completed));
                }
            }
            else if (!after.Passed && before.Passed)
            {
                lost.Add(attempt.Id);
                var (record, isActive) = (records[attempt.PersonId], active.Contains(attempt.PersonId));
                if (CycleAnnulment.Of(record, attempt.Id, isActive, today) is { } effect)
                {
                    part.Reopened += effect.Reopens ? 1 : 0;
                    var grounds = new CycleAnnulment.Grounds(annulment.Id, annulment.Reason, annulment.DeciderId);
                    turned.Add((attempt.PersonId, CycleAnnulment.Annul(record, effect, attempt.Id, grounds, isActive, today)));
                }
            }

            var regrade = attempt.Regrade(annulment.Id, after, validUntil, part.Now);
            write.Db.AttemptSteps.Add(AttemptStep.Create(
                Guid.CreateVersion7(part.Now), attempt.Number, StepKind.GradedAnew, null, annulment.Id.ToString("D"), part.Now));
            part.Graded.Add((attempt, before, regrade));
        }

        // Stored before the reasons are asked: a cycle that is open again is asked for again.
        await write.Db.SaveChangesAsync(ct);
        var settled = await CycleAnnulment.SettleAsync(write.Db, courseId, records.Values, today, ct);
        foreach (var (personId, fact) in turned)
        {
            write.Record(Actor.Application, fact, settled.Remove(personId, out var tell) ? tell ?? (_ => { }) : _ => { });
        }

        part.Revoked += await certificates.RevokeAsync(write, lost, annulment.Id, ct);
        await write.Db.SaveChangesAsync(ct);
        foreach (var (attempt, before, after) in exams.Where(exam => exam.After.Passed && !exam.Before.Passed))
        {
            part.Issued += await certificates.IssueAsync(write, attempt, attempt.Counted!, ct) ? 1 : 0;
        }
    }

    // Stored first, so that all steps have their order.
    private static async Task RecordAsync(Part part, CancellationToken ct)
    {
        var db = part.Write.Db;
        await db.SaveChangesAsync(ct);
        long[] numbers = [.. part.Graded.Select(exam => exam.Attempt.Number)];
        var steps = (await db.AttemptSteps.AsNoTracking().Where(step => numbers.Contains(step.AttemptNumber)).ToListAsync(ct)).ToLookup(step => step.AttemptNumber);
        foreach (var (attempt, before, regrade) in part.Graded)
        {
            part.Write.Record(
                Actor.Application,
                new ExamGradedAnew(
                    attempt.Id,
                    attempt.PersonId,
                    Slug.Of(attempt.CourseId),
                    attempt.EditionNumber,
                    part.Annulment.Id,
                    regrade.Number,
                    before.Percent,
                    before.Passed,
                    AttemptSeal.Thousandths(regrade.Points),
                    regrade.Total,
                    regrade.Percent,
                    regrade.Passed,
                    regrade.ValidUntil,
                    AttemptSeal.OfSteps(steps[attempt.Number])),
                regrade.Known);
        }
    }

    private sealed class Part(StoreWrite write, Annulment annulment, DateTimeOffset now)
    {
        public StoreWrite Write { get; } = write;

        public Annulment Annulment { get; } = annulment;

        public DateTimeOffset Now { get; } = now;

        public List<(Attempt Attempt, CountedGrade Before, AttemptRegrade Regrade)> Graded { get; } = [];

        public int Revoked { get; set; }

        public int Issued { get; set; }

        public int Reopened { get; set; }
    }
}
