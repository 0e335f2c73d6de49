namespace KnbTraining.Learning.Persistence;

/// <summary>
/// Not every database takes a text with the sign NUL or with half of a surrogate pair. Nobody types such signs, but anybody may send
/// them: the replacement sign stands for each. What is hashed before it is stored must be made storable first, or its hash fits another text.
/// </summary>
internal static class StorableText
{
    /// <summary>The text itself where it can be stored as it is.</summary>
    public static string Of(string text) => IsStorable(text) ? text : string.Concat(text.EnumerateRunes()).Replace('\0', '\uFFFD');

    private static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]))))
            {
                return false;
            }
        }

        return true;
    }
}
