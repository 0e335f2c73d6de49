using System.Text;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Acknowledgements;

/// <summary>
/// Compares a typed sentence with the one that was asked for. What a keyboard or a habit changes counts as equal: spaces,
/// capitals, punctuation, apostrophes and quotes, ё and е, and Latin letters that look like Cyrillic ones.
/// </summary>
public static class ConfirmationPhrase
{
    private const string Apostrophes = "'’‘ʼʹ`´";
    private const string Latin = "aceiopxyh";
    private const string Cyrillic = "асеіорхуһ";

    public static bool Matches(string expected, string? typed)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return typed is not null && Folded(expected) is { Length: > 0 } wanted && wanted == Folded(typed);
    }

    /// <summary>False where nothing would be left to type: a phrase of punctuation alone confirms nothing.</summary>
    public static bool HasWords(string phrase)
    {
        ArgumentNullException.ThrowIfNull(phrase);
        return Folded(phrase).Length > 0;
    }

    private static string Folded(string text)
    {
        // Half a surrogate pair cannot be normalised, and confirms nothing.
        if (!TypedText.CanBeStored(text))
        {
            return "";
        }

        var folded = new StringBuilder(text.Length);
        foreach (var letter in ComposedText.Of(text, NormalizationForm.FormKC).ToLowerInvariant().Replace('ё', 'е'))
        {
            if (char.IsLetterOrDigit(letter))
            {
                var at = Latin.IndexOf(letter, StringComparison.Ordinal);
                folded.Append(at < 0 ? letter : Cyrillic[at]);
            }
            else if (!Apostrophes.Contains(letter, StringComparison.Ordinal) && folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd();
    }
}
