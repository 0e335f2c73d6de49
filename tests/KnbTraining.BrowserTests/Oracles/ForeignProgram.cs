using System.Security.Cryptography;
using KnbTraining.TestKit.Content;

namespace KnbTraining.BrowserTests.Oracles;

/// <summary>Programs of others that judge ours. They lie beside this file with their licences, their hashes and the script that makes them anew.</summary>
internal static class ForeignProgram
{
    private static string Folder => Path.Combine(ShippedContent.Repository, "tests", "KnbTraining.BrowserTests", "Oracles");

    /// <exception cref="InvalidDataException">It is not the file that the list of hashes names.</exception>
    public static string Read(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, name));
        return File.ReadAllLines(Path.Combine(Folder, "SHA256SUMS")).Contains($"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  ./{name}", StringComparer.Ordinal)
            ? System.Text.Encoding.UTF8.GetString(bytes)
            : throw new InvalidDataException($"'{name}' is not the file of SHA256SUMS: make it anew with rebuild.sh.");
    }
}
