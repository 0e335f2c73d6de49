using KnbTraining.Content.Documents;

namespace KnbTraining.Content.Analysis;

/// <summary>The parts of a lesson that stand beside each other in its languages.</summary>
/// <param name="Parts">By language; a language that has nothing there is left out. Never empty.</param>
public sealed record LessonRow(IReadOnlyDictionary<string, LessonPart> Parts)
{
    /// <summary>The part in a language; null where it has nothing there.</summary>
    public LessonPart? this[string language] => Parts.GetValueOrDefault(language);
}

/// <summary>
/// Lays the languages of a lesson side by side. Live parts and headings are what holds them together, because each language has them in the same order;
/// paragraphs between two of them belong together by their order.
/// </summary>
public static class LessonRows
{
    /// <param name="texts">The parts by language. The first language leads: the others are laid beside it.</param>
    /// <returns>Rows in the order of the lesson; each part of each language stands in exactly one.</returns>
    public static IReadOnlyList<LessonRow> Of(IReadOnlyList<KeyValuePair<string, IReadOnlyList<LessonPart>>> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0)
        {
            return [];
        }

        var rows = texts[0].Value.Select(part => New(texts[0].Key, part)).ToList();
        foreach (var (language, parts) in texts.Skip(1))
        {
            rows = Beside(rows, language, parts);
        }

        return [.. rows.Select(row => new LessonRow(row))];
    }

    private static List<Dictionary<string, LessonPart>> Beside(List<Dictionary<string, LessonPart>> rows, string language, IReadOnlyList<LessonPart> parts)
    {
        // The texts differ by their language, so nothing but the sort tells what belongs together.
        (string Side, string Sort)[] left = [.. rows.Select(row => ("left", SortOf(row.Values.First())))];
        (string Side, string Sort)[] right = [.. parts.Select(part => ("right", SortOf(part)))];
        var laid = new List<Dictionary<string, LessonPart>>();
        foreach (var (from, to) in Alignment.Of(left, right, part => part.Side, part => part.Sort))
        {
            if (from is not { } row)
            {
                laid.Add(New(language, parts[to!.Value]));
                continue;
            }

            laid.Add(rows[row]);
            if (to is { } other)
            {
                rows[row][language] = parts[other];
            }
        }

        return laid;
    }

    private static Dictionary<string, LessonPart> New(string language, LessonPart part) => new(StringComparer.Ordinal) { [language] = part };

    // The head of a live part is the same in every language.
    private static string SortOf(LessonPart part) => part.LivePart is { } head ? $":::{head}" : part.IsHeading ? new string('#', part.Level) : part.Sort;
}
