using KnbTraining.Content.Exchange.Bundles;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Signing;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Exchange.Bundles;

/// <summary>Another installation whose editions may be brought here.</summary>
/// <param name="Name">What it is called here.</param>
public sealed record TrustedPublisher(string Name, PublisherKey Key, DateTimeOffset Since);

/// <summary>Whose editions may be brought: administrators say so before, key by key.</summary>
public sealed class TrustedPublishers(LearningStore store, RefusedActs refused, TimeProvider clock)
{
    /// <summary>Most keys that are trusted at once.</summary>
    public const int Most = 100;

    /// <summary>In the order of their names. For those who work with content; everybody else gets nothing.</summary>
    public async Task<IReadOnlyList<TrustedPublisher>> ListAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return EditingQueries.MayRead(viewer) ? await ReadAsync(ct) : [];
    }

    /// <summary>From now on what this key signed may be brought.</summary>
    /// <param name="name">What the publisher is to be called here.</param>
    /// <param name="keyText">The public key in PEM.</param>
    /// <returns>
    /// Refused with <see cref="Refusal.Invalid"/>: <c>Name</c> as <see cref="TypedText.LineFault"/>; <c>Key</c> where it is missing (<c>required</c>),
    /// no public key on P-256 (<c>no-key</c>), a private one (<c>private</c>) or trusted already (<c>known</c>), or where there are too many (<c>too-many</c>).
    /// </returns>
    public async Task<Result<TrustedPublisher>> TrustAsync(Viewer viewer, string? name, string? keyText, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            return refused.Refuse(viewer, RefusedAct.Settings);
        }

        var findings = new FormFindings();
        findings.Add("Name", TypedText.LineFault(name, TypedText.LongestName));
        var reading = PublisherKey.TryRead(keyText, out var key);
        findings.Add("Key", string.IsNullOrWhiteSpace(keyText) ? TypedText.Required : reading switch
        {
            KeyReading.Private => "private",
            KeyReading.NoKey => "no-key",
            _ => null,
        });
        if (findings.Any)
        {
            return new Refusal.Invalid(findings);
        }

        var added = new TrustedPublisher(name!.Trim(), key!, clock.GetUtcNow());
        return await store.WriteAsync<TrustedPublisher>(
            async write =>
            {
                var known = write.Db.StoredKeys.Where(one => one.Purpose == KeyPurpose.Publishers);
                if (await known.AnyAsync(one => one.Id == key!.Fingerprint, ct))
                {
                    return new Refusal.Invalid("Key", "known");
                }

                if (await known.CountAsync(ct) >= Most)
                {
                    return new Refusal.Invalid("Key", "too-many");
                }

                write.Db.StoredKeys.Add(StoredKey.Create(KeyPurpose.Publishers, key!.Fingerprint, null, $"{added.Name}\n{key.Pem}", added.Since));
                write.Record(viewer.Actor, new PublisherTrusted(Digest.Parse(key.Fingerprint), write.Text(null, added.Name)));
                return added;
            },
            ct);
    }

    /// <summary>From now on nothing of what this key signed is taken. What was brought before stays.</summary>
    /// <returns>Refused with <see cref="Refusal.NotFound"/> where it is not trusted.</returns>
    public async Task<Result<Done>> DistrustAsync(Viewer viewer, string fingerprint, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(fingerprint);
        return !viewer.Is(Role.Administrator)
            ? refused.Refuse(viewer, RefusedAct.Settings)
            : await store.WriteAsync<Done>(
                async write =>
                {
                    if (await write.Db.StoredKeys.FirstOrDefaultAsync(one => one.Purpose == KeyPurpose.Publishers && one.Id == fingerprint, ct) is not { } key)
                    {
                        return Refusal.NotFound;
                    }

                    write.Db.StoredKeys.Remove(key);
                    write.Record(viewer.Actor, new PublisherDistrusted(Digest.Parse(fingerprint), write.Text(null, NameOf(key))));
                    return default(Done);
                },
                ct);
    }

    internal Task<IReadOnlyList<TrustedPublisher>> ReadAsync(CancellationToken ct) => store.ReadAsync<IReadOnlyList<TrustedPublisher>>(
        async db => [.. (await db.StoredKeys.AsNoTracking().Where(one => one.Purpose == KeyPurpose.Publishers).ToListAsync(ct))
            .Select(Of)
            .OfType<TrustedPublisher>()
            .OrderBy(one => one.Name, NameOrder.Comparer).ThenBy(one => one.Key.Fingerprint, StringComparer.Ordinal)],
        ct);

    // A row that somebody has changed by hand is trusted no more.
    private static TrustedPublisher? Of(StoredKey row) =>
        PublisherKey.TryRead(row.Public, out var key) == KeyReading.Good && key!.Fingerprint == row.Id ? new TrustedPublisher(NameOf(row), key, row.AddedAt) : null;

    private static string NameOf(StoredKey row) => row.Public!.Split('\n')[0];
}
