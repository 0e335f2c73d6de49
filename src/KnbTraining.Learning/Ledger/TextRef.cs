using System.Security.Cryptography;
using System.Text;

namespace KnbTraining.Learning.Ledger;

/// <summary>Names a text of <see cref="LedgerText"/> by the SHA-256 of its salt and the text: without the salt nobody can guess the text from it.</summary>
public readonly record struct TextRef(Digest Hash)
{
    public static TextRef Of(ReadOnlySpan<byte> salt, string text) => new(Digest.Of([.. salt, .. Encoding.UTF8.GetBytes(text)]));

    internal static byte[] DrawSalt() => RandomNumberGenerator.GetBytes(LedgerText.SaltLength);

    public override string ToString() => Hash.ToString();
}
