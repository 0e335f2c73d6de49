using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Exchange.Bundles;
using KnbTraining.Content.Text;

namespace KnbTraining.UnitTests.Content.Exchange.Bundles;

public sealed class BundleArchiveTests : IDisposable
{
    private static readonly DocumentSet Documents = new([new("rules/a.yaml", "id: a\ntext: Құпия\n"), new("lessons/b/en.md", "# B\n"), new("vocabulary.yaml", "x: 1\n")]);

    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private EditionBundle Bundle { get; } = new(
        7,
        new DateTimeOffset(2026, 11, 30, 9, 8, 7, TimeSpan.Zero),
        LocalizedText.Of(language => $"House {language}"),
        Documents,
        new[] { ("rules/a.yaml", new string('1', 64)), ("rules/gone.yaml", new string('2', 64)), ("rules/a.yaml", new string('3', 64)) }
            .ToLookup(one => one.Item1, one => one.Item2, StringComparer.Ordinal));

    private PublisherKey Key => PublisherKey.TryRead(_ecdsa.ExportSubjectPublicKeyInfoPem(), out var key) == KeyReading.Good ? key! : throw new InvalidOperationException();

    [Fact]
    public void What_is_written_is_read_and_other_programs_can_verify_it()
    {
        var bytes = Write();
        var read = Read(bytes);
        Assert.Empty(read.Findings);
        Assert.Equal(Key, read.Key);
        Assert.Equal((7, Bundle.PublishedAt, Bundle.Publisher, Documents.Hash), (read.Bundle!.Edition, read.Bundle.PublishedAt, read.Bundle.Publisher, read.Bundle.Documents.Hash));
        Assert.Equal(Bundle.Earlier["rules/a.yaml"].Order(StringComparer.Ordinal), read.Bundle.Earlier["rules/a.yaml"].Order(StringComparer.Ordinal));
        Assert.Equal(2, read.Bundle.Earlier.Count);

        // Packed anew by another program, with its folders, it is the same.
        var again = Files(bytes);
        again["content/"] = [];
        Assert.Equal(Documents.Hash, Read(Zip(again)).Bundle!.Documents.Hash);

        // The list is what sha256sum writes, and the signature is over its bytes.
        var files = Files(bytes);
        Assert.Equal(
            string.Concat(files.Keys.Where(name => !name.StartsWith("SHA256SUMS", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(name => $"{Convert.ToHexStringLower(SHA256.HashData(files[name]))}  {name}\n")),
            Encoding.UTF8.GetString(files["SHA256SUMS"]));
        Assert.True(_ecdsa.VerifyData(files["SHA256SUMS"], files["SHA256SUMS.sig"], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        Assert.Equal("id: a\ntext: Құпия\n", Encoding.UTF8.GetString(files["content/rules/a.yaml"]));
    }

    [Fact]
    public void A_key_that_is_not_trusted_is_named_by_its_number_and_nothing_of_the_file_is_read()
    {
        var read = BundleArchive.Read("x.zip", Write(), _ => false, _ => throw new InvalidOperationException("A document was looked at."));
        Assert.Null(read.Bundle);
        Assert.Contains(Key.Groups, Assert.Single(read.Findings).Message, StringComparison.Ordinal);
        Assert.Equal(64 + 15, Key.Groups.Length);
    }

    [Fact]
    public void Whatever_is_changed_in_the_archive_is_refused_with_words()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (string What, Action<Dictionary<string, byte[]>> Change, string Said)[] attacks =
        [
            ("a text", files => files["content/rules/a.yaml"][0] ^= 1, "'content/rules/a.yaml' in the archive is not the file that was signed."),
            ("the edition", files => files["edition.txt"] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files["edition.txt"]).Replace("edition 7", "edition 8", StringComparison.Ordinal)), "'edition.txt' in the archive is not"),
            ("a missing text", files => files.Remove("content/rules/a.yaml"), "'content/rules/a.yaml', which it does not hold"),
            ("one more text", files => files["content/rules/c.yaml"] = [1], "'content/rules/c.yaml', which was not signed"),
            ("the list", files => files["SHA256SUMS"] = [.. files["SHA256SUMS"], (byte)'\n'], "The signature does not fit"),
            ("the signature", files => files["SHA256SUMS.sig"][^1] ^= 1, "The signature does not fit"),
            ("no signature at all", files => files["SHA256SUMS.sig"] = [], "The signature does not fit"),
            ("another key", files => files["publisher.pem"] = Encoding.ASCII.GetBytes(other.ExportSubjectPublicKeyInfoPem()), "The signature does not fit"),
            ("no key", files => files["publisher.pem"] = [1, 2, 3], "The signature does not fit"),
            ("another program's archive", files => { files.Clear(); files["imsmanifest.xml"] = [1]; }, "no signed edition"),
        ];
        foreach (var (what, change, said) in attacks)
        {
            var files = Files(Write());
            change(files);
            Refused(Zip(files), said, what);
        }
    }

    [Fact]
    public void What_a_trusted_key_signed_is_still_looked_at()
    {
        (string File, byte[] Bytes, string Said)[] odd =
        [
            ("content/../../etc/passwd", [1], "leads out of it"),
            ("content/rules/A.yaml", [65], "'content/rules/A.yaml' in the archive can be no part of an edition."),
            ("other.txt", [65], "'other.txt' in the archive can be no part"),
            ("content/rules/a.yaml", [0xFF, 0xFE, 0x41], "'content/rules/a.yaml' in the archive can be no part"),
            ("content/rules/a.yaml", [0x41, 0], "'content/rules/a.yaml' in the archive can be no part"),
            ("content/rules/a.yaml", [0x41], "does not fit its documents"),
            ("earlier.txt", [0x41, 0x0A], "does not fit its documents"),
            ("edition.txt", Encoding.UTF8.GetBytes("format 2\n"), "newer version"),
            ("edition.txt", Encoding.UTF8.GetBytes($"format 1\nedition 0\npublished 2026-11-30T09:08:07Z\ncontent {Documents.Hash}\n"), "does not fit its documents"),
        ];
        foreach (var (file, bytes, said) in odd)
        {
            var files = Files(Write());
            files[file] = bytes;
            Refused(Zip(SignedAgain(files)), said, file);
        }
    }

    [Fact]
    public void An_archive_that_unpacks_to_more_than_anybody_reads_is_refused()
    {
        var files = Files(Write());
        files["content/rules/large.yaml"] = new byte[ContentLimits.LargestBundle];
        Refused(Zip(SignedAgain(files)), $"unpacks to more than {ContentLimits.LargestBundle >> 20} MB", "a bomb");
        Assert.Null(BundleArchive.Write(
            Bundle with { Documents = Documents.With([new("rules/large.yaml", new string('x', ContentLimits.LargestBundle))]) }, Key, Sign));
    }

    [Fact]
    public void No_byte_of_the_file_changes_what_is_read_unseen()
    {
        var good = Write();
        for (var at = 0; at < good.Length; at++)
        {
            byte[] changed = [.. good];
            changed[at] ^= 0x41;
            var read = Read(changed);
            Assert.True(read.Findings.Count > 0 || read.Bundle!.Documents.Hash == Documents.Hash, $"byte {at}");
            Assert.True(read.Findings.Count == 0 || read.Bundle is null);
        }

        for (var length = 0; length < good.Length; length += 7)
        {
            Assert.NotEmpty(Read(good[..length]).Findings);
        }
    }

    public void Dispose() => _ecdsa.Dispose();

    private static void IsPathLike(string path) => Assert.DoesNotContain("..", path, StringComparison.Ordinal);

    private static BundleReading Read(byte[] bytes) => BundleArchive.Read("x.zip", bytes, _ => true, path =>
    {
        IsPathLike(path);
        return path.All(c => char.IsAsciiLetterLower(c) || c is '/' or '.' or '-');
    });

    private static void Refused(byte[] bytes, string said, string what)
    {
        var read = Read(bytes);
        Assert.Null(read.Bundle);
        Assert.True(read.Findings.Any(finding => finding.Message.Contains(said, StringComparison.Ordinal)), $"{what}: {string.Join(' ', read.Findings)}");
        Assert.All(read.Findings, finding => Assert.NotEmpty(finding.Advice));
    }

    private static Dictionary<string, byte[]> Files(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var copy = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(copy);
            return copy.ToArray();
        }, StringComparer.Ordinal);
    }

    private static byte[] Zip(Dictionary<string, byte[]> files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var stream = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private Dictionary<string, byte[]> SignedAgain(Dictionary<string, byte[]> files)
    {
        files["SHA256SUMS"] = Encoding.UTF8.GetBytes(string.Concat(files.Keys.Where(name => !name.StartsWith("SHA256SUMS", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => $"{Convert.ToHexStringLower(SHA256.HashData(files[name]))}  {name}\n")));
        files["SHA256SUMS.sig"] = Sign(files["SHA256SUMS"]);
        return files;
    }

    private byte[] Sign(byte[] data) => _ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private byte[] Write() => BundleArchive.Write(Bundle, Key, Sign)!;
}
