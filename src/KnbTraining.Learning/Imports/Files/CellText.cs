using System.Globalization;
using System.Text;
using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Imports.Files;

/// <summary>Makes one line of what stands in a cell: what spreadsheets and exports put around a value, and what nobody sees, goes.</summary>
internal static class CellText
{
    public static string Clean(string cell)
    {
        if (cell.Length == 0)
        {
            return "";
        }

        // ="0042" and '0042 are how a spreadsheet is told that something is a text.
        var text = cell.StartsWith("=\"", StringComparison.Ordinal) && cell.EndsWith('"') && cell.Length > 2 ? cell[2..^1] : cell;
        text = text is ['\'', >= '0' and <= '9', ..] ? text[1..] : text;
        return IsPlain(text) ? text : Rewrite(text);
    }

    private static bool IsPlain(string text) =>
        text.Length > 0 && text[0] != ' ' && text[^1] != ' ' && !text.Contains("  ", StringComparison.Ordinal)
        && text.All(sign => sign is >= ' ' and < '\x7f' or (>= 'А' and <= 'я'));

    private static string Rewrite(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Format:
                    break;
                case UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    if (clean.Length > 0 && clean[^1] != ' ')
                    {
                        clean.Append(' ');
                    }

                    break;
                default:
                    clean.Append(rune.ToString());
                    break;
            }
        }

        return ComposedText.Of(clean.ToString().TrimEnd(), NormalizationForm.FormC);
    }
}
