using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Signing;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>The keys that sign checkpoints: never those of certificates, so that neither signature can pass for the other.</summary>
public sealed class CheckpointKeys : SigningKeys
{
    /// <summary>Those that lie as files in the data folder.</summary>
    public CheckpointKeys(IOptions<LearningOptions> options)
        : base(new SigningKeyFiles(FolderIn(options.Value.DataFolder)))
    {
    }

    internal CheckpointKeys(ISigningKeyStore store)
        : base(store)
    {
    }

    /// <summary>Every public key that ever signed a checkpoint here, under the name of the ledger.</summary>
    /// <param name="origin">See <see cref="NoteKey.IsName"/>.</param>
    /// <exception cref="IOException">What is stored is no such key.</exception>
    public IReadOnlyList<NoteKey> ListKnown(string origin) =>
        [.. ListPublic().Select(key => NoteKey.FromPem(origin, key.Pem).Value ?? throw new IOException($"The public key '{key.Id}' in '{Place}' is no such key."))];

    /// <summary>Where the files lie below a data folder.</summary>
    internal static string FolderIn(string dataFolder) => Path.Combine(dataFolder, DataFolderNames.Keys, "checkpoints");
}
