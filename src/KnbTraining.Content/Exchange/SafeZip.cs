using System.IO.Compression;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange;

/// <summary>
/// Reads archives of strangers. Names that lead out of the archive are refused, what is unpacked has one limit for all of it, whatever the
/// archive says of its own sizes, and nothing is written anywhere.
/// </summary>
internal sealed class SafeZip : IDisposable
{
    private readonly string _file;
    private readonly FindingList _findings;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;
    private readonly long _most;
    private long _left;

    private SafeZip(string file, FindingList findings, ZipArchive archive, Dictionary<string, ZipArchiveEntry> entries, long most)
    {
        (_file, _findings, _archive, _entries) = (file, findings, archive, entries);
        _most = _left = most;
    }

    /// <summary>The names of all entries, in the order of the archive.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Null with a finding where it is no archive that may be read.</summary>
    /// <param name="most">How much may be unpacked of it, in bytes.</param>
    public static SafeZip? Open(string file, byte[] bytes, FindingList findings, long most = ContentLimits.LargestExchange)
    {
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
            foreach (var entry in archive.Entries)
            {
                if (Fault(entry, entries) is { } fault)
                {
                    findings.Add(file, 1, fault, "Export it anew from the other program.");
                    archive.Dispose();
                    return null;
                }

                entries[entry.FullName] = entry;
            }

            return new SafeZip(file, findings, archive, entries, most);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            archive?.Dispose();
            findings.Add(file, 1, "The archive is damaged, or it is none.", "Export it anew from the other program.");
            return null;
        }
    }

    /// <summary>The bytes of an entry; null with a finding where it is not there, or cannot be unpacked.</summary>
    public byte[]? Read(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            _findings.Add(_file, 1, $"The archive names '{name}', which it does not hold.", "Export it anew from the other program.");
            return null;
        }

        try
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            var part = new byte[64 * 1024];
            for (int read; (read = stream.Read(part)) > 0; _left -= read)
            {
                if (read > _left)
                {
                    _findings.Add(_file, 1, $"The archive unpacks to more than {_most >> 20} MB.", "Split it, or leave pictures and sounds out of the export.");
                    return null;
                }

                bytes.Write(part, 0, read);
            }

            return bytes.ToArray();
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException)
        {
            _findings.Add(_file, 1, $"'{name}' in the archive is damaged or encrypted.", "Export it anew from the other program.");
            return null;
        }
    }

    public void Dispose() => _archive.Dispose();

    private static FindingSentence? Fault(ZipArchiveEntry entry, Dictionary<string, ZipArchiveEntry> entries)
    {
        var name = entry.FullName;
        return entries.Count >= ContentLimits.MostPackageEntries ? FindingSentence.Of($"The archive holds more than {ContentLimits.MostPackageEntries} files.")
            : name.Length is 0 or > 260 || name[0] == '/' || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal)
                || name.Split('/').Any(part => part is ".." or ".") ? FindingSentence.Of($"The archive holds a name that leads out of it: '{name}'.")
            : entries.ContainsKey(name) ? FindingSentence.Of($"The archive holds '{name}' twice.")
            : null;
    }
}
