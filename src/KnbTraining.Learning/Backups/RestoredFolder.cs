using System.Globalization;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Backups;

/// <summary>Exchanges what lies in the data folder. Everything is moved by name within the folder, so nothing is ever half written.</summary>
internal sealed class RestoredFolder(string dataFolder, TimeProvider clock)
{
    // Two restores in one second get two folders.
    private readonly string _aside = Path.Combine(
        dataFolder,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{DataFolderNames.BeforeRestore}{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}-{Guid.NewGuid().ToString("N")[..4]}"));

    private bool _exchanging;

    private string Marker => Path.Combine(dataFolder, DataFolderNames.RestoreUnderWay);

    /// <summary>A new folder for what is taken out of an archive.</summary>
    public string Stage()
    {
        var staging = Path.Combine(dataFolder, $"{DataFolderNames.Staging}{Guid.NewGuid():N}");
        PrivateFiles.CreateFolder(staging);
        return staging;
    }

    /// <summary>Removes what an interrupted restore had taken out of its archive, and what an interrupted backup had not put into one.</summary>
    public void RemoveRests()
    {
        foreach (var rest in Directory.EnumerateDirectories(dataFolder, DataFolderNames.Staging + "*")
            .Concat(Directory.EnumerateDirectories(dataFolder, DataFolderNames.BackupStaging + "*")))
        {
            Directory.Delete(rest, recursive: true);
        }
    }

    /// <summary>Where a copy of the server's database is laid before its tables are replaced.</summary>
    public string MakeRoomForFormerDatabase()
    {
        PrivateFiles.CreateFolder(_aside);
        var file = Path.Combine(_aside, DataFolderNames.Database);
        PrivateFiles.CreateFile(file);
        return file;
    }

    /// <summary>Takes that copy away again where nothing was restored.</summary>
    public void GiveUp()
    {
        if (!_exchanging && Directory.Exists(_aside))
        {
            Directory.Delete(_aside, recursive: true);
        }
    }

    /// <summary>
    /// Moves what is there aside, with the log and the shared memory of its database, and what was staged into its place.
    /// Files of checkpoints are moved with it and made again from the database that counts now. A start refuses the folder from
    /// the first move to the last, so that an interruption never serves half of each.
    /// </summary>
    /// <param name="commit">What else is exchanged in the same moment, for example the tables of a server. Where it fails, nothing is moved, and a start
    /// refuses the folder.</param>
    /// <param name="withFile">False where the database is that of a server: a file beside the keys is none of this installation then.</param>
    /// <returns>Where the former files lie; null where there were none.</returns>
    public async Task<string?> ExchangeAsync(string staging, bool withFile, Func<Task> commit)
    {
        var database = Path.Combine(dataFolder, DataFolderNames.Database);
        string[] former =
        [
            .. withFile ? DataFolderNames.BesideDatabase.Select(end => database + end).Prepend(database) : [],
            Path.Combine(dataFolder, DataFolderNames.Keys),
            Path.Combine(dataFolder, DataFolderNames.Checkpoints),
        ];
        former = [.. former.Where(Path.Exists)];
        using (var marker = new FileStream(Marker, PrivateFiles.Options(FileMode.Create, FileAccess.Write)))
        {
            marker.Flush(flushToDisk: true);
        }

        // Where the server cannot say whether it has stored the commit, the marker stays, so that a start refuses the folder until the restore is run again.
        _exchanging = true;
        await commit();

        if (former.Length > 0)
        {
            PrivateFiles.CreateFolder(_aside);
        }

        foreach (var path in former)
        {
            Move(path, Path.Combine(_aside, Path.GetFileName(path)));
        }

        File.Delete(Path.Combine(dataFolder, DataFolderNames.OrderlyEnd));
        string[] names = withFile ? [DataFolderNames.Database, DataFolderNames.Keys] : [DataFolderNames.Keys];
        foreach (var name in names.Where(name => Path.Exists(Path.Combine(staging, name))))
        {
            Move(Path.Combine(staging, name), Path.Combine(dataFolder, name));
        }

        File.Delete(Marker);
        return Directory.Exists(_aside) ? _aside : null;
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
