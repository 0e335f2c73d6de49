using System.Globalization;

namespace KnbTraining.Content.Documents;

/// <summary>
/// The local day by which somebody must look again whether a document still says what the law says: its key <c>review-by</c>, of a lesson in the
/// head of each language. Every document may name one. Read and changed in the text, so that a document need not hold together.
/// </summary>
public static class ReviewDay
{
    public const string Key = "review-by";

    private const string Format = "yyyy-MM-dd";

    /// <summary>Null where the document names none, or none that exists.</summary>
    public static DateOnly? Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var line in Head(text).EnumerateLines())
        {
            // What a text in the document says is indented.
            if (line.StartsWith($"{Key}:", StringComparison.Ordinal))
            {
                var value = line[(Key.Length + 1)..];
                var end = value.IndexOf('#');
                return DateOnly.TryParseExact((end < 0 ? value : value[..end]).Trim(" \"'"), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
            }
        }

        return null;
    }

    /// <summary>The document with another day, or without one; everything else stays as it is. Null where it cannot be read.</summary>
    public static string? Put(string text, DateOnly? day)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith("---\n", StringComparison.Ordinal))
        {
            return PutIn(text, day);
        }

        var end = text.IndexOf("\n---\n", StringComparison.Ordinal);
        return end > 0 && PutIn(text[4..(end + 1)], day) is { } head ? $"---\n{head}{text[(end + 1)..]}" : null;
    }

    private static string? PutIn(string document, DateOnly? day)
    {
        if (YamlEdit.Read(document, "") is not YamlValue.Map map)
        {
            return null;
        }

        if (day is null)
        {
            return YamlEdit.Remove(document, Key);
        }

        if (map[Key] is not null)
        {
            return YamlEdit.Put(document, Key, YamlValue.Of(day));
        }

        // It stands in the head of the document, not behind its last entry.
        var entries = map.Entries.Select(entry => (entry.Key, entry.Value)).ToList();
        var before = entries.FindIndex(entry => entry.Key == "translation");
        entries.Insert(before + 1, (Key, YamlValue.Of(day)));
        return YamlEdit.Put(document, "", YamlValue.Of(entries));
    }

    private static ReadOnlySpan<char> Head(string text) =>
        text.StartsWith("---\n", StringComparison.Ordinal) && text.IndexOf("\n---\n", StringComparison.Ordinal) is > 0 and var end ? text.AsSpan(4, end - 3) : text;
}
