using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>Finds characters that a reviewer cannot see, the first of each document; see <see cref="TypedText"/>.</summary>
internal static class HiddenCharacterCheck
{
    public static void Run(DocumentSet documents, FindingList findings)
    {
        foreach (var (path, text) in documents.All)
        {
            if (TypedText.FindHidden(text) is var (index, codePoint))
            {
                var line = text.AsSpan(0, index).Count('\n') + 1;
                findings.Add(path, line, $"A character that cannot be seen stands here: U+{codePoint:X4}.", "Type the words around it again.");
            }
        }
    }
}
