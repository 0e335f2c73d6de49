using System.Globalization;
using System.Text;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Documents;

/// <summary>Writes texts the way the shipped documents have them: folded blocks at a readable width.</summary>
public static class YamlText
{
    private const int Width = 108;

    /// <param name="document">What the texts are put behind.</param>
    /// <param name="indent">The blanks before each key.</param>
    /// <param name="texts">A text for each language by its code; white space in it becomes one blank.</param>
    public static void Append(StringBuilder document, string indent, IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(texts);
        foreach (var language in Languages.All)
        {
            var words = texts[language].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                document.Append(CultureInfo.InvariantCulture, $"{indent}{language}: \"\"\n");
                continue;
            }

            document.Append(CultureInfo.InvariantCulture, $"{indent}{language}: >-\n");
            var line = new StringBuilder();
            foreach (var word in words)
            {
                if (line.Length > 0 && indent.Length + 2 + line.Length + 1 + word.Length > Width)
                {
                    document.Append(CultureInfo.InvariantCulture, $"{indent}  {line}\n");
                    line.Clear();
                }

                line.Append(line.Length > 0 ? " " : "").Append(word);
            }

            document.Append(CultureInfo.InvariantCulture, $"{indent}  {line}\n");
        }
    }
}
