using System.Runtime.InteropServices;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Refreshers;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports.Analysis;

/// <summary>
/// Reads the answers over which schedules are compared. One command over the newest answers, at most <see cref="MostAnswers"/>, so that it costs the same however long
/// people have answered; where older ones are left out, the memory of a rule begins with the first answer that is read. For whoever reads the analysis of answers.
/// </summary>
public sealed class ShadowQueries(LearningStore store, LocalCalendar calendar)
{
    /// <summary>Most answers that are read, exams included.</summary>
    public const int MostAnswers = 30_000;

    /// <returns>Null for somebody who may not read it.</returns>
    public async Task<ShadowFigures?> ReadAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return AnalysisQueries.MayRead(viewer) ? await Task.Run(() => CompareAsync(ct), ct) : null;
    }

    private async Task<ShadowFigures> CompareAsync(CancellationToken ct)
    {
        var (people, rules, days) = (new Dictionary<Guid, int>(), new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<DateTimeOffset, int>());
        var answers = new List<Recorded>(MostAnswers);
        await store.ReadAsync(
            async db =>
            {
                var ruleOf = await db.AskedFamilies.ToDictionaryAsync(family => family.Key, family => family.RuleId, ct);
                var rows = db.AttemptItems.Counted()
                    .Where(item => item.Chosen != null)
                    .Join(
                        db.Attempts.Where(attempt => attempt.State == AttemptState.Graded),
                        item => item.AttemptNumber,
                        attempt => attempt.Number,
                        (item, attempt) => new
                        {
                            item.AttemptNumber,
                            item.Position,
                            item.FamilyKey,
                            item.Score,
                            item.Certainty,
                            attempt.PersonId,
                            attempt.Mode,
                            attempt.SubmittedAt,
                        })
                    .OrderByDescending(row => row.AttemptNumber).ThenByDescending(row => row.Position)
                    .Take(MostAnswers);
                await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
                {
                    var at = row.SubmittedAt!.Value;
                    if (!days.TryGetValue(at, out var day))
                    {
                        days[at] = day = calendar.DateOf(at).DayNumber;
                    }

                    answers.Add(new Recorded(
                        at.UtcTicks,
                        row.AttemptNumber,
                        row.Position,
                        new ShadowAnswer(
                            NumberOf(people, row.PersonId),
                            NumberOf(rules, ruleOf[row.FamilyKey]),
                            day,
                            new RuleAnswer(default, row.Score ?? 0, row.Certainty).Firmness,
                            row.Mode != AttemptMode.Exam)));
                }

                return answers.Count;
            },
            ct);

        // An attempt that was begun earlier may have been handed in later.
        answers.Sort(Recorded.Compare);
        var comparison = new ShadowComparison();
        foreach (var recorded in answers)
        {
            comparison.Add(recorded.Answer);
        }

        return comparison.Figures();
    }

    private static int NumberOf<T>(Dictionary<T, int> known, T key)
        where T : notnull
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(known, key, out var isKnown);
        return isKnown ? number : number = known.Count;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Recorded(long At, long Attempt, int Position, ShadowAnswer Answer)
    {
        public static int Compare(Recorded one, Recorded other)
        {
            var first = one.At.CompareTo(other.At);
            var second = first != 0 ? first : one.Attempt.CompareTo(other.Attempt);
            return second != 0 ? second : one.Position.CompareTo(other.Position);
        }
    }
}
