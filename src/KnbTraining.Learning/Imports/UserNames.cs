using System.Text;
using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Imports;

/// <summary>Makes the names under which imported people sign in: their personnel number, where it can be typed on any keyboard.</summary>
public sealed class UserNames(IEnumerable<string> taken)
{
    private const int Longest = 90;

    // ISO 9 without marks, as machine-readable papers have it; one letter may become several.
    private const string Cyrillic = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі";

    private static readonly string[] Latin =
    [
        "a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch",
        "", "y", "", "e", "iu", "ia",
        "a", "g", "q", "n", "o", "u", "u", "h", "i",
    ];

    private readonly HashSet<string> _taken = [.. taken.Select(Normalise)];

    public bool IsFree(string name) => !_taken.Contains(Normalise(name));

    public void Take(string name) => _taken.Add(Normalise(name));

    /// <summary>A free name, which is taken by this.</summary>
    /// <param name="number">The personnel number; where there is none, the address is the name.</param>
    public string Draw(string? number, string? email)
    {
        var wanted = Written(number ?? email ?? "");
        wanted = wanted.Length < 2 ? $"p{wanted.PadLeft(1, '0')}" : wanted;
        var name = wanted;
        for (var more = 2; !IsFree(name); more++)
        {
            name = $"{wanted}-{more}";
        }

        Take(name);
        return name;
    }

    private static string Written(string text)
    {
        var written = new StringBuilder();
        foreach (var sign in ComposedText.Of(text, NormalizationForm.FormKC).ToLowerInvariant())
        {
            var at = Cyrillic.IndexOf(sign, StringComparison.Ordinal);
            written.Append(at >= 0 ? Latin[at]
                : char.IsAsciiLetterOrDigit(sign) || sign is '.' or '_' or '@' or '+' or '-' ? sign.ToString()
                : sign is ' ' or '/' or '\\' ? "-"
                : "");
        }

        return written.ToString(0, Math.Min(written.Length, Longest)).Trim('-');
    }

    private static string Normalise(string name) => name.ToUpperInvariant();
}
