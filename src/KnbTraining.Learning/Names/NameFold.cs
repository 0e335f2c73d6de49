using System.Globalization;
using System.Text;
using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Names;

/// <summary>
/// A text as it is searched for and compared: one form for everything that a person would call the same. Lower case, composed
/// letters, ё as е, one kind of dash, single blanks, nothing invisible. The letters of Kazakh stay what they are.
/// </summary>
public static class NameFold
{
    /// <summary>Most words of a search that count; more would only make the query longer.</summary>
    public const int MostWords = 10;

    /// <summary>Counts the changes of <see cref="Fold"/>: what is stored in an older form is folded anew at the next start.</summary>
    public const int Version = 1;

    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        foreach (var rune in ComposedText.Of(text, NormalizationForm.FormKC).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Format:
                    break;
                case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control:
                    AppendBlank(folded);
                    break;
                case UnicodeCategory.DashPunctuation:
                    folded.Append('-');
                    break;
                default:
                    folded.Append(Rune.ToLowerInvariant(rune) is { Value: 'ё' } ? "е" : Rune.ToLowerInvariant(rune).ToString());
                    break;
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>The folded words of a search, at most <see cref="MostWords"/>. Whatever holds all of them is found, in any order.</summary>
    public static IReadOnlyList<string> Words(string? search) =>
        [.. Fold(search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Take(MostWords)];

    /// <param name="words">From <see cref="Words"/>.</param>
    public static bool Holds(string text, IEnumerable<string> words)
    {
        var folded = Fold(text);
        return words.All(word => folded.Contains(word, StringComparison.Ordinal));
    }

    private static void AppendBlank(StringBuilder folded)
    {
        if (folded.Length > 0 && folded[^1] != ' ')
        {
            folded.Append(' ');
        }
    }
}
