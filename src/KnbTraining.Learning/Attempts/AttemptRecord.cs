using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Attempts;

/// <summary>An attempt with its items and what its steps add up to.</summary>
internal sealed record AttemptRecord(Attempt Attempt, AttemptAnswers Answers)
{
    public static async Task<AttemptRecord?> ReadAsync(LearningDbContext db, Guid attemptId, CancellationToken ct)
    {
        var attempt = await db.Attempts.AsNoTrackingWithIdentityResolution().WithItems().Include(found => found.Regrades).FirstOrDefaultAsync(found => found.Id == attemptId, ct);
        return attempt is null
            ? null
            : new AttemptRecord(attempt, (await AttemptAnswers.ReadAsync(db, [attempt.Number], ct))[attempt.Number]);
    }
}

internal static class AttemptLoading
{
    /// <summary>
    /// With the items in a query of their own: one query for both copies the items of all attempts, for each attempt that it
    /// looks for.
    /// </summary>
    public static IQueryable<Attempt> WithItems(this IQueryable<Attempt> attempts) =>
        attempts.Include(attempt => attempt.Items).ThenInclude(item => item.Family).AsSplitQuery();
}
