using System.Globalization;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Attempts;

/// <summary>
/// Tells open pages at once that another one went on with their attempt, on whatever node. Only a courtesy: a page that was not told
/// learns it from the database, with its next step or item. So it is told after the commit, and holds no commit of answers up.
/// </summary>
public sealed class ClaimNews
{
    private readonly Listeners<Guid, AttemptClaim> _listeners = new();
    private readonly LearningStore _store;

    public ClaimNews(LearningStore store, NodeNews news)
    {
        ArgumentNullException.ThrowIfNull(news);
        _store = store;
        news.Listen(NewsTopic.Claims, HearAsync, readAgain: null);
    }

    /// <summary>Listens until disposed. The callback runs in the ExecutionContext of the listener.</summary>
    public IDisposable Listen(Guid attemptId, Action<AttemptClaim> told) => _listeners.Listen(attemptId, told);

    /// <summary>Tells of a claim that is stored.</summary>
    internal Task TellAsync(Guid attemptId, AttemptClaim claim)
    {
        _listeners.Tell(attemptId, claim);
        return _store.TellOthersAsync(NewsTopic.Claims, $"{attemptId:N} {claim.Id:N} {claim.At:O}", CancellationToken.None);
    }

    private Task HearAsync(string message, CancellationToken ct)
    {
        if (message.Split(' ') is [var attempt, var claim, var at])
        {
            _listeners.Tell(Guid.Parse(attempt), new AttemptClaim(Guid.Parse(claim), DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)));
        }

        return Task.CompletedTask;
    }
}
