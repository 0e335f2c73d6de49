using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Names;

namespace KnbTraining.Learning.Editing.Shelf;

/// <summary>
/// What the list tells of the text of a document, worked out once for each text: editions share the texts that did not change. Nothing of it needs the
/// documents to hold together.
/// </summary>
internal static class ShelfTexts
{
    private static readonly ConditionalWeakTable<string, ShelfText> Known = [];

    public static ShelfText Of(string text) => Known.GetValue(text, one => new ShelfText(one));
}

/// <summary>One text of a document.</summary>
internal sealed class ShelfText(string text)
{
    // None goes back: their time grows with the text alone.
    private static readonly Regex Translation = new(@"(?m)^translation:[^\n]*(\n +[^\n]*)*", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
    private static readonly Regex State = new(@"\b(?<language>[a-z][a-z]): *""?(?<state>draft|reviewed)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    private string? _folded;
    private Dictionary<string, bool>? _drafts;
    private HashSet<string>? _missing;

    /// <summary>All that people read in it, without the keys, folded as names are.</summary>
    public string Folded => _folded ??= NameFold.Fold(Spoken(text));

    /// <summary>
    /// By language, whether the document says that nobody has read it yet; empty where it says nothing. A document of one language says it without naming one.
    /// </summary>
    public IReadOnlyDictionary<string, bool> Drafts => _drafts ??= ReadDrafts(text);

    /// <summary>Languages in which some text of the document is empty.</summary>
    public IReadOnlySet<string> Missing => _missing ??= ReadMissing(text);

    public DateOnly? ReviewBy { get; } = ReviewDay.Of(text);

    private static Dictionary<string, bool> ReadDrafts(string text)
    {
        var states = new Dictionary<string, bool>(StringComparer.Ordinal);
        if (Translation.Match(text) is { Success: true } match)
        {
            if (match.Value == "translation: draft")
            {
                states[""] = true;
            }

            foreach (Match state in State.Matches(match.Value))
            {
                states[state.Groups["language"].Value] = state.Groups["state"].Value == "draft";
            }
        }

        return states;
    }

    // A key without a value has its text, or a list of texts, on the lines below.
    private static HashSet<string> ReadMissing(string text)
    {
        var missing = new HashSet<string>(StringComparer.Ordinal);
        (string Language, int Indent)? bare = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var rest = line.TrimStart(' ');
            var indent = line.Length - rest.Length;
            if (rest.Length == 0)
            {
                continue;
            }

            if (bare is { } key && indent <= key.Indent && !(indent == key.Indent && rest.StartsWith("- ")))
            {
                missing.Add(key.Language);
            }

            bare = null;
            if (indent > 0 && rest.Length >= 3 && rest[2] == ':' && Languages.All.Contains(rest[..2].ToString()))
            {
                var value = rest[3..].Trim(' ');
                if (value is "\"\"" or "''")
                {
                    missing.Add(rest[..2].ToString());
                }

                bare = value.Length == 0 ? (rest[..2].ToString(), indent) : null;
            }
        }

        if (bare is { } last)
        {
            missing.Add(last.Language);
        }

        return missing;
    }

    // A key at the beginning of a line is no word that anybody reads; nor is a comment.
    private static string Spoken(string text)
    {
        var spoken = new StringBuilder(text.Length);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var rest = line.TrimStart(' ').TrimStart('-').TrimStart(' ');
            if (rest.StartsWith('#') && !rest.StartsWith("##"))
            {
                continue;
            }

            var end = 0;
            while (end < rest.Length && (char.IsAsciiLetterLower(rest[end]) || char.IsAsciiDigit(rest[end]) || rest[end] == '-'))
            {
                end++;
            }

            spoken.Append(end > 0 && end < rest.Length && rest[end] == ':' && (end + 1 == rest.Length || rest[end + 1] == ' ') ? rest[(end + 1)..] : rest).Append(' ');
        }

        return spoken.ToString();
    }
}
