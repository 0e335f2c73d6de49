using System.Globalization;
using System.Text;

namespace KnbTraining.Content.Text;

/// <summary>Makes the id of a new document of the title that somebody typed, in whichever of the languages.</summary>
public static class IdOfTitle
{
    /// <summary>In characters: what is read at a glance in a list of files.</summary>
    public const int Longest = 60;

    private static readonly Dictionary<char, string> Latin = new()
    {
        ['а'] = "a", ['ә'] = "a", ['б'] = "b", ['в'] = "v", ['г'] = "g", ['ғ'] = "g", ['д'] = "d", ['е'] = "e", ['ё'] = "e", ['ж'] = "zh", ['з'] = "z",
        ['и'] = "i", ['і'] = "i", ['й'] = "i", ['к'] = "k", ['қ'] = "q", ['л'] = "l", ['м'] = "m", ['н'] = "n", ['ң'] = "ng", ['о'] = "o", ['ө'] = "o",
        ['п'] = "p", ['р'] = "r", ['с'] = "s", ['т'] = "t", ['у'] = "u", ['ұ'] = "u", ['ү'] = "u", ['ф'] = "f", ['х'] = "kh", ['һ'] = "h", ['ц'] = "ts",
        ['ч'] = "ch", ['ш'] = "sh", ['щ'] = "shch", ['ъ'] = "", ['ы'] = "y", ['ь'] = "", ['э'] = "e", ['ю'] = "iu", ['я'] = "ia",
    };

    /// <summary>An id of lower-case letters, digits and hyphens, at most <see cref="Longest"/> characters, cut between words; with a number behind where it is taken.</summary>
    /// <param name="title">A title without any letter or digit gives an id of <paramref name="otherwise"/>.</param>
    /// <param name="otherwise">A good id.</param>
    /// <param name="isTaken">True for ids that something else bears.</param>
    public static string Of(string title, string otherwise, Func<string, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(isTaken);
        var id = Cut(Written(title)) is { Length: > 0 } written ? written : otherwise;
        var (unique, number) = (id, 1);
        while (isTaken(unique))
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{id}-{++number}");
        }

        return unique;
    }

    private static string Written(string title)
    {
        var id = new StringBuilder();
        foreach (var c in ComposedText.Of(title.ToLowerInvariant(), NormalizationForm.FormC))
        {
            if (Latin.TryGetValue(c, out var letters))
            {
                id.Append(letters);
            }
            else if (char.IsAsciiLetterOrDigit(c))
            {
                id.Append(c);
            }
            else if (c is not ('\'' or '’') && id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }
        }

        return id.ToString().Trim('-');
    }

    private static string Cut(string id) =>
        id.Length <= Longest ? id
        : id.LastIndexOf('-', Longest) is > 0 and var end ? id[..end]
        : id[..Longest];
}
