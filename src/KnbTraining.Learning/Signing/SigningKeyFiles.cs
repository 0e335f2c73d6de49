using System.Text;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Signing;

/// <summary>The keys of one purpose as files in a folder of their own.</summary>
public sealed class SigningKeyFiles(string folder) : ISigningKeyStore
{
    private const string PrivateName = "signing.pem";

    private const string PublicEnding = ".public.pem";

    public string Place => folder;

    private string PrivateFile => Path.Combine(folder, PrivateName);

    public string? ReadPrivate() => File.Exists(PrivateFile) ? File.ReadAllText(PrivateFile) : null;

    // Written aside and moved into place: whoever reads finds the whole old key or the whole new one.
    public void Add(SigningKey key, bool replace)
    {
        ArgumentNullException.ThrowIfNull(key);
        PrivateFiles.CreateFolder(folder);
        var aside = Path.Combine(folder, $".{Guid.NewGuid():N}");
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

    public void EnsurePublic(SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!File.Exists(PublicFile(key.Id)))
        {
            Publish(key);
        }
    }

    public IReadOnlyList<(string Id, string Pem)> ListPublic() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + PublicEnding).Select(file => (Path.GetFileName(file)[..^PublicEnding.Length], File.ReadAllText(file)))]
        : [];

    public string? FindPublic(string id) => File.Exists(PublicFile(id)) ? File.ReadAllText(PublicFile(id)) : null;

    /// <summary>Puts a key here that was kept elsewhere; one with a private half is the one that signs from now on.</summary>
    internal void LayDown(string id, string? privatePem, string publicPem)
    {
        PrivateFiles.CreateFolder(folder);
        PrivateFiles.Replace(PublicFile(id), publicPem);
        if (privatePem is not null)
        {
            PrivateFiles.Replace(PrivateFile, privatePem);
        }
    }

    private static void WriteNew(string file, string text)
    {
        using var stream = new FileStream(file, PrivateFiles.Options(FileMode.CreateNew, FileAccess.Write));
        stream.Write(Encoding.ASCII.GetBytes(text + "\n"));
        stream.Flush(flushToDisk: true);
    }

    private void Publish(SigningKey key) => WriteNew(PublicFile(key.Id), key.PublicPem);

    private string PublicFile(string id) => Path.Combine(folder, id + PublicEnding);
}
