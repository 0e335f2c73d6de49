using System.Collections.Concurrent;
using System.Net;
using Ganss.Xss;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;

namespace KnbTraining.Content.Text;

/// <summary>Markdown to HTML. Raw HTML is off, and the result is sanitised as well: Markdig alone lets script links through.</summary>
public static class SafeMarkdown
{
    // GitHub's way keeps Cyrillic letters; the usual way would call every Russian and Kazakh heading "section".
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();
    private static readonly ThreadLocal<HtmlSanitizer> Sanitizer = new(MakeSanitizer);

    // Each check of content reads every text again, and nearly all are as they were. Larger ones are few.
    private const int LongestKept = 2_000;
    private const int MostKept = 4_000;
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    /// <summary>
    /// Safe HTML; links lead only to places of the application itself. A text beyond <see cref="ContentLimits"/> is shown as
    /// it is typed.
    /// </summary>
    public static string ToHtml(string markdown) => Read(markdown).Html;

    /// <summary>Null for a text that can be shown; otherwise the line (counted from 1) and what is wrong with it.</summary>
    public static (int Line, FindingSentence Message)? Fault(string markdown) => Read(markdown).Fault;

    /// <summary>Both at once: only parsing shows the last of what can be wrong.</summary>
    internal static (string Html, (int Line, FindingSentence Message)? Fault) Read(string markdown)
    {
        if (Known.TryGetValue(markdown, out var known))
        {
            return (known, null);
        }

        if (MarkdownGuard.Fault(markdown) is { } fault)
        {
            return (AsTyped(markdown), fault);
        }

        try
        {
            var html = Sanitizer.Value!.Sanitize(Markdown.ToHtml(markdown, Pipeline)).Trim();
            Keep(markdown, html);
            return (html, null);
        }
        catch (ArgumentException)
        {
            // Markdig's own limit of depth, which counts more than the guard does.
            return (AsTyped(markdown), (1, FindingSentence.Of($"The text is nested too deeply.")));
        }
    }

    private static void Keep(string markdown, string html)
    {
        if (markdown.Length > LongestKept)
        {
            return;
        }

        if (Known.Count >= MostKept)
        {
            Known.Clear();
        }

        Known[markdown] = html;
    }

    private static string AsTyped(string markdown) => $"<p>{WebUtility.HtmlEncode(markdown)}</p>";

    private static HtmlSanitizer MakeSanitizer()
    {
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedTags.Clear();
        sanitizer.AllowedTags.UnionWith(["p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "code", "table", "thead", "tbody", "tr", "th", "td", "a", "br", "hr"]);
        sanitizer.AllowedAttributes.Clear();
        sanitizer.AllowedAttributes.UnionWith(["href", "id"]);
        sanitizer.AllowedSchemes.Clear();
        sanitizer.AllowedCssProperties.Clear();

        // Only relative links: the product never sends a reader to another origin.
        sanitizer.FilterUrl += (_, url) =>
        {
            if (url.OriginalUrl.Contains(':', StringComparison.Ordinal) || url.OriginalUrl.StartsWith("//", StringComparison.Ordinal))
            {
                url.SanitizedUrl = null;
            }
        };
        return sanitizer;
    }
}
