using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Backups;

/// <summary>The archive file: a zip with a list of hashes, which finds damage, not forgery.</summary>
internal static class BackupArchive
{
    private const int PrivateEntry = 0x8180 << 16;

    /// <summary>Writes the files of a folder, by their paths below it, and the list of their hashes.</summary>
    public static void Write(string archive, string folder, IEnumerable<string> files)
    {
        using var stream = new FileStream(archive, PrivateFiles.Options(FileMode.CreateNew, FileAccess.ReadWrite));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var hashes = new StringBuilder();
            foreach (var file in files)
            {
                using var source = File.OpenRead(Path.Combine(folder, file));
                hashes.Append(Append(zip, file.Replace('\\', '/'), source)).Append("  ").Append(file.Replace('\\', '/')).Append('\n');
            }

            using var list = new MemoryStream(Encoding.UTF8.GetBytes(hashes.ToString()));
            Append(zip, BackupManifest.Hashes, list);
        }

        stream.Flush(flushToDisk: true);
    }

    /// <summary>Takes everything out into a folder of its own and compares the hashes.</summary>
    /// <param name="archive">What it is called in a message.</param>
    /// <param name="file">The archive, or what was in it where it was encrypted.</param>
    /// <exception cref="BackupException">It is no archive of ours, or it is damaged.</exception>
    public static void Read(string archive, string file, string folder)
    {
        try
        {
            using var zip = ZipFile.OpenRead(file);
            var expected = ReadHashes(zip);
            var entries = zip.Entries.Where(entry => entry.FullName != BackupManifest.Hashes).ToList();
            if (!entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal).SequenceEqual(expected.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            {
                throw new BackupException($"'{archive}' is not whole: its files are not those of its list. Use another backup.");
            }

            foreach (var entry in entries)
            {
                if (Take(entry, folder) != expected[entry.FullName])
                {
                    throw new BackupException($"'{archive}' is damaged: '{entry.FullName}' is not what was saved. Use another backup.");
                }
            }
        }
        catch (InvalidDataException broken)
        {
            throw new BackupException($"'{archive}' is no backup of this application, or it is damaged. Use another backup.", broken);
        }
    }

    private static Dictionary<string, string> ReadHashes(ZipArchive zip)
    {
        var entry = zip.GetEntry(BackupManifest.Hashes) ?? throw new InvalidDataException("There is no list of hashes.");
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split("  ", 2))
            .ToDictionary(pair => pair.Length == 2 ? pair[1] : throw new InvalidDataException("The list of hashes cannot be read."), pair => pair[0], StringComparer.Ordinal);
    }

    private static string Append(ZipArchive zip, string name, Stream source)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.ExternalAttributes = PrivateEntry;
        using var target = entry.Open();
        return CopyAndHash(source, target);
    }

    private static string Take(ZipArchiveEntry entry, string folder)
    {
        var path = Path.GetFullPath(Path.Combine(folder, entry.FullName));
        if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new InvalidDataException("A name leads out of the archive.");
        }

        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        using var source = entry.Open();
        using var target = new FileStream(path, PrivateFiles.Options(FileMode.CreateNew, FileAccess.Write));
        var hash = CopyAndHash(source, target);
        target.Flush(flushToDisk: true);
        return hash;
    }

    private static string CopyAndHash(Stream source, Stream target)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[128 * 1024];
        for (int read; (read = source.Read(block)) > 0;)
        {
            hash.AppendData(block, 0, read);
            target.Write(block, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
