using System.Security.Cryptography;
using System.Text;

namespace KnbTraining.Learning.Accounts;

/// <summary>
/// What people choose again and again: the 20,000 most frequent passwords of twelve signs and more, and the 10,000 most frequent
/// words of five to eleven letters that passwords are made of.
/// </summary>
/// <remarks>
/// Source: Passwords/Common-Credentials/10-million-password-list-top-1000000.txt of SecLists (MIT), whose passwords Mark Burnett
/// gathered and released to the public domain; see "Decisions" in src/README.md. Kept as the first eight bytes of the SHA-256 of
/// each in small letters: nobody has to read them here.
/// </remarks>
internal static class CommonPasswords
{
    private static readonly Lazy<HashSet<ulong>> Hashes = new(Load);

    public static int Count => Hashes.Value.Count;

    /// <param name="folded">In small letters.</param>
    public static bool Has(string folded) => Hashes.Value.Contains(HashOf(folded));

    private static ulong HashOf(string folded)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(folded), hash);
        return BitConverter.ToUInt64(hash);
    }

    private static HashSet<ulong> Load()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream(typeof(CommonPasswords), "CommonPasswords.bin")
            ?? throw new InvalidOperationException("The list of common passwords is missing in this build.");
        using var reader = new BinaryReader(stream);
        var hashes = new HashSet<ulong>((int)(stream.Length / sizeof(ulong)));
        while (stream.Position < stream.Length)
        {
            hashes.Add(reader.ReadUInt64());
        }

        return hashes;
    }
}
