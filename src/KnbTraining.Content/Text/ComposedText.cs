using System.Text;

namespace KnbTraining.Content.Text;

/// <summary>Brings a text to a normal form of Unicode, whatever somebody typed: .NET refuses half a surrogate pair and U+FFFE with an exception.</summary>
public static class ComposedText
{
    private const char NoCharacter = '\uFFFE';

    /// <returns>The text in the form; what has none is the replacement sign U+FFFD in it.</returns>
    public static string Of(string text, NormalizationForm form)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.EnumerateRunes()).Replace(NoCharacter, (char)Rune.ReplacementChar.Value).Normalize(form);
    }
}
