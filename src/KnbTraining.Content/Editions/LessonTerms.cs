using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions;

/// <summary>
/// Which glossary terms a lesson uses: those that it puts into a box, and those that its English text names. The three
/// languages of a lesson tell the same, and of the three only English words keep their form in a sentence, so the English
/// text answers for all of them.
/// </summary>
public static class LessonTerms
{
    // These never go back: their time grows with the text alone.
    private static readonly Regex Bracket = new(@"\((?<text>[^()]*)\)\s*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
    private static readonly Regex Tag = new("<[^>]*>", RegexOptions.NonBacktracking);
    private static readonly ConditionalWeakTable<Edition, Dictionary<string, IReadOnlyList<string>>> Cache = [];

    /// <returns>Ids of terms, each once: boxes in reading order, then the others in the order of the glossary.</returns>
    /// <exception cref="KeyNotFoundException">The edition has no such lesson.</exception>
    public static IReadOnlyList<string> Of(Edition edition, string lessonId)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return Cache.GetValue(edition, ReadAll).GetValueOrDefault(lessonId) ?? [];
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadAll(Edition edition)
    {
        var names = edition.Glossary.Values.SelectMany(Names).OrderByDescending(name => name.Words.Length).ToArray();
        return edition.Lessons.Values.ToDictionary(
            lesson => lesson.Id,
            lesson => Read(edition, lesson[Languages.English], names),
            StringComparer.Ordinal);
    }

    private static IReadOnlyList<string> Read(Edition edition, LessonText text, (string Term, string[] Words)[] names)
    {
        var boxed = text.Blocks.OfType<TermBlock>().Select(block => block.TermId);
        var named = text.Blocks.OfType<ProseBlock>().SelectMany(prose => Find(WordsOf(prose.Html), names)).ToHashSet(StringComparer.Ordinal);
        return [.. boxed.Concat(edition.Glossary.Keys.Where(named.Contains)).Distinct(StringComparer.Ordinal)];
    }

    // The longest name that begins at a word takes all its words: "clearance agreement" is no clearance.
    private static IEnumerable<string> Find(string[] text, (string Term, string[] Words)[] names)
    {
        for (var at = 0; at < text.Length;)
        {
            var found = names.FirstOrDefault(name => StandsAt(text, at, name.Words, plural: false));
            if (found.Term is null)
            {
                found = names.FirstOrDefault(name => StandsAt(text, at, name.Words, plural: true));
            }

            if (found.Term is null)
            {
                at++;
            }
            else
            {
                yield return found.Term;
                at += found.Words.Length;
            }
        }
    }

    private static bool StandsAt(string[] text, int at, string[] name, bool plural)
    {
        if (at + name.Length > text.Length)
        {
            return false;
        }

        for (var i = 0; i < name.Length; i++)
        {
            var word = plural && i == name.Length - 1 ? name[i] + "s" : name[i];
            if (text[at + i] != word)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The name of a term, and the abbreviation that stands in brackets behind it.</summary>
    private static IEnumerable<(string Term, string[] Words)> Names(Term term)
    {
        var name = term.Name[Languages.English];
        var bracket = Bracket.Match(name);
        yield return (term.Id, WordsOf(bracket.Success ? name[..bracket.Index] : name));
        if (bracket.Success && bracket.Groups["text"].Value is var text && text.All(char.IsAsciiLetterUpper))
        {
            yield return (term.Id, WordsOf(text));
        }
    }

    private static string[] WordsOf(string html)
    {
        var text = new StringBuilder(WebUtility.HtmlDecode(Tag.Replace(html, " ")).ToLowerInvariant());
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetter(text[i]) && text[i] is not '-' and not '’' and not '\'')
            {
                text[i] = ' ';
            }
        }

        return text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
