using System.Globalization;
using System.Text;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <param name="Lines">The name of the file with the line or lines.</param>
/// <param name="Proof">The name of the file of the proof or the checkpoint.</param>
/// <param name="Span">The entries.</param>
public sealed record WrittenProof(string Lines, string Proof, EntrySpan Span);

/// <summary>
/// Everything with which somebody outside verifies a line or a day without this program: lines, proof or checkpoint, the public key and
/// the scripts. What leaves is recorded before it is written.
/// </summary>
public sealed class ProofFiles(LearningStore store, EntryReader entries, CheckpointMaker maker, CheckpointFiles files, CheckpointKeys keys, LedgerOrigin origins)
{
    /// <summary>The name of the file of the public key.</summary>
    public const string Key = "key.pem";

    /// <returns>
    /// Refused with <see cref="Refusal.NotFound"/> where there is no such entry, <see cref="Refusal.Broken"/> where the entries do not lead to
    /// their checkpoint.
    /// </returns>
    public async Task<Result<WrittenProof>> WriteLineAsync(long number, string folder, CancellationToken ct)
    {
        if (number < 1 || await LineAsync(number, ct) is not { } line)
        {
            return Refusal.NotFound;
        }

        var covering = await CoveringAsync(number, ct);
        if (covering.Value is not { } made)
        {
            return covering.As<WrittenProof>();
        }

        if (await ProveAsync(number, line, made, ct) is not { } proof)
        {
            return Refusal.Broken;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"entry-{number}");
        var written = new WrittenProof($"{name}.json", $"{name}.tlog-proof", new EntrySpan(number, number));
        var recorded = await RecordAsync("proof", written.Span, Digest.Of([.. line, (byte)'\n']), null, ct);
        if (!recorded.Ok)
        {
            return recorded.As<WrittenProof>();
        }

        PrivateFiles.CreateFolder(folder);
        await CheckpointFiles.WriteAsync(Path.Combine(folder, written.Lines), (byte[])[.. line, (byte)'\n'], ct);
        await CheckpointFiles.WriteAsync(Path.Combine(folder, written.Proof), Encoding.UTF8.GetBytes(proof.ToString()), ct);
        await WriteToolsAsync(folder, made, ct);
        return written;
    }

    /// <returns>As <see cref="CheckpointFiles.WriteAsync(DateOnly, string, CancellationToken)"/>.</returns>
    public async Task<Result<WrittenProof>> WriteDayAsync(DateOnly day, string folder, CancellationToken ct)
    {
        if (await files.FindAsync(day, ct) is not { } made)
        {
            return Refusal.NotFound;
        }

        if (made.TryRead()?.Checkpoint.Day is not { } line)
        {
            return Refusal.Broken;
        }

        var recorded = await RecordAsync("day", new EntrySpan(line.First, line.Last), line.Sha256, day, ct);
        var written = recorded.Ok ? await files.WriteAsync(day, folder, ct) : recorded.As<DayLine>();
        if (!written.Ok)
        {
            return written.As<WrittenProof>();
        }

        await WriteToolsAsync(folder, made, ct);
        return new WrittenProof(CheckpointFiles.LinesName(day), CheckpointFiles.CheckpointName(day), new EntrySpan(line.First, line.Last));
    }

    private async Task<byte[]?> LineAsync(long number, CancellationToken ct)
    {
        await foreach (var entry in entries.ReadAsync(number - 1, number, ct))
        {
            return entry.Line;
        }

        return null;
    }

    // The oldest that has the entry under it is the one that most likely left the house already.
    private async Task<Result<LedgerCheckpoint>> CoveringAsync(long number, CancellationToken ct) =>
        await store.ReadAsync(db => db.LedgerCheckpoints.Where(row => row.Size >= number).OrderBy(row => row.Size).FirstOrDefaultAsync(ct), ct) is { } made
            ? made
            : await maker.MakeNowAsync(Actor.Application, ct);

    // Null where the entries, as they are now, do not lead to the checkpoint.
    private async Task<LineProof?> ProveAsync(long number, byte[] line, LedgerCheckpoint made, CancellationToken ct)
    {
        var builder = MerkleProofBuilder.Inclusion(number - 1, made.Size);
        var count = 0L;
        await foreach (var entry in entries.ReadAsync(0, made.Size, ct))
        {
            builder.Append(entry.Leaf);
            count++;
        }

        if (made.TryRead() is not { } signed || count < made.Size || (await origins.ReadAsync(ct)).Value is not { } origin)
        {
            return null;
        }

        var proof = new LineProof(number - 1, builder.Finish(), signed.Note);
        return proof.FindFault(line, origin, keys.ListKnown(origin)) is null ? proof : null;
    }

    private Task<Result<Done>> RecordAsync(string format, EntrySpan span, Digest content, DateOnly? day, CancellationToken ct) => store.WriteAsync<Done>(
        write =>
        {
            write.Record(Actor.Application, new LedgerExported(Slug.Of(format), span.Last - span.First + 1, span.First, span.Last, content, null, null, day, day, null, null));
            return Task.FromResult<Result<Done>>(new Done());
        },
        ct);

    private async Task WriteToolsAsync(string folder, LedgerCheckpoint made, CancellationToken ct)
    {
        var signers = made.TryRead()!.Note.Signatures.Select(signature => signature.KeyId.ToString("x8", CultureInfo.InvariantCulture)).ToHashSet(StringComparer.Ordinal);
        var key = keys.ListPublic().FirstOrDefault(one => signers.Contains(one.Id[..8])) ?? throw new IOException($"The public key that signed the checkpoint is not in '{keys.Place}'. Put it back from a backup.");
        await CheckpointFiles.WriteAsync(Path.Combine(folder, Key), Encoding.ASCII.GetBytes(key.Pem), ct);
        foreach (var name in VerifyScripts.Names)
        {
            await using var script = VerifyScripts.Open(name);
            using var content = new MemoryStream();
            await script.CopyToAsync(content, ct);
            await CheckpointFiles.WriteAsync(Path.Combine(folder, name), content.ToArray(), ct);
        }
    }
}
