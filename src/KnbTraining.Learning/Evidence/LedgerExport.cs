using System.Text;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Evidence;

/// <summary>Entries as a file, oldest first. What leaves is recorded before it leaves. For administrators and auditors.</summary>
public sealed class LedgerExport(LearningStore store, LedgerQueries queries, CheckpointMaker checkpoints, RefusedActs refused)
{
    /// <summary>Most entries in one file; whoever wants more chooses days.</summary>
    public const int MostEntries = 100_000;

    /// <summary>The ending of a file of canonical lines.</summary>
    public const string Lines = "jsonl";

    /// <summary>The lines exactly as they are stored, each with a line end: their hashes can be made again from the file.</summary>
    public Task<Result<byte[]>> LinesAsync(Viewer viewer, LedgerFilter filter, CancellationToken ct) =>
        SendAsync(viewer, filter, Slug.Of(Lines), (entries, _) => Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => entry.Line + "\n"))), ct);

    /// <summary>The entries in another form.</summary>
    /// <returns>Refused with <see cref="Refusal.NotFound"/> where no entry fits, <see cref="Refusal.TooMany"/> where more than <see cref="MostEntries"/> do.</returns>
    public async Task<Result<byte[]>> SendAsync(
        Viewer viewer, LedgerFilter filter, Slug format, Func<IReadOnlyList<LedgerEntry>, LedgerNames, byte[]> make, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(make);
        if (!LedgerQueries.MayRead(viewer))
        {
            return refused.Refuse(viewer, RefusedAct.AuditLog);
        }

        var (entries, names) = await store.ReadAsync(
            async db =>
            {
                var rows = await queries.Filtered(db, filter).OrderBy(row => row.Number).Take(MostEntries + 1).ToListAsync(ct);
                LedgerEntry[] found = [.. rows.Select(LedgerQueries.EntryOf)];
                return (found, await LedgerQueries.NamesOfAsync(db, found, viewer.Language, ct));
            },
            ct);
        if (entries.Length is 0 or > MostEntries)
        {
            return entries.Length == 0 ? Refusal.NotFound : Refusal.TooMany;
        }

        var file = make(entries, names);
        var recorded = await store.WriteAsync<byte[]>(
            write =>
            {
                write.Record(viewer.Actor, new LedgerExported(
                    format,
                    entries.Length,
                    entries[0].Number,
                    entries[^1].Number,
                    Digest.Of(file),
                    filter.PersonId,
                    filter.Kind is { } kind ? Slug.Of(kind) : null,
                    filter.From,
                    filter.To,
                    write.TextOrNone(null, filter.Name),
                    write.TextOrNone(null, filter.Subject)));
                return Task.FromResult<Result<byte[]>>(file);
            },
            ct);
        if (!recorded.Ok)
        {
            return recorded;
        }

        // A ledger in which an entry does not fit gets no checkpoint, and must leave all the same: somebody wants to look into it.
        var signed = await checkpoints.MakeNowAsync(viewer.Actor, ct);
        return signed.Ok || signed.Refused == Refusal.Broken ? recorded : signed.As<byte[]>();
    }
}
