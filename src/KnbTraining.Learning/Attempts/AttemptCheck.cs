using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Attempts;

/// <summary>What of a graded exam is not as it was when the ledger sealed it.</summary>
public enum SealFault
{
    /// <summary>The attempt is gone.</summary>
    Missing,

    /// <summary>What was asked.</summary>
    Items,

    /// <summary>What the learner did.</summary>
    Steps,

    /// <summary>What the items earned.</summary>
    Scores,

    /// <summary>The result as a whole: percent, passed, valid until, or whose it is.</summary>
    Result,
}

/// <param name="Number">Of the entry in the ledger.</param>
public sealed record BrokenSeal(long Number, Guid AttemptId, SealFault Fault);

/// <param name="Exams">How many graded exams the ledger holds.</param>
public sealed record SealCheck(int Exams, IReadOnlyList<BrokenSeal> Broken);

/// <summary>Makes the hashes of every graded exam again from its rows, and compares them with those that the ledger holds.</summary>
public sealed class AttemptCheck(LearningStore store)
{
    private const int AtOnce = 100;

    private static readonly string Kind = FactType.All.Single(fact => fact.Type == typeof(ExamGraded)).Kind;

    public async Task<SealCheck> RunAsync(CancellationToken ct)
    {
        var (exams, broken, last) = (0, new List<BrokenSeal>(), 0L);
        while (true)
        {
            var rows = await store.ReadAsync(
                db => db.LedgerRows.Where(row => row.Kind == Kind && row.Number > last).OrderBy(row => row.Number).Take(AtOnce).ToListAsync(ct), ct);
            if (rows.Count == 0)
            {
                return new SealCheck(exams, broken);
            }

            var graded = rows.Select(row => (row.Number, Fact: LedgerLine.Read(row.Line)?.Fact as ExamGraded)).Where(row => row.Fact is not null).ToArray();
            broken.AddRange(await store.ReadAsync(db => FindBrokenAsync(db, [.. graded.Select(row => (row.Number, row.Fact!))], ct), ct));
            (exams, last) = (exams + graded.Length, rows[^1].Number);
        }
    }

    private static async Task<List<BrokenSeal>> FindBrokenAsync(LearningDbContext db, (long Number, ExamGraded Fact)[] exams, CancellationToken ct)
    {
        Guid[] ids = [.. exams.Select(exam => exam.Fact.AttemptId)];
        var attempts = await db.Attempts.WithItems().Where(attempt => ids.Contains(attempt.Id)).ToDictionaryAsync(attempt => attempt.Id, ct);
        long[] numbers = [.. attempts.Values.Select(attempt => attempt.Number)];
        var steps = (await db.AttemptSteps.Where(step => numbers.Contains(step.AttemptNumber)).ToListAsync(ct)).ToLookup(step => step.AttemptNumber);
        return
        [
            .. from exam in exams
               let attempt = attempts.GetValueOrDefault(exam.Fact.AttemptId)
               from fault in attempt is null ? [SealFault.Missing] : FaultsOf(exam.Fact, attempt, steps[attempt.Number])
               select new BrokenSeal(exam.Number, exam.Fact.AttemptId, fault),
        ];
    }

    private static IEnumerable<SealFault> FaultsOf(ExamGraded exam, Attempt attempt, IEnumerable<AttemptStep> steps)
    {
        if (AttemptSeal.OfItems(attempt.Items) != exam.Items)
        {
            yield return SealFault.Items;
        }

        if (AttemptSeal.OfSteps(steps) != exam.Steps)
        {
            yield return SealFault.Steps;
        }

        if (AttemptSeal.OfScores(attempt.Items) != exam.Scores)
        {
            yield return SealFault.Scores;
        }

        if ((attempt.PersonId, attempt.Percent, attempt.Passed, attempt.ValidUntil, attempt.SubmittedAt)
            != (exam.PersonId, exam.Percent, exam.Passed, exam.ValidUntil, exam.SubmittedAt))
        {
            yield return SealFault.Result;
        }
    }
}
