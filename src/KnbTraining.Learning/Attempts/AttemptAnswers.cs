using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Attempts;

/// <summary>What holds now, after all steps of an attempt.</summary>
public sealed class AttemptAnswers
{
    private static readonly Func<LearningDbContext, long, int, IAsyncEnumerable<AttemptStep>> StepsOfItem = EF.CompileAsyncQuery<LearningDbContext, long, int, AttemptStep>(
        (db, attemptNumber, position) => db.AttemptSteps
            .AsNoTracking()
            .Where(step => step.AttemptNumber == attemptNumber && step.Position == position)
            .OrderBy(step => step.Sequence));

    private readonly Dictionary<int, (string[] Response, DateTimeOffset At)> _answers = [];
    private readonly HashSet<int> _flags = [];
    private readonly Dictionary<int, Certainty> _stated = [];

    /// <summary>The chosen option ids; empty where nothing was chosen, or it was taken back.</summary>
    public IReadOnlyList<string> ResponseTo(int position) => _answers.TryGetValue(position, out var answer) ? answer.Response : [];

    public DateTimeOffset? SavedAt(int position) => _answers.TryGetValue(position, out var answer) ? answer.At : null;

    public bool IsFlagged(int position) => _flags.Contains(position);

    /// <summary>What the learner last stated about an item, answered or not.</summary>
    public Certainty? Stated(int position) => _stated.TryGetValue(position, out var stated) ? stated : null;

    /// <summary>How sure the learner was of an answer; null where nothing was answered or stated.</summary>
    public Certainty? CertaintyOf(int position) => ResponseTo(position).Count > 0 ? Stated(position) : null;

    public int Answered => _answers.Values.Count(answer => answer.Response.Length > 0);

    /// <summary>Takes in the next step; steps come in the order in which they were stored.</summary>
    public void Apply(StepKind kind, int? position, string? response, DateTimeOffset at)
    {
        switch (kind, position)
        {
            case (StepKind.Answered, { } answered):
                _answers[answered] = (AttemptStep.Split(response), at);
                break;
            case (StepKind.Flagged, { } flagged) when response == "1":
                _flags.Add(flagged);
                break;
            case (StepKind.Flagged, { } flagged):
                _flags.Remove(flagged);
                break;
            case (StepKind.Certainty, { } stated) when CertaintyWord.Read(response) is { } certainty:
                _stated[stated] = certainty;
                break;
            default:
                break;
        }
    }

    /// <summary>What holds for one item of an attempt.</summary>
    internal static async Task<AttemptAnswers> ReadAsync(LearningDbContext db, long attemptNumber, int position, CancellationToken ct)
    {
        var answers = new AttemptAnswers();
        await foreach (var step in StepsOfItem(db, attemptNumber, position).WithCancellation(ct))
        {
            answers.Apply(step.Kind, step.Position, step.Response, step.At);
        }

        return answers;
    }

    /// <summary>The answers of some attempts, by attempt number; each has an entry.</summary>
    internal static async Task<Dictionary<long, AttemptAnswers>> ReadAsync(LearningDbContext db, IReadOnlyList<long> attemptNumbers, CancellationToken ct)
    {
        var answers = attemptNumbers.ToDictionary(number => number, _ => new AttemptAnswers());
        var steps = await db.AttemptSteps
            .Where(step => attemptNumbers.Contains(step.AttemptNumber)
                && (step.Kind == StepKind.Answered || step.Kind == StepKind.Flagged || step.Kind == StepKind.Certainty))
            .OrderBy(step => step.Sequence)
            .Select(step => new { step.AttemptNumber, step.Kind, step.Position, step.Response, step.At })
            .ToListAsync(ct);
        foreach (var step in steps)
        {
            answers[step.AttemptNumber].Apply(step.Kind, step.Position, step.Response, step.At);
        }

        return answers;
    }
}
