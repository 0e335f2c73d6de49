using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using KnbTraining.Content.Lessons;

namespace KnbTraining.Web.Components.Lessons;

/// <summary>What a lesson says from one heading to the next, as plain text. Questions are left out: they would give answers away.</summary>
/// <param name="Id">The anchor of the heading; null for what stands before the first one.</param>
/// <param name="Level">2 for a part of the lesson, 3 for a part of such a part; 1 for what stands before the first heading.</param>
public sealed record LessonSection(string? Id, int Level, string Heading, string Text)
{
    // The HTML was sanitised by ourselves, so that a heading has an id and nothing else. Neither pattern goes back.
    private static readonly Regex HeadingTag =
        new("""<h(?<level>[23])(?: id="(?<id>[^"]*)")?>(?<text>.*?)</h[23]>""", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.NonBacktracking);

    private static readonly Regex Tag = new("<[^>]*>", RegexOptions.NonBacktracking);

    /// <summary>The sections in reading order.</summary>
    public static IReadOnlyList<LessonSection> Of(LessonText lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        var sections = new List<LessonSection>();
        var (id, level, heading, text) = ((string?)null, 1, "", new StringBuilder());
        foreach (var html in lesson.Blocks.Select(HtmlOf))
        {
            var from = 0;
            foreach (var found in HeadingTag.Matches(html).Cast<Match>())
            {
                text.Append(' ').Append(html.AsSpan(from, found.Index - from));
                Close();
                id = found.Groups["id"] is { Success: true, Value.Length: > 0 } anchor ? WebUtility.HtmlDecode(anchor.Value) : null;
                (level, heading) = (found.Groups["level"].Value[0] - '0', PlainOf(found.Groups["text"].Value));
                from = found.Index + found.Length;
            }

            text.Append(' ').Append(html.AsSpan(from));
        }

        Close();
        return sections;

        void Close()
        {
            var plain = PlainOf(text.ToString());
            text.Clear();
            if (heading.Length > 0 || plain.Length > 0)
            {
                sections.Add(new LessonSection(id, level, heading, plain));
            }
        }
    }

    private static string HtmlOf(LessonBlock block) => block switch
    {
        ProseBlock prose => prose.Html,
        CaseBlock story => story.StoryHtml,
        PracticeBlock practice => practice.Html,
        _ => "",
    };

    private static string PlainOf(string html) =>
        string.Join(' ', WebUtility.HtmlDecode(Tag.Replace(html, " ")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
