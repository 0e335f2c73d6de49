using System.Security.Cryptography;
using System.Text;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Acknowledgements;

/// <summary>What is read and typed in one language.</summary>
public sealed class AcknowledgementText
{
    private readonly Lazy<string> _html;

    public AcknowledgementText(string title, string markdown, string phrase)
    {
        Title = title;
        Markdown = markdown;
        Phrase = phrase;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join("\n\n", title, markdown, phrase))));
        _html = new Lazy<string>(() => SafeMarkdown.ToHtml(Markdown));
    }

    public string Title { get; }

    /// <summary>The text as written.</summary>
    public string Markdown { get; }

    /// <summary>The sentence that is typed to confirm.</summary>
    public string Phrase { get; }

    /// <summary>
    /// SHA-256 of title, text and phrase, in UTF-8, with an empty line between them and no line end after the last;
    /// lower-case hexadecimal. Anybody can compute it again from the document.
    /// </summary>
    public string Hash { get; }

    /// <summary>The text as sanitised HTML.</summary>
    public string Html => _html.Value;
}
