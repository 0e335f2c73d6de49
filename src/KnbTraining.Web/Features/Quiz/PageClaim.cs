using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;

namespace KnbTraining.Web.Features.Quiz;

/// <summary>
/// What one window knows of its claim to an attempt: whether it holds it, or since when another window or device went on.
/// </summary>
/// <param name="claim">Claims under an id, instead of the claim that the window held before it loaded again by itself.</param>
/// <param name="before">Tells the browser the new claim. Returns the one before where the window loaded again by itself, null where a person came; gone where no window is left.</param>
public sealed class PageClaim(Func<Guid, Guid?, Task<Result<DateTimeOffset>>> claim, Func<Guid, Task<(bool Gone, Guid? Before)>> before)
{
    private Task<Result<DateTimeOffset>>? _holding;
    private Guid? _before;

    /// <summary>Carried by every step that the window sends.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Since when another window or device has the attempt; null while this one has it.</summary>
    public DateTimeOffset? TakenAt { get; private set; }

    public bool IsTaken => TakenAt is not null;

    /// <summary>Claims the attempt once for the window; asks again only where the database could not be written.</summary>
    public async Task<Result<DateTimeOffset>> HoldAsync()
    {
        var result = await (_holding ??= ClaimAsync());
        if (result.Refused == Refusal.StorageUnavailable)
        {
            _holding = null;
        }

        return result;
    }

    /// <summary>A person chose to go on in this window.</summary>
    public async Task<Result<DateTimeOffset>> TakeBackAsync()
    {
        Id = Guid.CreateVersion7();
        _ = await before(Id);
        _before = null;
        var result = Judge(await claim(Id, null));
        if (result.Ok)
        {
            _holding = Task.FromResult(result);
            TakenAt = null;
        }

        return result;
    }

    /// <summary>Notes the claim that holds now, as the database or another page of this process reports it.</summary>
    public void Observe(AttemptClaim? held)
    {
        if (held is not null && held.Id != Id && _holding is { IsCompletedSuccessfully: true })
        {
            TakenAt = held.At;
        }
    }

    /// <summary>Notes whether the result of a step says that another page took over.</summary>
    public Result<T> Judge<T>(Result<T> result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Refused is Refusal.TakenOver { Since: var since })
        {
            TakenAt = since;
        }

        return result;
    }

    /// <summary>Sends a step under the claim, as soon as it is held.</summary>
    public Task<Result<DateTimeOffset>> SendAsync(Guid stepId, Func<SentStep, Task<Result<DateTimeOffset>>> send)
    {
        ArgumentNullException.ThrowIfNull(send);
        return UnderAsync(claim => send(new SentStep(stepId, claim)));
    }

    /// <summary>Does something under the claim, as soon as it is held.</summary>
    public async Task<Result<T>> UnderAsync<T>(Func<Guid, Task<Result<T>>> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        var held = await HoldAsync();
        return held.Ok ? Judge(await act(Id)) : held.As<T>();
    }

    private async Task<Result<DateTimeOffset>> ClaimAsync()
    {
        if (_before is null)
        {
            (var gone, _before) = await before(Id);
            if (gone)
            {
                // Whoever was here has left, and may have claimed elsewhere by now: nothing is taken from them.
                return Refusal.StorageUnavailable;
            }
        }

        return Judge(await claim(Id, _before));
    }
}
