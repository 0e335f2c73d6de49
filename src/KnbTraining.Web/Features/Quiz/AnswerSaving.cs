using KnbTraining.Learning;

namespace KnbTraining.Web.Features.Quiz;

public enum SavingState
{
    Nothing,
    Saving,
    Saved,
    Refused,
}

/// <summary>
/// The state of saving one answer, as the page shows it. It is "saved" only after the server has confirmed it. An answer that was
/// refused stays chosen, and is shown as not saved.
/// </summary>
/// <param name="stored">The response as it is stored.</param>
/// <param name="savedAt">When it was stored; null where nothing is.</param>
/// <param name="save">Stores a response under a step id; the same id stores once.</param>
public sealed class AnswerSaving(
    IReadOnlyList<string> stored, DateTimeOffset? savedAt, Func<IReadOnlyList<string>, Guid, Task<Result<DateTimeOffset>>> save)
{
    private Guid _stepId;
    private bool _again;

    public SavingState State { get; private set; } = savedAt is null ? SavingState.Nothing : SavingState.Saved;

    /// <summary>Ends when nothing is on its way any more.</summary>
    public Task Settled { get; private set; } = Task.CompletedTask;

    public IReadOnlyList<string> Chosen { get; private set; } = stored;

    public DateTimeOffset? SavedAt { get; private set; } = savedAt;

    public Refusal? Refused { get; private set; }

    /// <summary>True where the same answer may well be taken in a moment.</summary>
    public bool CanTryAgain => Refused == Refusal.StorageUnavailable;

    /// <summary>
    /// Saves a choice. Choices made while one is being saved follow it in order; only the last of them is sent. The same
    /// choice once more, as a browser sends it that lost its connection, is no new step.
    /// </summary>
    public Task ChooseAsync(IReadOnlyList<string> response)
    {
        if (State is SavingState.Saving or SavingState.Saved && Chosen.ToHashSet(StringComparer.Ordinal).SetEquals(response))
        {
            return Settled;
        }

        Chosen = response;
        _stepId = Guid.CreateVersion7();
        return SendAsync();
    }

    /// <summary>Sends the refused answer again, as the same step: if it did arrive the first time, it is not stored twice.</summary>
    public Task TryAgainAsync() => SendAsync();

    private Task SendAsync()
    {
        if (State == SavingState.Saving)
        {
            _again = true;
            return Settled;
        }

        return Settled = SendUntilLastAsync();
    }

    private async Task SendUntilLastAsync()
    {
        State = SavingState.Saving;
        Result<DateTimeOffset> result;
        try
        {
            do
            {
                _again = false;
                result = await save(Chosen, _stepId);
            }
            while (_again);
        }
        catch
        {
            State = SavingState.Nothing;
            throw;
        }

        Refused = result.Refused;
        State = result.Ok ? SavingState.Saved : SavingState.Refused;
        SavedAt = result.Ok ? result.Value : SavedAt;
    }
}
