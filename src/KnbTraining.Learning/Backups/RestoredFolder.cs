using System.Globalization;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Backups;

/// <summary>Exchanges what lies in the data folder. Everything is moved by name within the folder, so nothing is ever half written.</summary>
internal sealed class RestoredFolder(string dataFolder, TimeProvider clock)
{
    private string Marker => Path.Combine(dataFolder, DataFolderNames.RestoreUnderWay);

    /// <summary>A new folder for what is taken out of an archive.</summary>
    public string Stage()
    {
        var staging = Path.Combine(dataFolder, $"{DataFolderNames.Staging}{Guid.NewGuid():N}");
        PrivateFiles.CreateFolder(staging);
        return staging;
    }

    /// <summary>Removes what an interrupted restore had taken out of its archive.</summary>
    public void RemoveRests()
    {
        foreach (var rest in Directory.EnumerateDirectories(dataFolder, DataFolderNames.Staging + "*"))
        {
            Directory.Delete(rest, recursive: true);
        }
    }

    /// <summary>
    /// Moves what is there aside, with the log and the shared memory of its database, and what was staged into its place.
    /// Files of checkpoints are moved with it and made again from the database that counts now. A start refuses the folder from
    /// the first move to the last, so that an interruption never serves half of each.
    /// </summary>
    /// <returns>Where the former files lie; null where there were none.</returns>
    public string? Exchange(string staging)
    {
        var database = Path.Combine(dataFolder, DataFolderNames.Database);
        string[] former = [database, .. DataFolderNames.BesideDatabase.Select(end => database + end), Path.Combine(dataFolder, DataFolderNames.Keys), Path.Combine(dataFolder, DataFolderNames.Checkpoints)];
        former = [.. former.Where(Path.Exists)];
        var aside = Path.Combine(
            dataFolder, string.Create(CultureInfo.InvariantCulture, $"{DataFolderNames.BeforeRestore}{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}-{Guid.NewGuid().ToString("N")[..4]}"));
        using (var marker = new FileStream(Marker, PrivateFiles.Options(FileMode.Create, FileAccess.Write)))
        {
            marker.Flush(flushToDisk: true);
        }

        if (former.Length > 0)
        {
            PrivateFiles.CreateFolder(aside);
        }

        foreach (var path in former)
        {
            Move(path, Path.Combine(aside, Path.GetFileName(path)));
        }

        File.Delete(Path.Combine(dataFolder, DataFolderNames.OrderlyEnd));
        foreach (var name in ((string[])[DataFolderNames.Database, DataFolderNames.Keys]).Where(name => Path.Exists(Path.Combine(staging, name))))
        {
            Move(Path.Combine(staging, name), Path.Combine(dataFolder, name));
        }

        File.Delete(Marker);
        return former.Length > 0 ? aside : null;
    }

    private static void Move(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to);
        }
    }
}
