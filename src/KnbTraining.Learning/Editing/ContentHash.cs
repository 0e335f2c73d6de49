using System.Security.Cryptography;
using System.Text;

namespace KnbTraining.Learning.Editing;

/// <summary>The content address of what a change holds: what somebody approves is this and nothing else.</summary>
public static class ContentHash
{
    /// <param name="documents">Paths with the hash of each text; null where the document is retired. The order does not matter.</param>
    /// <returns>SHA-256 over one line for each document, in the order of their paths, as lower-case hexadecimal.</returns>
    public static string Of(IEnumerable<KeyValuePair<string, string?>> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var lines = documents.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}\n{one.Value ?? "retired"}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    internal static string Of(IEnumerable<ChangeDocument> documents) => Of(documents.Select(one => KeyValuePair.Create(one.Path, one.Hash)));
}
