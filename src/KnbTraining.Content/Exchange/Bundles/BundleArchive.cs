using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange.Bundles;

/// <summary>What a bundle holds.</summary>
/// <param name="Bundle">Null where there is any finding.</param>
/// <param name="Key">The key that signed it; null where the file did not get that far.</param>
/// <param name="Findings">Why nothing of it may be taken; none where the signature and every byte are right and the key is trusted.</param>
public sealed record BundleReading(EditionBundle? Bundle, PublisherKey? Key, IReadOnlyList<Finding> Findings);

/// <summary>
/// The file of a signed edition: a zip of its documents with <c>SHA256SUMS</c>, as <c>sha256sum</c> writes it, and a signature of that list
/// (ECDSA on P-256 with SHA-256, DER), as <c>openssl dgst</c> verifies it.
/// </summary>
public static class BundleArchive
{
    public const string Ending = ".zip";

    public const string MediaType = "application/zip";

    internal const string Sums = "SHA256SUMS";

    internal const string Signature = "SHA256SUMS.sig";

    internal const string Head = "edition.txt";

    internal const string Key = "publisher.pem";

    internal const string EarlierList = "earlier.txt";

    internal const string Folder = "content/";

    private const int HashLength = 2 * SHA256.HashSizeInBytes;

    // An archive knows no year before; the same edition gives the same list.
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="key">The public half of the key that signs.</param>
    /// <param name="sign">Signs bytes with it; the signature is in DER.</param>
    /// <returns>Null where the files together are larger than <see cref="ContentLimits.LargestBundle"/>: nobody could read it.</returns>
    public static byte[]? Write(EditionBundle bundle, PublisherKey key, Func<byte[], byte[]> sign)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(sign);
        var files = bundle.Documents.All.Select(document => KeyValuePair.Create(Folder + document.Key, Strict.GetBytes(document.Value)))
            .Append(KeyValuePair.Create(EarlierList, Strict.GetBytes(bundle.WriteEarlier())))
            .Append(KeyValuePair.Create(Head, Strict.GetBytes(bundle.WriteHead())))
            .Append(KeyValuePair.Create(Key, Strict.GetBytes(key.Pem)))
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .ToList();
        var sums = Strict.GetBytes(WriteSums(files.Select(file => (file.Key, HashOf(file.Value)))));
        files.Add(KeyValuePair.Create(Sums, sums));
        files.Add(KeyValuePair.Create(Signature, sign(sums)));
        if (files.Sum(file => (long)file.Value.Length) > ContentLimits.LargestBundle)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = Always;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Reads a file of a stranger. Nothing but its list and its key is looked at before the signature is known to be right and the key to be trusted.</summary>
    /// <param name="name">The name of the file, for findings.</param>
    /// <param name="isTrusted">Whether a key is trusted here, by its fingerprint.</param>
    /// <param name="isPath">Whether a document can lie at a path.</param>
    public static BundleReading Read(string name, byte[] bytes, Func<string, bool> isTrusted, Func<string, bool> isPath)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(isTrusted);
        ArgumentNullException.ThrowIfNull(isPath);
        var findings = new FindingList();
        PublisherKey? key = null;
        EditionBundle? bundle = null;
        using (var zip = SafeZip.Open(name, bytes, findings, ContentLimits.LargestBundle))
        {
            if (zip is not null && OpenList(name, zip, findings, isTrusted, out key) is { } listed)
            {
                bundle = ReadFiles(name, zip, listed, findings, isPath);
            }
        }

        return new BundleReading(findings.Count == 0 ? bundle : null, key, findings.InOrder());
    }

    private static SortedDictionary<string, string>? OpenList(string name, SafeZip zip, FindingList findings, Func<string, bool> isTrusted, out PublisherKey? key)
    {
        key = null;
        if (!new[] { Sums, Signature, Key }.All(zip.Names.Contains))
        {
            findings.Add(name, 1, "The file is no signed edition.", "Take the file that the other installation has written.");
            return null;
        }

        if (zip.Read(Sums) is not { } sums || zip.Read(Signature) is not { } signature || zip.Read(Key) is not { } pem)
        {
            return null;
        }

        if (PublisherKey.TryRead(Encoding.Latin1.GetString(pem), out key) != KeyReading.Good || !key!.Verify(sums, signature) || ReadSums(sums) is not { } listed
            || listed.GetValueOrDefault(Key) != HashOf(pem))
        {
            findings.Add(name, 1, "The signature does not fit: the file was changed after it had been signed.", "Take nothing of it. Fetch the file anew from the publisher.");
            return null;
        }

        if (!isTrusted(key.Fingerprint))
        {
            findings.Add(
                name,
                1,
                $"The key that signed it is not trusted here: {key.Groups}.",
                "Compare this number with the publisher by telephone, and have an administrator trust the key before.");
            return null;
        }

        return listed;
    }

    private static EditionBundle? ReadFiles(string name, SafeZip zip, SortedDictionary<string, string> listed, FindingList findings, Func<string, bool> isPath)
    {
        // The names of folders, which other programs add when they pack the files anew, hold nothing and are never looked at.
        foreach (var extra in zip.Names.Where(file => file is not (Sums or Signature) && !file.EndsWith('/') && !listed.ContainsKey(file)))
        {
            findings.Add(name, 1, $"The archive holds '{extra}', which was not signed.", "Take nothing of it. Fetch the file anew from the publisher.");
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, hash) in listed)
        {
            if (zip.Read(file) is not { } bytes)
            {
                return null;
            }

            if (HashOf(bytes) != hash)
            {
                findings.Add(name, 1, $"'{file}' in the archive is not the file that was signed.", "Take nothing of it. Fetch the file anew from the publisher.");
            }
            else if (Decode(bytes) is { } text && IsKnown(file, isPath))
            {
                texts[file] = text;
            }
            else
            {
                findings.Add(name, 1, $"'{file}' in the archive can be no part of an edition.", "Ask the publisher which version of the application wrote the file.");
            }
        }

        return findings.Count > 0 ? null : Compose(name, texts, findings);
    }

    private static EditionBundle? Compose(string name, Dictionary<string, string> texts, FindingList findings)
    {
        if (!texts.TryGetValue(Head, out var head) || EditionBundle.IsNewer(head))
        {
            findings.Add(name, 1, "The file was written by a newer version of the application.", "Update this installation first.");
            return null;
        }

        var documents = new DocumentSet(texts
            .Where(text => text.Key.StartsWith(Folder, StringComparison.Ordinal))
            .Select(text => KeyValuePair.Create(text.Key[Folder.Length..], text.Value)));
        if (!texts.TryGetValue(EarlierList, out var earlier) || ReadEarlier(earlier) is not { } known || EditionBundle.Read(head, documents, known) is not { } bundle)
        {
            findings.Add(name, 1, "What the file says of its edition does not fit its documents.", "Ask the publisher which version of the application wrote the file.");
            return null;
        }

        return bundle;
    }

    private static bool IsKnown(string file, Func<string, bool> isPath) =>
        file is Head or Key or EarlierList || (file.StartsWith(Folder, StringComparison.Ordinal) && isPath(file[Folder.Length..]));

    private static string WriteSums(IEnumerable<(string File, string Hash)> files) => string.Concat(files.Select(file => $"{file.Hash}  {file.File}\n"));

    // Null for anything else than what WriteSums writes.
    private static SortedDictionary<string, string>? ReadSums(byte[] bytes)
    {
        var read = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Decode(bytes) is not { } text)
        {
            return null;
        }

        foreach (var (hash, file) in LinesOf(text))
        {
            if (!read.TryAdd(file, hash))
            {
                return null;
            }
        }

        return WriteSums(read.Select(one => (one.Key, one.Value))) == text ? read : null;
    }

    // Null where a line is none.
    private static ILookup<string, string>? ReadEarlier(string text)
    {
        var lines = LinesOf(text).ToArray();
        return lines.Length == text.Count(c => c == '\n') ? lines.ToLookup(line => line.File, line => line.Hash, StringComparer.Ordinal) : null;
    }

    private static IEnumerable<(string Hash, string File)> LinesOf(string text) => text.Split('\n')
        .Where(line => line.Length > HashLength + 2 && line[..HashLength].All(char.IsAsciiHexDigitLower) && line[HashLength..(HashLength + 2)] == "  ")
        .Select(line => (line[..HashLength], line[(HashLength + 2)..]));

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    // Null for what is no UTF-8, or what a database would not give back as it was.
    private static string? Decode(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes) is var text && TypedText.CanBeStored(text) ? text : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
