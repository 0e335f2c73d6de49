using System.Text;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Evidence;

/// <summary>
/// Looks at entries one after the other, in short reads, and can go on later where it stopped. It remembers the first that does not fit.
/// Not safe for use by several threads at once.
/// </summary>
/// <param name="after">The number before the first entry that is looked at.</param>
internal sealed class LedgerWalk(long after = 0)
{
    private const int AtOnce = 2000;

    private long _last = after;
    private string? _lastHash;
    private long? _brokenAt;
    private LedgerFault? _fault;
    private int _changedTexts;
    private bool _began;

    public LedgerStanding Standing => new(_last, _brokenAt, _fault, _lastHash, _changedTexts);

    /// <summary>Looks at everything that came since.</summary>
    /// <param name="comparer">Gets every entry as well, also those behind one that does not fit.</param>
    /// <param name="namedTexts">True looks at the texts that the entries name; for whoever does not look at all texts.</param>
    public async Task GoOnAsync(LearningStore store, LedgerComparer? comparer, bool namedTexts, CancellationToken ct)
    {
        await LookBackAsync(store, ct);
        if (_brokenAt is not null && comparer is null)
        {
            return;
        }

        var from = comparer?.LastNumber ?? _last;
        for (var count = AtOnce; count == AtOnce;)
        {
            var first = from;
            var rows = await store.ReadAsync(
                db => db.LedgerRows.Where(row => row.Number > first).OrderBy(row => row.Number).Take(AtOnce).ToListAsync(ct), ct);
            var named = new HashSet<TextRef>();
            foreach (var row in rows)
            {
                Look(row, named);
                if (_brokenAt is not null && comparer is null)
                {
                    return;
                }

                // A hash of another length was put there by somebody: it fits no line.
                comparer?.Append(row.Number, Encoding.UTF8.GetBytes(row.Line), row.LeafHash.Length == Digest.Length ? new Digest(row.LeafHash) : default);
                from = row.Number;
            }

            _changedTexts += namedTexts ? await CountChangedAsync(store, named, ct) : 0;
            count = rows.Count;
        }
    }

    /// <summary>Looks at every text, whichever entry names it. Erased ones count as they should be.</summary>
    public async Task LookAtTextsAsync(LearningStore store, CancellationToken ct) => _changedTexts = await store.ReadAsync(
        async db =>
        {
            var changed = 0;
            await foreach (var text in db.LedgerTexts.AsAsyncEnumerable().WithCancellation(ct))
            {
                changed += text.Fits ? 0 : 1;
            }

            return changed;
        },
        ct);

    private static async Task<int> CountChangedAsync(LearningStore store, HashSet<TextRef> named, CancellationToken ct)
    {
        byte[][] hashes = [.. named.Select(text => Convert.FromHexString(text.ToString()))];
        return hashes.Length == 0
            ? 0
            : await store.ReadAsync(async db => (await db.LedgerTexts.Where(text => hashes.Contains(text.Hash)).ToListAsync(ct)).Count(text => !text.Fits), ct);
    }

    private void Look(LedgerRow row, HashSet<TextRef> named)
    {
        if (_brokenAt is not null)
        {
            return;
        }

        LedgerLine? line = null;
        if ((row.Number != _last + 1 ? LedgerFault.Number : row.FindFault(out line)) is { } fault)
        {
            (_brokenAt, _fault) = (row.Number, fault);
            return;
        }

        (_last, _lastHash, _began) = (row.Number, Convert.ToHexStringLower(row.LeafHash), true);
        named.UnionWith(FactValues.Of(line!.Fact).Select(value => value.Value).OfType<TextRef>());
    }

    // The last entry that was looked at must still be there: otherwise the end was cut off meanwhile.
    private async Task LookBackAsync(LearningStore store, CancellationToken ct)
    {
        if (_last == 0 || _brokenAt is not null)
        {
            return;
        }

        var leaf = await store.ReadAsync(db => db.LedgerRows.Where(row => row.Number == _last).Select(row => row.LeafHash).FirstOrDefaultAsync(ct), ct);
        if (leaf is null)
        {
            (_brokenAt, _fault) = (_last, LedgerFault.Number);
        }
        else if (_began && Convert.ToHexStringLower(leaf) != _lastHash)
        {
            (_brokenAt, _fault) = (_last, LedgerFault.Hash);
        }
        else
        {
            _lastHash = Convert.ToHexStringLower(leaf);
        }
    }
}
