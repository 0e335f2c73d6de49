using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>
/// Signs heads of the ledger. Lines are read before the write, in pages, from the last checkpoint on; the write adds one row and one fact.
/// Where an entry does not fit, nothing is signed: a signature would make the forgery look genuine.
/// </summary>
public sealed class CheckpointMaker(
    LearningStore store, EntryReader entries, CheckpointKeys keys, LedgerOrigin origins, CheckpointDays days, LocalCalendar calendar, ILogger<CheckpointMaker> logger)
{
    /// <summary>Makes the checkpoints of all days that have ended, the oldest first.</summary>
    /// <returns>How many were made; refused with <see cref="Refusal.Broken"/> where an entry does not fit.</returns>
    public async Task<Result<int>> MakeDaysAsync(CancellationToken ct)
    {
        for (var made = 0; ; made++)
        {
            if (await days.FindDueAsync(ct) is not { } due)
            {
                return made;
            }

            var one = await MakeDayAsync(due, ct);
            if (!one.Ok)
            {
                return one.As<int>();
            }
        }
    }

    /// <summary>A checkpoint over all entries that are there now; the last one where nothing but checkpoints came after it.</summary>
    /// <returns>Refused with <see cref="Refusal.NotFound"/> where there is no entry, <see cref="Refusal.Broken"/> where one does not fit.</returns>
    public async Task<Result<LedgerCheckpoint>> MakeNowAsync(Actor actor, CancellationToken ct)
    {
        var (last, size, needed) = await store.ReadAsync(
            async db =>
            {
                var newest = await db.LedgerCheckpoints.OrderByDescending(row => row.Size).FirstOrDefaultAsync(ct);

                // Another run may sign between these reads: its fact is left out, so that it asks for no further checkpoint.
                return (
                    newest,
                    await db.LedgerRows.MaxAsync(row => (long?)row.Number, ct) ?? 0,
                    await db.LedgerRows.Where(row => row.Kind != CheckpointMade.Kind).MaxAsync(row => (long?)row.Number, ct) ?? 0);
            },
            ct);
        if (last is not null && !await IsSoundAsync(last, ct))
        {
            return Spoiled(last.Number);
        }

        if (size < (last?.Size ?? 0))
        {
            return TailIsGone(last!.Size, size);
        }

        if (needed <= (last?.Size ?? 0))
        {
            return last is null ? Refusal.NotFound : last;
        }

        var tree = last?.Resume() ?? new MerkleTree();
        return await AppendAsync(tree, size, null, ct) is { } wrong ? wrong : await StoreAsync(tree, null, actor, row => row.Size >= needed, ct);
    }

    private async Task<Result<LedgerCheckpoint>> MakeDayAsync(DueDay due, CancellationToken ct)
    {
        if (due.Last is not { } last)
        {
            return TailIsGone(due.Before!.Size, await entries.LastNumberAsync(ct));
        }

        if (due.Before is { } before && !await IsSoundAsync(before, ct))
        {
            return Spoiled(before.Number);
        }

        var tree = due.Before?.Resume() ?? new MerkleTree();
        using var file = new DayFileHash(due.Day, tree.Size + 1);
        return await AppendAsync(tree, last, file, ct) is { } wrong ? wrong : await StoreAsync(tree, file.ToLine(), Actor.Application, row => row.Day == due.Day, ct);
    }

    // Null where all entries fit.
    private async Task<Refusal?> AppendAsync(MerkleTree tree, long last, DayFileHash? file, CancellationToken ct)
    {
        await foreach (var entry in entries.ReadAsync(tree.Size, last, ct))
        {
            if (entry.Number != tree.Size + 1 || !entry.Fits)
            {
                return Wrong(tree.Size + 1);
            }

            tree.Append(entry.Leaf);
            file?.Append(entry.Line);
        }

        return tree.Size == last ? null : Wrong(tree.Size + 1);
    }

    private async Task<Result<LedgerCheckpoint>> StoreAsync(
        MerkleTree tree, DayLine? day, Actor actor, System.Linq.Expressions.Expression<Func<LedgerCheckpoint, bool>> isMade, CancellationToken ct)
    {
        var origin = await origins.ReadAsync(ct);
        if (origin.Value is not { } name)
        {
            return origin.As<LedgerCheckpoint>();
        }

        using var key = keys.OpenSigningKey();
        var signed = SignedCheckpoint.Sign(new Checkpoint(name, tree.Head, day), key);
        return await store.WriteAsync<LedgerCheckpoint>(
            async write =>
            {
                await write.Db.LockNumbersAsync(NumberSeries.Checkpoints, ct);

                // Another run, or another process, was first.
                if (await write.Db.LedgerCheckpoints.OrderByDescending(row => row.Number).FirstOrDefaultAsync(isMade, ct) is { } other)
                {
                    return other;
                }

                var number = (await write.Db.LedgerCheckpoints.MaxAsync(row => (long?)row.Number, ct) ?? 0) + 1;
                var made = LedgerCheckpoint.Of(number, signed, tree, calendar.Now);
                write.Db.LedgerCheckpoints.Add(made);
                write.Record(actor, new CheckpointMade(made.Size, tree.Root, day?.Day, Slug.Of(key.Id)));
                return made;
            },
            ct);
    }

    private async Task<bool> IsSoundAsync(LedgerCheckpoint row, CancellationToken ct) =>
        (await origins.ReadAsync(ct)).Value is { } origin && row.IsSound(origin, keys.ListKnown(origin));

    private Refusal Spoiled(long number)
    {
        logger.LogError(
            "Checkpoint {Number} in the database is not the one that was signed: no other is signed after it. Run the command 'ledger verify'", number);
        return Refusal.Broken;
    }

    private Refusal Wrong(long number)
    {
        logger.LogError("Entry {Number} of the audit log is missing, or its line and its hash differ: no checkpoint is signed over it. Run the command 'ledger verify'", number);
        return Refusal.Broken;
    }

    private Refusal TailIsGone(long was, long now)
    {
        logger.LogError("The audit log had {Was} entries at its last checkpoint and ends with {Now}: no checkpoint is signed. Run the command 'ledger verify'", was, now);
        return Refusal.Broken;
    }
}
