using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>
/// Checkpoints that came back from outside, kept so that every later check compares with them. They are a convenience: whoever owns the
/// database can delete them as well, and the paper decides.
/// </summary>
public sealed class OutsideHeads(LearningStore store, LedgerOrigin origins, CheckpointKeys keys, LedgerWatch watch, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>What is kept, the smallest first.</summary>
    public Task<List<OutsideHead>> ListAsync(CancellationToken ct) => store.ReadAsync(db => db.OutsideHeads.OrderBy(row => row.Size).ThenBy(row => row.SeenAt).ToListAsync(ct), ct);

    /// <summary>Reads a file from outside.</summary>
    public async Task<Result<Parsed<OutsideCheckpoint>>> ReadAsync(byte[] bytes, CancellationToken ct)
    {
        var origin = await origins.ReadAsync(ct);
        return origin.Value is { } name ? OutsideCheckpoint.Read(bytes, name, keys.ListKnown(name)) : origin.As<Parsed<OutsideCheckpoint>>();
    }

    /// <summary>Reads what somebody pasted, typed or scanned.</summary>
    public async Task<Result<Parsed<OutsideCheckpoint>>> ReadAsync(string? text, CancellationToken ct)
    {
        var origin = await origins.ReadAsync(ct);
        return origin.Value is { } name ? OutsideCheckpoint.Read(text, name, keys.ListKnown(name)) : origin.As<Parsed<OutsideCheckpoint>>();
    }

    /// <summary>
    /// Compares the ledger with a checkpoint and all that are kept, and keeps it. One without a signature is kept only where it fits: a
    /// slip of the pen in one digit would otherwise look like forgery for ever.
    /// </summary>
    /// <returns>Refused with <see cref="Refusal.NotAllowed"/> for everybody but administrators and auditors.</returns>
    public async Task<Result<ComparedCheckpoint>> CompareAsync(Viewer viewer, OutsideCheckpoint checkpoint, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (!LedgerQueries.MayRead(viewer))
        {
            return refused.Refuse(viewer, RefusedAct.AuditLog);
        }

        var head = checkpoint.Checkpoint.Head;
        var verified = (await watch.VerifyAllAsync([head], ct)).Compared!;
        var fits = verified.Found.Heads.Any(compared => compared.Head == head && compared.Fit == HeadFit.Fits);
        if (checkpoint.Note is null && !fits)
        {
            return new ComparedCheckpoint(checkpoint, verified, Kept: false);
        }

        var kept = await KeepAsync(viewer.Actor, head, checkpoint.Note, ct);
        return kept.Ok ? new ComparedCheckpoint(checkpoint, verified, Kept: true) : kept.As<ComparedCheckpoint>();
    }

    private Task<Result<Done>> KeepAsync(Actor actor, TreeHead head, SignedNote? note, CancellationToken ct) => store.WriteAsync<Done>(
        async write =>
        {
            var root = head.Root.ToArray();
            var known = await write.Db.OutsideHeads.FirstOrDefaultAsync(row => row.Size == head.Size && row.Root == root, ct);
            if (known is null)
            {
                write.Db.OutsideHeads.Add(OutsideHead.Of(head, note, actor, calendar.Now));
            }
            else if (known.Note is null && note is not null)
            {
                known.Sign(note);
            }
            else
            {
                return new Done();
            }

            write.Record(actor, new CheckpointSeen(head.Size, head.Root, note is not null));
            return new Done();
        },
        ct);
}

/// <param name="Kept">False for lines typed from paper that do not fit: they may hold a slip.</param>
public sealed record ComparedCheckpoint(OutsideCheckpoint Checkpoint, VerifiedLedger Verified, bool Kept);
