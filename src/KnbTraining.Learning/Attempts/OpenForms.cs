using System.Collections.Concurrent;
using KnbTraining.Content.Items;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Attempts;

/// <summary>
/// What an answer is checked against. Only facts that never change about an attempt are kept, so that nothing here can
/// be out of date: state and deadline are read with every write.
/// </summary>
public sealed class OpenForms(LearningStore store, EditionStore editions)
{
    /// <summary>Attempts kept in memory, about 10 KB each; others are read again.</summary>
    public const int Kept = 2000;

    private readonly ConcurrentDictionary<Guid, OpenForm> _forms = new();
    private readonly ConcurrentQueue<Guid> _oldestFirst = new();
    private readonly ConcurrentDictionary<Guid, Lazy<Task<OpenForm?>>> _underWay = new();

    /// <summary>For writes: returns a refusal where the database cannot be read.</summary>
    internal Task<Result<OpenForm>> FindAsync(Guid attemptId, CancellationToken ct) =>
        store.TryAsync<OpenForm>(async () => await ReadAsync(attemptId, ct) is { } form ? form : Refusal.NotFound);

    /// <returns>Null where there is no such attempt.</returns>
    internal async Task<OpenForm?> ReadAsync(Guid attemptId, CancellationToken ct)
    {
        if (_forms.TryGetValue(attemptId, out var kept))
        {
            return kept;
        }

        // All who ask meanwhile wait for one read, and go on in the order in which they came: the last answer to an item counts.
        var reading = _underWay.GetOrAdd(attemptId, id => new Lazy<Task<OpenForm?>>(() => LoadAsync(id)));
        try
        {
            return await reading.Value.WaitAsync(ct);
        }
        finally
        {
            _underWay.TryRemove(new(attemptId, reading));
        }
    }

    // Read once for all who wait, so no single caller's cancellation may stop it.
    private async Task<OpenForm?> LoadAsync(Guid attemptId)
    {
        var attempt = await store.ReadAsync(
            db => db.Attempts.AsNoTrackingWithIdentityResolution().WithItems().FirstOrDefaultAsync(found => found.Id == attemptId), CancellationToken.None);
        if (attempt is null)
        {
            return null;
        }

        var bank = await editions.ItemsOfAsync(attempt, CancellationToken.None);
        var form = new OpenForm(
            attempt.Number,
            attempt.PersonId,
            attempt.Mode,
            attempt.EditionNumber,
            attempt.LawDate,
            attempt.CourseId,
            attempt.StartedAt,
            attempt.Items.ToDictionary(item => item.Position, item => item.Order),
            attempt.Items.ToDictionary(item => item.Position, item => Slim(Grader.ItemOf(bank, item.ItemId))));
        if (_forms.TryAdd(attemptId, form))
        {
            _oldestFirst.Enqueue(attemptId);
            while (_forms.Count > Kept && _oldestFirst.TryDequeue(out var oldest))
            {
                _forms.TryRemove(oldest, out _);
            }
        }

        return form;
    }

    // A response is a set of option ids; derivations and claims would only fill the memory.
    private static Item Slim(Item item) => item with
    {
        Rules = [],
        Situations = [],
        Citations = [],
        Verdict = null,
        Options = [.. item.Options.Select(option => option with { Claim = NoClaim, Misconception = null })],
    };

    private static readonly Claim NoClaim = new([]);
}

/// <param name="Orders">The order in which each item was shown, as <see cref="PresentedOrder"/> writes it, by position.</param>
/// <param name="Items">What a response is checked against, by position.</param>
internal sealed record OpenForm(
    long AttemptNumber,
    Guid PersonId,
    AttemptMode Mode,
    int EditionNumber,
    DateOnly LawDate,
    string CourseId,
    DateTimeOffset StartedAt,
    IReadOnlyDictionary<int, string> Orders,
    IReadOnlyDictionary<int, Item> Items);
