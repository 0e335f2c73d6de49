using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;

namespace KnbTraining.Web.Features.Content.Writing;

/// <summary>A live part to be put into a lesson.</summary>
/// <param name="Head">What stands after the colons; the same in every language.</param>
/// <param name="Text">What stands inside, in the language that is written; empty where nothing does.</param>
/// <param name="Everywhere">True to put it into the other languages as well, with nothing inside.</param>
public sealed record NewPart(string Head, string Text, bool Everywhere)
{
    /// <summary>The part as a lesson holds it.</summary>
    /// <param name="text">What stands inside.</param>
    public string In(string text) => text.Trim().Length == 0 ? $":::{Head}\n:::" : $":::{Head}\n{text.ReplaceLineEndings("\n").Trim('\n')}\n:::";
}

/// <summary>A live part taken apart: what only the program reads, and what a person writes.</summary>
/// <param name="Head">The line with the colons; null for prose and headings.</param>
/// <param name="Inside">What a person writes.</param>
public sealed record PartInside(string? Head, string Inside)
{
    public static PartInside Of(LessonPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.LivePart is null)
        {
            return new PartInside(null, part.Text);
        }

        var lines = part.Text.Split('\n');
        return new PartInside(lines[0], string.Join('\n', lines[1..^1]));
    }

    /// <summary>True where a person can write something: a card or a picture only shows what is written elsewhere.</summary>
    public bool HasText => Head is null || Inside.Trim().Length > 0 || Head[3..].TrimStart().Split(' ')[0] is PartKind.Case or PartKind.Practice;

    /// <summary>The part with something else inside; nothing at all where prose was emptied.</summary>
    public string With(string inside) => Head is null ? inside : inside.Trim().Length == 0 ? $"{Head}\n:::" : $"{Head}\n{inside.ReplaceLineEndings("\n").Trim('\n')}\n:::";
}

/// <summary>Puts parts into the languages of a lesson at one place.</summary>
public static class LessonParting
{
    /// <summary>The texts with a part added: in the language that is written after the part at a place, in the others after what stands beside that.</summary>
    /// <param name="bodies">By language, the one that leads first; without front matter.</param>
    /// <param name="offset">The place in the text of <paramref name="language"/>, in UTF-16 characters.</param>
    /// <returns>The texts that changed.</returns>
    public static IReadOnlyDictionary<string, string> Insert(IReadOnlyList<KeyValuePair<string, string>> bodies, string language, int offset, NewPart part)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        ArgumentNullException.ThrowIfNull(part);
        var texts = bodies.ToDictionary(body => body.Key, body => body.Value, StringComparer.Ordinal);
        var after = LessonParts.At(texts[language], offset);
        var changed = new Dictionary<string, string>(StringComparer.Ordinal) { [language] = LessonParts.Insert(texts[language], after, part.In(part.Text)) };
        if (!part.Everywhere)
        {
            return changed;
        }

        var rows = LessonRows.Of([.. bodies.Select(body => KeyValuePair.Create(body.Key, LessonParts.OfBody(body.Value)))]);
        var here = after is null ? -1 : rows.ToList().FindIndex(row => row[language]?.Line == after.Line);
        foreach (var (other, text) in bodies.Where(body => body.Key != language))
        {
            changed[other] = LessonParts.Insert(text, rows.Take(here + 1).LastOrDefault(row => row[other] is not null)?[other], part.In(""));
        }

        return changed;
    }
}
