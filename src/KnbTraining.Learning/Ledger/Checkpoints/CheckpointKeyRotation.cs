using KnbTraining.Learning.Ledger.Proof;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Ledger.Checkpoints;

/// <summary>Replaces the key that signs checkpoints, and says so in the ledger.</summary>
public sealed class CheckpointKeyRotation(CheckpointKeys keys, LearningStore store)
{
    /// <returns>The id of the key that signs from now on.</returns>
    public async Task<Result<string>> RotateAsync(CancellationToken ct)
    {
        string before;
        using (var old = keys.OpenSigningKey())
        {
            before = old.Id;
        }

        // Announced before it happens: a key may never change without a trace.
        var recorded = await store.WriteAsync<Done>(
            write =>
            {
                write.Record(Actor.Application, new CheckpointKeyReplaced(Slug.Of(before)));
                return Task.FromResult<Result<Done>>(new Done());
            },
            ct);
        return recorded.Ok ? keys.Replace() : recorded.As<string>();
    }
}
