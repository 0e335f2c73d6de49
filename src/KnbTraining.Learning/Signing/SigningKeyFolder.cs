using System.Security.Cryptography;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Signing;

/// <summary>A public key of this installation.</summary>
/// <param name="Current">True for the one that signs now; the others only verify what they signed.</param>
public sealed record PublicKey(string Id, string Pem, bool Current);

/// <summary>
/// The keys of one purpose, as files in a folder of their own: one private key for signing, and every public key there
/// ever was. Files are read anew each time, so that a rotation by another process counts at once.
/// </summary>
public abstract class SigningKeyFolder(string folder)
{
    private const string PrivateName = "signing.pem";

    private const string PublicEnding = ".public.pem";

    private const int IdLength = 16;

    private readonly Lock _making = new();

    public string Folder { get; } = folder;

    private string PrivateFile => Path.Combine(Folder, PrivateName);

    /// <summary>False before the first key is made.</summary>
    internal bool HasSigningKey => File.Exists(PrivateFile);

    /// <summary>The key that signs now; made where there is none.</summary>
    /// <exception cref="IOException">It cannot be read or made.</exception>
    public SigningKey OpenSigningKey()
    {
        lock (_making)
        {
            if (!File.Exists(PrivateFile))
            {
                Make(replace: false);
            }

            var key = SigningKey.From(File.ReadAllText(PrivateFile), PrivateFile);
            if (!File.Exists(PublicFile(key.Id)))
            {
                Publish(key);
            }

            return key;
        }
    }

    /// <summary>Every public key, the current one first.</summary>
    public IReadOnlyList<PublicKey> ListPublic()
    {
        using var current = OpenSigningKey();
        return
        [
            .. Directory.EnumerateFiles(Folder, "*" + PublicEnding)
                .Select(file => (Id: Path.GetFileName(file)[..^PublicEnding.Length], File: file))
                .Where(found => IsId(found.Id))
                .Select(found => new PublicKey(found.Id, File.ReadAllText(found.File), found.Id == current.Id))
                .OrderByDescending(key => key.Current)
                .ThenBy(key => key.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The text of a public key file (PEM); null where there is no such key.</summary>
    public string? FindPublic(string id) => IsId(id) && File.Exists(PublicFile(id)) ? File.ReadAllText(PublicFile(id)) : null;

    /// <summary>False also where the key is not ours or the signature is no signature at all.</summary>
    public bool Verify(string keyId, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (FindPublic(keyId) is not { } pem)
        {
            return false;
        }

        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return SigningKey.IdOf(key) == keyId && key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Puts a new private key in the place of the old one, whose public half stays and still verifies.</summary>
    /// <returns>The id of the new key.</returns>
    internal string Replace()
    {
        lock (_making)
        {
            Make(replace: true);
        }

        using var key = OpenSigningKey();
        return key.Id;
    }

    private static bool IsId(string id) => id.Length == IdLength && id.All(char.IsAsciiHexDigitLower);

    private static void WriteNew(string file, string text)
    {
        using var stream = new FileStream(file, PrivateFiles.Options(FileMode.CreateNew, FileAccess.Write));
        stream.Write(System.Text.Encoding.ASCII.GetBytes(text + "\n"));
        stream.Flush(flushToDisk: true);
    }

    // Written aside and moved into place: whoever reads finds the whole old key or the whole new one.
    private void Make(bool replace)
    {
        PrivateFiles.CreateFolder(Folder);
        using var key = SigningKey.Create();
        var aside = Path.Combine(Folder, $".{Guid.NewGuid():N}");
        Publish(key);
        WriteNew(aside, key.PrivatePem);
        try
        {
            File.Move(aside, PrivateFile, overwrite: replace);
        }
        catch (IOException) when (!replace && File.Exists(PrivateFile))
        {
            // Another process was first; its key is as good, and ours has signed nothing.
            File.Delete(aside);
            File.Delete(PublicFile(key.Id));
        }
    }

    private void Publish(SigningKey key) => WriteNew(PublicFile(key.Id), key.PublicPem);

    private string PublicFile(string id) => Path.Combine(Folder, id + PublicEnding);
}
