using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Signing;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Certificates;

/// <summary>The keys that sign certificates.</summary>
public sealed class CertificateKeys(IOptions<LearningOptions> options) : SigningKeyFolder(FolderIn(options.Value.DataFolder))
{
    /// <summary>Where the keys lie below a data folder.</summary>
    internal static string FolderIn(string dataFolder) => Path.Combine(dataFolder, DataFolderNames.Keys, "certificates");
}
