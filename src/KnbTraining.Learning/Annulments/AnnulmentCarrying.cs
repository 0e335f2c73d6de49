using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Annulments;

/// <summary>
/// Grades exams anew under an approved annulment, part by part, each in one transaction with everything that follows for its people. An attempt whose items are
/// marked is done, so that nothing is done twice, whatever is interrupted.
/// </summary>
public sealed class AnnulmentCarrying(LearningStore store, EditionStore editions, AnswerSums sums, CertificateIssue certificates, LocalCalendar calendar)
{
    /// <summary>Attempts of one transaction: few enough that an answer hardly notices the transaction before its own.</summary>
    public const int PartSize = 25;

    private readonly AnnulmentGrading _grading = new(editions, sums, certificates, calendar);

    /// <summary>Attempts of one transaction; fewer in tests.</summary>
    public int AtOnce { get; set; } = PartSize;

    /// <summary>Those that are being carried out, the oldest first.</summary>
    public Task<List<Annulment>> ListRunningAsync(CancellationToken ct) => store.ReadAsync(
        db => db.Annulments.Where(one => one.State == AnnulmentState.Running).OrderBy(one => one.DecidedSeq).ToListAsync(ct), ct);

    /// <summary>
    /// Those that were carried out of late and do not hold for every exam: one may have been graded in another process at the very moment of the approval.
    /// </summary>
    public Task<List<Annulment>> ListLeftAsync(CancellationToken ct)
    {
        var since = calendar.Now.AddDays(-2);
        return store.ReadAsync(
            async db =>
            {
                var left = new List<Annulment>();
                foreach (var done in await db.Annulments
                    .Where(one => one.State == AnnulmentState.Done && db.LedgerRows.Any(row => row.Number == one.DecidedSeq && row.At >= since))
                    .OrderBy(one => one.DecidedSeq)
                    .ToListAsync(ct))
                {
                    if (await AnnulmentWeighing.Touched(db, done.TakenOut, examsOnly: false).AnyAsync(ct))
                    {
                        left.Add(done);
                    }
                }

                return left;
            },
            ct);
    }

    /// <summary>Carries out the next part in a transaction of its own.</summary>
    /// <returns>True while something is left; false where it is done.</returns>
    public async Task<Result<bool>> ApplyPartAsync(Guid id, CancellationToken ct)
    {
        if (await store.ReadAsync(db => Approved(db, id).FirstOrDefaultAsync(ct), ct) is not { } known)
        {
            return false;
        }

        await WarmUpAsync(known, ct);
        return await store.WriteAsync<bool>(
            async write => await Approved(write.Db, id).FirstOrDefaultAsync(ct) is { } approved && await CarryOutAsync(write, approved, ct), ct);
    }

    /// <summary>Compiles the editions of the next part before anybody waits for the writer.</summary>
    internal async Task WarmUpAsync(Annulment annulment, CancellationToken ct)
    {
        var numbers = await store.ReadAsync(
            db => AnnulmentWeighing.Touched(db, annulment.TakenOut, examsOnly: false)
                .Where(attempt => attempt.Number > annulment.Reached)
                .Take(AtOnce)
                .Select(attempt => attempt.EditionNumber)
                .Distinct()
                .ToListAsync(ct),
            ct);
        foreach (var number in numbers)
        {
            _ = await editions.FindAsync(number, ct);
        }
    }

    /// <summary>Carries out the next part in a transaction that the annulment is saved in already.</summary>
    /// <returns>True while something is left.</returns>
    internal async Task<bool> CarryOutAsync(StoreWrite write, Annulment annulment, CancellationToken ct)
    {
        var isDone = annulment.State == AnnulmentState.Done;
        var numbers = await AnnulmentWeighing.Touched(write.Db, annulment.TakenOut, examsOnly: false)
            .Where(attempt => isDone || attempt.Number > annulment.Reached)
            .Select(attempt => attempt.Number)
            .Take(AtOnce)
            .ToListAsync(ct);
        if (numbers.Count > 0)
        {
            await _grading.GradeAsync(write, annulment, numbers, ct);
        }

        if (numbers.Count == AtOnce || isDone)
        {
            return numbers.Count == AtOnce;
        }

        annulment.End();
        write.Record(
            Actor.Application,
            new AnnulmentCarriedOut(annulment.Id, annulment.Regraded, annulment.Revoked, annulment.Issued, annulment.Reopened),
            annulment.Done);
        return false;
    }

    private static IQueryable<Annulment> Approved(LearningDbContext db, Guid id) =>
        db.Annulments.Where(one => one.Id == id && (one.State == AnnulmentState.Running || one.State == AnnulmentState.Done));
}
