using System.Xml.Linq;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange.Qti;

/// <summary>The plain words of elements that hold HTML.</summary>
internal sealed class QtiText(LossList losses)
{
    /// <summary>The words in an element; empty where there is none. Replies that stand inside of it are not among them.</summary>
    public string Of(XElement? element) => element is null ? "" : Without(element, null);

    /// <summary>The words in an element without those of another one inside of it.</summary>
    public string Without(XElement element, XElement? left)
    {
        var mark = left is null ? null : new XAttribute("data-left-out", "");
        left?.Add(mark!);
        var copy = new XElement(element);
        mark?.Remove();
        copy.Descendants()
            .Where(inner => inner.Attribute("data-left-out") is not null || inner.Name.LocalName is "qti-feedback-inline" or "qti-feedback-block" or "qti-modal-feedback" || IsForOthers(inner))
            .ToList()
            .ForEach(inner => inner.Remove());

        // Elements of QTI that only hold others are no formatting, and an empty div is no tag that HTML would close.
        foreach (var inner in copy.DescendantsAndSelf().ToList())
        {
            inner.Name = inner.Name.LocalName.StartsWith("qti-", StringComparison.Ordinal) ? "div" : inner.Name.LocalName;
            inner.Attributes().Where(attribute => attribute.IsNamespaceDeclaration).Remove();
            if (inner.IsEmpty && inner.Name.LocalName is "div" or "p" or "span")
            {
                inner.Value = inner.Value;
            }
        }

        return RichText.FromHtml(copy.ToString(SaveOptions.DisableFormatting), keepsLines: false, losses);
    }

    /// <summary>True for notes that no learner sees.</summary>
    public static bool IsForOthers(XElement element) =>
        element.Name.LocalName == "qti-rubric-block" && !(element.Attribute("view")?.Value ?? "candidate").Split(' ').Contains("candidate", StringComparer.Ordinal);

    /// <summary>The reply that an item shows for a value; empty where it shows none.</summary>
    public string Feedback(XElement item, string value)
    {
        var replies = item.Descendants().Where(element =>
            element.Name.LocalName is "qti-modal-feedback" or "qti-feedback-inline" or "qti-feedback-block"
            && element.Attribute("identifier")?.Value == value
            && element.Attribute("show-hide")?.Value is null or "show");
        return string.Join('\n', replies.Where(reply => reply.Name.LocalName.Contains("feedback", StringComparison.Ordinal) && reply.Attribute("identifier")?.Value == value).Select(Of));
    }
}
