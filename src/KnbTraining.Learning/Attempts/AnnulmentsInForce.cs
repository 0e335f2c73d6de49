using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Attempts;

/// <summary>The annulments that were approved: what they take out is left out of every grading of their editions.</summary>
internal sealed class AnnulmentsInForce
{
    private readonly Annulment[] _all;
    private readonly Dictionary<Guid, WrongItems> _treatments;

    public AnnulmentsInForce(IEnumerable<Annulment> annulments)
    {
        _all = [.. annulments];
        _treatments = _all.ToDictionary(annulment => annulment.Id, annulment => annulment.Treatment);
    }

    public static async Task<AnnulmentsInForce> ReadAsync(LearningDbContext db, CancellationToken ct) => new(
        await db.Annulments.AsNoTracking()
            .Where(annulment => annulment.State == AnnulmentState.Running || annulment.State == AnnulmentState.Done)
            .OrderBy(annulment => annulment.DecidedSeq)
            .ToListAsync(ct));

    /// <summary>What becomes of an item in a grading; null where it counts as it was answered.</summary>
    public WrongItems? TreatmentOf(AttemptItem item) => item.AnnulmentId is { } id && _treatments.TryGetValue(id, out var treatment) ? treatment : null;

    /// <summary>Marks the items of an attempt that are taken out, each by the first annulment that does.</summary>
    /// <returns>Those that were marked now.</returns>
    public IReadOnlyList<AttemptItem> Mark(Attempt attempt) => _all.Length == 0 ? [] : Mark(attempt, item => Array.Find(_all, one => one.TakesOut(attempt.EditionNumber, item)));

    /// <summary>As <see cref="Mark(Attempt)"/>, by one annulment alone.</summary>
    public static IReadOnlyList<AttemptItem> Mark(Attempt attempt, Annulment annulment) =>
        Mark(attempt, item => annulment.TakesOut(attempt.EditionNumber, item) ? annulment : null);

    private static List<AttemptItem> Mark(Attempt attempt, Func<AttemptItem, Annulment?> by)
    {
        var marked = new List<AttemptItem>();
        foreach (var item in attempt.Items.Where(item => item.AnnulmentId is null).OrderBy(item => item.Position))
        {
            if (by(item) is { } annulment)
            {
                item.AnnulmentId = annulment.Id;
                marked.Add(item);
            }
        }

        return marked;
    }
}

internal static class CountedItems
{
    /// <summary>Items that were not found wrong.</summary>
    public static IQueryable<AttemptItem> Counted(this IQueryable<AttemptItem> items) => items.Where(item => item.AnnulmentId == null);
}
