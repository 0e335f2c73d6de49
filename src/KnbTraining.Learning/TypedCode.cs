using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KnbTraining.Learning;

/// <summary>
/// Codes that people read from paper or a screen and type: temporary passwords, numbers of certificates, the token of the
/// setup. They are drawn from signs that are not misread, and read with the forgiveness that typing needs: case, blanks, dashes
/// of all kinds, and Cyrillic letters that look like Latin ones.
/// </summary>
public static class TypedCode
{
    /// <summary>Digits and Latin capitals without 0, 1, I, L, O and U, which are misread.</summary>
    public const string Signs = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    // What looks like a Latin capital or a digit on a Russian or Kazakh keyboard.
    private const string Cyrillic = "АВЕКМНОРСТУХЅЈІҮҺӀЗԚԜ";
    private const string LooksLike = "ABEKMHOPCTYXSJIYHI3QW";

    /// <summary>Random signs; each is worth 4.9 bits.</summary>
    public static string Draw(int length) => RandomNumberGenerator.GetString(Signs, length);

    /// <summary>The letters and digits of a typed code, in Latin capitals; everything else is left out.</summary>
    /// <returns>Empty where nothing was typed. May hold signs that are in no code.</returns>
    public static string Fold(string? typed)
    {
        if (string.IsNullOrEmpty(typed) || typed.Length > 1000)
        {
            return "";
        }

        var folded = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) && rune.Value != Rune.ReplacementChar.Value)
            {
                folded.Append(rune.ToString().Normalize(NormalizationForm.FormKC).ToUpper(CultureInfo.InvariantCulture));
            }
        }

        for (var at = 0; at < folded.Length; at++)
        {
            if (Cyrillic.IndexOf(folded[at], StringComparison.Ordinal) is >= 0 and var sign)
            {
                folded[at] = LooksLike[sign];
            }
        }

        return folded.ToString();
    }

    /// <summary>A code of a known length.</summary>
    /// <returns>Null where what was typed cannot be one.</returns>
    public static string? Read(string? typed, int length)
    {
        var folded = Fold(typed);
        return folded.Length == length && folded.All(sign => Signs.Contains(sign, StringComparison.Ordinal)) ? folded : null;
    }

    /// <summary>The code in groups, with hyphens between them.</summary>
    public static string Write(string code, int group)
    {
        ArgumentNullException.ThrowIfNull(code);
        return string.Join('-', code.Chunk(group).Select(signs => new string(signs)));
    }
}
