namespace KnbTraining.Content.Exchange.Gift;

/// <summary>How a text is to be read, as a name in brackets before it says.</summary>
internal enum GiftTextFormat
{
    /// <summary>Moodle's own guess: HTML with line breaks.</summary>
    Auto,
    Html,

    /// <summary>Plain text and Markdown: the signs stay.</summary>
    Plain,
}

internal static class GiftText
{
    /// <summary>The format that stands at a place; the place then stands behind it.</summary>
    public static GiftTextFormat FormatAt(GiftBlock block, ref int at, int to, GiftTextFormat otherwise)
    {
        at = block.SkipBlanks(at, to);
        foreach (var (name, format) in new[] { ("[moodle]", GiftTextFormat.Auto), ("[html]", GiftTextFormat.Html), ("[plain]", GiftTextFormat.Plain), ("[markdown]", GiftTextFormat.Plain) })
        {
            if (block.StartsWith(name, at, to))
            {
                at += name.Length;
                return format;
            }
        }

        return otherwise;
    }

    /// <summary>The plain words of a part of a question.</summary>
    public static string Read(GiftBlock block, int from, int to, GiftTextFormat otherwise, LossList losses)
    {
        var format = FormatAt(block, ref from, to, otherwise);
        return Plain(block.Slice(from, to), format, losses);
    }

    public static string Plain(string text, GiftTextFormat format, LossList losses) =>
        format == GiftTextFormat.Plain ? ExchangeText.Paragraphs(text) : RichText.FromHtml(text, keepsLines: format == GiftTextFormat.Auto, losses);
}
