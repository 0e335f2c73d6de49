using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Signing;

/// <summary>Replaces the key of one purpose, and says so in the ledger.</summary>
/// <param name="replaced">The fact that tells it, from the id of the key that signed until now.</param>
public abstract class SigningKeyRotation(SigningKeys keys, LearningStore store, Func<Slug, Fact> replaced)
{
    /// <returns>The id of the key that signs from now on.</returns>
    public async Task<Result<string>> RotateAsync(CancellationToken ct)
    {
        string before;
        using (var old = keys.OpenSigningKey())
        {
            before = old.Id;
        }

        // Recorded before the key changes, so that no change can go unrecorded.
        var recorded = await store.WriteAsync<Done>(
            write =>
            {
                write.Record(Actor.Application, replaced(Slug.Of(before)));
                return Task.FromResult<Result<Done>>(new Done());
            },
            ct);
        return recorded.Ok ? keys.Replace() : recorded.As<string>();
    }
}
