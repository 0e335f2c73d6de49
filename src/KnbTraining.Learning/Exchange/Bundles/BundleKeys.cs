using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Signing;

namespace KnbTraining.Learning.Exchange.Bundles;

/// <summary>The keys that sign editions for other installations.</summary>
public sealed class BundleKeys : SigningKeys
{
    internal BundleKeys(ISigningKeyStore store)
        : base(store)
    {
    }

    /// <summary>Where the files lie below a data folder.</summary>
    internal static string FolderIn(string dataFolder) => Path.Combine(dataFolder, DataFolderNames.Keys, "editions");
}

/// <summary>Replaces the key that signs editions.</summary>
public sealed class BundleKeyRotation(BundleKeys keys, LearningStore store) : SigningKeyRotation(keys, store, before => new BundleKeyReplaced(before));
