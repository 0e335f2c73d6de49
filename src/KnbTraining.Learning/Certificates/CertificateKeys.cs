using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Signing;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Certificates;

/// <summary>The keys that sign certificates.</summary>
public sealed class CertificateKeys : SigningKeys
{
    /// <summary>Those that lie as files in the data folder.</summary>
    public CertificateKeys(IOptions<LearningOptions> options)
        : base(new SigningKeyFiles(FolderIn(options.Value.DataFolder)))
    {
    }

    internal CertificateKeys(ISigningKeyStore store)
        : base(store)
    {
    }

    /// <summary>Where the files lie below a data folder.</summary>
    internal static string FolderIn(string dataFolder) => Path.Combine(dataFolder, DataFolderNames.Keys, "certificates");
}
