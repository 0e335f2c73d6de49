using System.Text;

namespace KnbTraining.Learning.Names;

/// <summary>Writes Russian and Kazakh words in Latin letters: ISO 9 without marks, as machine-readable papers have it; one letter may become several.</summary>
public static class Transliteration
{
    private const string Cyrillic = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі";

    private static readonly string[] Latin =
    [
        "a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch",
        "", "y", "", "e", "iu", "ia",
        "a", "g", "q", "n", "o", "u", "u", "h", "i",
    ];

    /// <summary>The text in lower case with Latin letters for Cyrillic ones; other characters stay as they are.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var written = new StringBuilder();
        foreach (var sign in text.Normalize(NormalizationForm.FormKC).ToLowerInvariant())
        {
            var at = Cyrillic.IndexOf(sign, StringComparison.Ordinal);
            written.Append(at >= 0 ? Latin[at] : sign.ToString());
        }

        return written.ToString();
    }
}
