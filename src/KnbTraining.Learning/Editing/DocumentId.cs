using System.Text;
using KnbTraining.Learning.Names;

namespace KnbTraining.Learning.Editing;

/// <summary>Ids that nobody types: made from what a thing is called.</summary>
public static class DocumentId
{
    private const int Longest = 60;

    /// <summary>Lower-case Latin letters, digits and hyphens from a title in any of the languages, with a number where it is taken.</summary>
    /// <param name="otherwise">The id where the title has no letter and no digit.</param>
    public static string Of(string title, string otherwise, Func<string, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(isTaken);
        var written = new StringBuilder();
        foreach (var sign in Transliteration.Of(title))
        {
            if (char.IsAsciiLetterOrDigit(sign))
            {
                written.Append(sign);
            }
            else if (written.Length > 0 && written[^1] != '-')
            {
                written.Append('-');
            }
        }

        var wanted = written.ToString(0, Math.Min(written.Length, Longest)).Trim('-');
        wanted = wanted.Length == 0 ? otherwise : wanted;
        var id = wanted;
        for (var more = 2; isTaken(id); more++)
        {
            id = $"{wanted}-{more}";
        }

        return id;
    }
}
