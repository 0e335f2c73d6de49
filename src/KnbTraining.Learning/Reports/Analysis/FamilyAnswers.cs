using System.Runtime.InteropServices;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports.Analysis;

/// <summary>An attempt in which a family counted.</summary>
/// <param name="Total">The share of the points of the whole form.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FamilyMeeting(long Attempt, double Total);

/// <summary>One answer to a family, without its person.</summary>
internal sealed record FamilyAnswer(uint Variant, double Score, string? Chosen, string? Misconception, Certainty? Certainty, double Total);

/// <param name="Month">Its first day.</param>
public sealed record BeliefMonth(string Misconception, DateOnly Month, int Answers);

/// <summary>Reads the answers to one family.</summary>
internal static class FamilyAnswers
{
    /// <summary>The newest answers count where there are more: they say what the question is like now.</summary>
    public const int Most = 5_000;

    private const int AtOnce = 1_000;

    public static async Task<IReadOnlyList<FamilyAnswer>> ReadAsync(
        LearningDbContext db, IReadOnlyList<FamilyMeeting> met, IReadOnlyList<int> keys, CancellationToken ct)
    {
        var found = new List<FamilyAnswer>();
        foreach (var some in met.TakeLast(Most).Chunk(AtOnce))
        {
            long[] numbers = [.. some.Select(meeting => meeting.Attempt)];
            var totals = some.ToDictionary(meeting => meeting.Attempt, meeting => meeting.Total);
            var items = await db.AttemptItems.Counted()
                .Where(item => numbers.Contains(item.AttemptNumber) && keys.Contains(item.FamilyKey))
                .Select(item => new { item.AttemptNumber, item.Position, item.Variant, item.Score, item.Chosen, item.Misconception, item.Certainty })
                .ToListAsync(ct);
            found.AddRange(items
                .OrderBy(item => item.AttemptNumber).ThenBy(item => item.Position)
                .DistinctBy(item => item.AttemptNumber)
                .Select(item => new FamilyAnswer(item.Variant, item.Score ?? 0, item.Chosen, item.Misconception, item.Certainty, totals[item.AttemptNumber])));
        }

        return found;
    }
}
