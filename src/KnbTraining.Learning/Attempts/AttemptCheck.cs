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

    /// <summary>What it was graded anew.</summary>
    GradedAnew,
}

/// <param name="Number">Of the entry in the ledger.</param>
public sealed record BrokenSeal(long Number, Guid AttemptId, SealFault Fault);

/// <param name="Exams">How many graded exams the ledger holds.</param>
public sealed record SealCheck(int Exams, IReadOnlyList<BrokenSeal> Broken);

/// <summary>Makes the hashes of every graded exam again from its rows, and compares them with those that the ledger holds.</summary>
public sealed class AttemptCheck(LearningStore store)
{
    private const int AtOnce = 100;

    private static readonly string First = KindOf(typeof(ExamGraded));
    private static readonly string Anew = KindOf(typeof(ExamGradedAnew));

    public async Task<SealCheck> RunAsync(CancellationToken ct)
    {
        var (exams, broken, last) = (0, new List<BrokenSeal>(), 0L);
        while (true)
        {
            var rows = await store.ReadAsync(
                db => db.LedgerRows.Where(row => (row.Kind == First || row.Kind == Anew) && row.Number > last).OrderBy(row => row.Number).Take(AtOnce).ToListAsync(ct), ct);
            if (rows.Count == 0)
            {
                return new SealCheck(exams, broken);
            }

            var graded = rows.Select(row => (row.Number, LedgerLine.Read(row.Line)?.Fact)).ToArray();
            broken.AddRange(await store.ReadAsync(db => FindBrokenAsync(db, graded, ct), ct));
            (exams, last) = (exams + graded.Count(row => row.Fact is ExamGraded), rows[^1].Number);
        }
    }

    private static string KindOf(Type fact) => FactType.All.Single(one => one.Type == fact).Kind;

    private static async Task<List<BrokenSeal>> FindBrokenAsync(LearningDbContext db, (long Number, Fact? Fact)[] exams, CancellationToken ct)
    {
        Guid[] ids = [.. exams.Select(exam => IdOf(exam.Fact)).OfType<Guid>().Distinct()];
        var attempts = await db.Attempts.WithItems().Include(attempt => attempt.Regrades).Where(attempt => ids.Contains(attempt.Id)).ToDictionaryAsync(attempt => attempt.Id, ct);
        long[] numbers = [.. attempts.Values.Select(attempt => attempt.Number)];
        var steps = (await db.AttemptSteps.Where(step => numbers.Contains(step.AttemptNumber)).OrderBy(step => step.Sequence).ToListAsync(ct))
            .ToLookup(step => step.AttemptNumber);
        return
        [
            .. from exam in exams
               let id = IdOf(exam.Fact)
               where id is not null
               let attempt = attempts.GetValueOrDefault(id.Value)
               from fault in attempt is null ? [SealFault.Missing]
                   : exam.Fact is ExamGraded first ? FaultsOf(first, attempt, steps[attempt.Number])
                   : FaultsOf((ExamGradedAnew)exam.Fact!, attempt, steps[attempt.Number])
               select new BrokenSeal(exam.Number, id.Value, fault),
        ];
    }

    private static Guid? IdOf(Fact? fact) => fact switch
    {
        ExamGraded first => first.AttemptId,
        ExamGradedAnew anew => anew.AttemptId,
        _ => null,
    };

    private static IEnumerable<SealFault> FaultsOf(ExamGradedAnew exam, Attempt attempt, IEnumerable<AttemptStep> steps)
    {
        var row = attempt.Regrades.FirstOrDefault(regrade => regrade.Number == exam.Grading);
        var sealedSteps = UpTo(steps, StepKind.GradedAnew, exam.Grading);
        if (attempt.PersonId != exam.PersonId
            || row is null
            || (row.AnnulmentId, row.Total, row.Percent, row.Passed, row.ValidUntil) != (exam.AnnulmentId, exam.Total, exam.Percent, exam.Passed, exam.ValidUntil)
            || AttemptSeal.Thousandths(row.Points) != exam.Points)
        {
            yield return SealFault.GradedAnew;
        }
        else if (AttemptSeal.OfSteps(sealedSteps) != exam.Steps)
        {
            yield return SealFault.Steps;
        }
    }

    // What was added after a grading belongs to a later one.
    private static IEnumerable<AttemptStep> UpTo(IEnumerable<AttemptStep> steps, StepKind kind, int count)
    {
        foreach (var step in steps)
        {
            yield return step;
            if (step.Kind == kind && --count == 0)
            {
                yield break;
            }
        }
    }

    private static IEnumerable<SealFault> FaultsOf(ExamGraded exam, Attempt attempt, IEnumerable<AttemptStep> steps)
    {
        if (AttemptSeal.OfItems(attempt.Items) != exam.Items)
        {
            yield return SealFault.Items;
        }

        if (AttemptSeal.OfSteps(UpTo(steps, StepKind.Graded, 1)) != exam.Steps)
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
