using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange;

/// <summary>Makes plain paragraphs of the texts of other programs.</summary>
internal static class RichText
{
    private static readonly HashSet<string> Silent = new(["SCRIPT", "STYLE", "HEAD", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT", "MATH", "SVG"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Blocks = new(
        ["P", "DIV", "BR", "LI", "UL", "OL", "TR", "TABLE", "H1", "H2", "H3", "H4", "H5", "H6", "BLOCKQUOTE", "PRE", "HR", "DT", "DD"], StringComparer.OrdinalIgnoreCase);

    // What may go without a word: it only parts texts.
    private static readonly HashSet<string> Plain = new(["P", "DIV", "BR", "SPAN", "HTML", "HEAD", "BODY"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Media = new(["IMG", "AUDIO", "VIDEO", "OBJECT", "IFRAME", "EMBED", "SOURCE", "SVG", "MATH"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The words of HTML, a line for each paragraph; formatting and pictures are told as losses.</summary>
    /// <param name="keepsLines">True where a line end of the source is a line break, as in texts that Moodle formats by itself.</param>
    public static string FromHtml(string html, bool keepsLines, LossList losses)
    {
        // Beyond any text that would be taken; what parses HTML has costs of its own.
        if (html.Length > ContentLimits.LongestMarkdown || !html.AsSpan().ContainsAny('<', '&'))
        {
            return ExchangeText.Paragraphs(keepsLines ? html : ExchangeText.Line(html));
        }

        using var document = new HtmlParser().ParseDocument(html);
        var text = new StringBuilder();
        for (INode? node = document.DocumentElement; node is not null;)
        {
            var opens = false;
            switch (node)
            {
                case IText words:
                    text.Append(keepsLines ? words.Data : words.Data.ReplaceLineEndings(" "));
                    break;
                case IElement element:
                    Tell(element, losses);
                    opens = !Silent.Contains(element.NodeName);
                    Break(element, text);
                    break;
            }

            node = Next(node, opens, text);
        }

        return ExchangeText.Paragraphs(text.ToString());
    }

    // A walk without recursion: hostile texts are nested thousands of levels deep.
    private static INode? Next(INode node, bool opens, StringBuilder text)
    {
        if (opens && node.FirstChild is { } child)
        {
            return child;
        }

        for (var at = node; at is not null and not IDocument; at = at.Parent!)
        {
            if (at is IElement closed)
            {
                Break(closed, text);
            }

            if (at.NextSibling is { } next)
            {
                return next;
            }
        }

        return null;
    }

    private static void Break(IElement element, StringBuilder text)
    {
        if (Blocks.Contains(element.NodeName))
        {
            text.Append('\n');
        }
        else if (string.Equals(element.NodeName, "TD", StringComparison.OrdinalIgnoreCase) || string.Equals(element.NodeName, "TH", StringComparison.OrdinalIgnoreCase))
        {
            text.Append(' ');
        }
    }

    private static void Tell(IElement element, LossList losses)
    {
        if (Media.Contains(element.NodeName))
        {
            losses.Change(FindingSentence.Of("Pictures, sounds and formulas are left out."));
        }
        else if (!Plain.Contains(element.NodeName))
        {
            losses.Change(FindingSentence.Of("Bold type, lists, tables and links became plain text."));
        }
    }
}
