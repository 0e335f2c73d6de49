namespace KnbTraining.Content.Documents;

/// <summary>
/// Finds words that mix Latin and Cyrillic letters: they look right, but search, sorting and screen readers stumble over
/// them (a Latin i in a Kazakh word is the usual case).
/// </summary>
internal static class ScriptCheck
{
    public static void Check(string path, string text, FindingList findings)
    {
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            line += text[i] == '\n' ? 1 : 0;

            // The n of the escape \n is no letter of the word that follows it.
            if (!char.IsLetter(text[i]) || (i > 0 && text[i - 1] == '\\'))
            {
                continue;
            }

            var start = i;
            while (i + 1 < text.Length && char.IsLetter(text[i + 1]))
            {
                i++;
            }

            var word = text.AsSpan(start, i - start + 1);
            if (word.ContainsAnyInRange('\u0400', '\u04FF') && word.IndexOfAnyInRange('A', 'z') >= 0)
            {
                findings.Add(path, line, $"The word '{word}' mixes Latin and Cyrillic letters.", "Type it again in one alphabet.");
            }
        }
    }
}
