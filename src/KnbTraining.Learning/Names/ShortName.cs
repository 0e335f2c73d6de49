using System.Globalization;
using System.Text;
using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Names;

/// <summary>
/// A name with initials: the surname stays where it was written, and whatever else there is becomes a letter. "Өтегенов Нұрлан
/// Серікұлы" is "Өтегенов Н. С.", "Aigerim Sarsenova" is "A. Sarsenova". A name of one word stays as it is, and so does a personnel number
/// that stands in the place of a name.
/// </summary>
public static class ShortName
{
    // Written apart, these belong to the father's name before them.
    private static readonly string[] Particles = ["ұлы", "улы", "қызы", "кызы", "оғлы", "оглы", "uly", "kyzy", "qyzy", "qizi", "ogly", "oglu"];

    private static readonly string[] Patronymics = ["вич", "ьич", "вна", "чна", "vich", "vna", "chna", .. Particles];

    private static readonly string[] SurnameEndings = ["ов", "ев", "ёв", "ова", "ева", "ёва", "ский", "ская", "цкий", "цкая", "енко", "ых", "ov", "ev", "ova", "eva", "sky", "skiy", "skaya", "enko"];

    // Given names can have these endings too (Марина, Константин), so they are weaker evidence, and only in Cyrillic.
    private static readonly string[] LikelySurnameEndings = ["ин", "ын", "ина", "ына", "чук"];

    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = PartsOf(name);
        if (parts.Count < 2 || name.Any(char.IsDigit))
        {
            return string.Join(' ', parts);
        }

        var surname = SurnameIn(parts);
        return string.Join(' ', parts.Select((part, index) => index == surname ? part : Initial(part)));
    }

    /// <summary>One or two letters that stand for a person in a small place.</summary>
    public static string Letters(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.Concat(PartsOf(name).Take(2).Select(part => StringInfo.GetNextTextElement(part)));
    }

    private static List<string> PartsOf(string name)
    {
        var parts = new List<string>();
        foreach (var word in ComposedText.Of(name, NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (parts.Count > 0 && Particles.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                parts[^1] += " " + word;
            }
            else
            {
                parts.Add(word);
            }
        }

        return parts;
    }

    private static int SurnameIn(List<string> parts)
    {
        var last = parts.Count - 1;
        if (parts.Count > 2)
        {
            // Official lists write the surname first and the patronymic last; in speech the patronymic stands between.
            var patronymic = parts.FindIndex(1, IsPatronymic);
            if (patronymic > 0)
            {
                return patronymic == last ? 0 : last;
            }
        }

        // Of two words, a patronymic takes the place of a surname that the person does not have.
        var (first, end) = (SurnameLikeness(parts[0]), parts.Count == 2 && IsPatronymic(parts[last]) ? 1 : SurnameLikeness(parts[last]));
        return first != end ? (first > end ? 0 : last)
            : IsCyrillic(parts[0]) ? 0 : last;
    }

    private static int SurnameLikeness(string part) =>
        part.Length >= 4 && EndsWithAny(part, SurnameEndings) ? 2
        : part.Length >= 5 && EndsWithAny(part, LikelySurnameEndings) ? 1
        : 0;

    private static bool IsPatronymic(string part) => EndsWithAny(part, Patronymics);

    private static bool EndsWithAny(string part, string[] endings) => Array.Exists(endings, ending => part.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static bool IsCyrillic(string part) => part[0] is >= '\u0400' and <= '\u052F';

    private static string Initial(string part) => string.Join('-', part.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(half => StringInfo.GetNextTextElement(half) + "."));
}
