using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace KnbTraining.Learning.Ledger;

/// <summary>One entry of the ledger.</summary>
/// <param name="Number">From 1, without gaps.</param>
public sealed record LedgerLine(long Number, DateTimeOffset At, Actor Actor, Fact Fact)
{
    // What RFC 6962 puts before a leaf, so that no leaf is ever taken for a node above.
    private const byte LeafMark = 0;

    /// <summary>Canonical JSON without a line end.</summary>
    public string Write()
    {
        var type = FactType.Of(Fact);
        return CanonicalJson.Write(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["actor"] = Actor.PersonId?.ToString("D"),
            ["at"] = FactShape.InstantOf(At),
            ["fact"] = FactShape.Of(type.Type).Write(Fact),
            ["kind"] = type.Kind,
            ["number"] = Number,
            ["version"] = type.Version,
        });
    }

    /// <returns>Null where the text is no line that this build could have written.</returns>
    public static LedgerLine? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (FactType.Find(root.GetProperty("kind").GetString()!, root.GetProperty("version").GetInt32()) is not { } type)
            {
                return null;
            }

            var actor = root.GetProperty("actor") is { ValueKind: JsonValueKind.String } person ? new Actor(Guid.ParseExact(person.GetString()!, "D")) : Actor.Application;
            var line = new LedgerLine(
                root.GetProperty("number").GetInt64(), FactShape.ReadInstant(root.GetProperty("at")), actor, (Fact)FactShape.Of(type.Type).Read(root.GetProperty("fact")));

            // Anything more, or written in another way, would be another line with the same meaning.
            return line.Write() == text ? line : null;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The hash of a line as a leaf of a tree after RFC 6962.</summary>
    public static byte[] LeafHashOf(string line) => SHA256.HashData([LeafMark, .. Encoding.UTF8.GetBytes(line)]);
}
