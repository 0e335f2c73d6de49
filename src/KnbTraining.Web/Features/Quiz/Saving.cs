using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Quiz;

/// <summary>What a learner says about one item; each of them is saved by itself.</summary>
public enum Said
{
    Answer,
    Certainty,
    Flag,
}

public enum SavingState
{
    Nothing,
    Saving,
    Saved,
    Refused,
}

/// <summary>
/// The state of saving one thing, as the page shows it. It is "saved" only after the server has confirmed the commit. What was
/// refused stays chosen, is shown as not saved, and is sent again as the same step.
/// </summary>
public abstract class Saving
{
    private bool _again;

    private protected Saving(Said what, DateTimeOffset? savedAt) =>
        (What, SavedAt, State) = (what, savedAt, savedAt is null ? SavingState.Nothing : SavingState.Saved);

    public Said What { get; }

    public SavingState State { get; private set; }

    /// <summary>Ends when nothing is on its way any more.</summary>
    public Task Settled { get; private set; } = Task.CompletedTask;

    /// <summary>When it was last stored; null where nothing is known to be.</summary>
    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>Why the last choice was not saved; null where it was, or where nothing was sent.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>True where the same step may well be taken in a moment.</summary>
    public bool CanTryAgain => Refused == Refusal.StorageUnavailable;

    /// <summary>Sends what was refused again, as the same step: if it did arrive the first time, it is not stored twice.</summary>
    public Task TryAgainAsync() => SendAsync();

    /// <summary>Sends the last choice. What is chosen meanwhile follows when this has its answer.</summary>
    private protected Task SendAsync()
    {
        if (State == SavingState.Saving)
        {
            _again = true;
            return Settled;
        }

        return Settled = SendUntilLastAsync();
    }

    private protected abstract Task<Result<DateTimeOffset>> SendOnceAsync();

    private async Task SendUntilLastAsync()
    {
        State = SavingState.Saving;
        Result<DateTimeOffset> result;
        try
        {
            do
            {
                _again = false;
                result = await SendOnceAsync();
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

/// <param name="stored">What is stored.</param>
/// <param name="savedAt">When it was stored; null where nothing is, or where the page does not say so.</param>
/// <param name="isHere">False once the session of the page has ended: then nothing is chosen.</param>
/// <param name="save">Stores a value under a step id; the same id stores once.</param>
/// <param name="same">Whether two values are one choice; null where they are when they are equal.</param>
/// <inheritdoc cref="Saving" path="/summary"/>
public sealed class Saving<T>(
    Said what,
    T stored,
    DateTimeOffset? savedAt,
    Func<ValueTask<bool>> isHere,
    Func<T, Guid, Task<Result<DateTimeOffset>>> save,
    Func<T, T, bool>? same = null) : Saving(what, savedAt)
{
    private Guid _stepId;

    public T Chosen { get; private set; } = stored;

    /// <summary>How many choices were made here.</summary>
    public int Choices { get; private set; }

    /// <summary>
    /// Saves a choice. Choices made while one is being saved follow it in order; only the last of them is sent. The same choice once
    /// more, as a browser sends it that lost its connection, is the same step: it is sent only where it is not known to be stored.
    /// </summary>
    public async Task ChooseAsync(T value)
    {
        if (!await isHere())
        {
            return;
        }

        var known = (same ?? EqualityComparer<T>.Default.Equals)(Chosen, value);
        if (known && State is SavingState.Saving or SavingState.Saved)
        {
            await Settled;
            return;
        }

        if (!known || _stepId == Guid.Empty)
        {
            _stepId = Guid.CreateVersion7();
        }

        Chosen = value;
        Choices++;
        await SendAsync();
    }

    private protected override Task<Result<DateTimeOffset>> SendOnceAsync() => save(Chosen, _stepId);
}

/// <summary>All that a page saves about one item, under the claim of its window.</summary>
public sealed class ItemSavings
{
    public ItemSavings(QuizPlace place, PageClaim claim, AttemptService attempts, CurrentViewer current)
    {
        ArgumentNullException.ThrowIfNull(place);
        var (id, item) = (place.AttemptId, place.Item);
        Place = place;

        // Not cancelled when the reader leaves: what was chosen is to be stored.
        Answer = New(
            Said.Answer,
            item.Response,
            item.SavedAt,
            (viewer, response, step) => attempts.AnswerAsync(viewer, id, item.Position, response, step, CancellationToken.None),
            (one, other) => one.ToHashSet(StringComparer.Ordinal).SetEquals(other));
        Certainty = New(
            Said.Certainty,
            item.Certainty,
            null,
            (viewer, certainty, step) => attempts.StateCertaintyAsync(viewer, id, item.Position, certainty!.Value, step, CancellationToken.None));
        Flag = New(
            Said.Flag,
            item.Flagged,
            null,
            (viewer, flagged, step) => attempts.FlagAsync(viewer, id, item.Position, flagged, step, CancellationToken.None));

        Saving<T> New<T>(
            Said what, T stored, DateTimeOffset? savedAt, Func<Viewer, T, SentStep, Task<Result<DateTimeOffset>>> send, Func<T, T, bool>? same = null) =>
            new(
                what,
                stored,
                savedAt,
                current.IsHereAsync,
                (value, stepId) => claim.SendAsync(stepId, async step => await send(await current.GetAsync(), value, step)),
                same);
    }

    /// <summary>The item, as it was stored when the page read it.</summary>
    public QuizPlace Place { get; }

    public Saving<IReadOnlyList<string>> Answer { get; }

    /// <summary>Null until something is stated.</summary>
    public Saving<Certainty?> Certainty { get; }

    /// <summary>The mark for another look.</summary>
    public Saving<bool> Flag { get; }

    public IReadOnlyList<Saving> All => [Answer, Certainty, Flag];

    /// <summary>Ends when nothing about the item is on its way any more.</summary>
    public Task Settled => Task.WhenAll(Answer.Settled, Certainty.Settled, Flag.Settled);

    /// <summary>The first that was refused; null where none was.</summary>
    public Saving? Refused => All.FirstOrDefault(saving => saving.State == SavingState.Refused);

    /// <summary>How many choices were made about the item on this page.</summary>
    public int Choices => Answer.Choices + Certainty.Choices + Flag.Choices;
}
