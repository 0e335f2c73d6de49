using System.Globalization;
using System.Text;

namespace KnbTraining.Content.Text;

/// <summary>
/// Decides what may stand in a text that somebody types, for every form that writes. What nobody can see is refused: it
/// makes two names look alike, turns the order of letters round, or is cut off by the next program that reads it. The
/// keys are those of findings (<c>Field: key</c>); each is shown beside its field.
/// </summary>
/// <remarks>
/// Refused everywhere: control characters (NUL included; a tab and line ends may stand in a text of several lines), halves of
/// a surrogate pair, places of Unicode that are no characters, and the marks that turn the direction of writing
/// (U+202A–202E, U+2066–2069). A single line takes no other format character either (zero-width spaces and joiners, soft
/// hyphens, byte order marks), no blank letter, no variation selector, and no line or paragraph separator. A value needs at least one character that leaves ink.
/// </remarks>
public static class TypedText
{
    /// <summary>Nothing to be seen was typed: empty, white space, or characters without width.</summary>
    public const string Required = "required";

    /// <summary>Longer than the field takes.</summary>
    public const string TooLong = "too-long";

    /// <summary>Holds a character that cannot be seen; see the remarks of this class.</summary>
    public const string Hidden = "hidden";

    /// <summary>Longest name of a person, a unit or an organisation, in UTF-16 characters: the longest real ones have half of it.</summary>
    public const int LongestName = 200;

    /// <summary>Longest address of a mailbox, in characters: the limit of SMTP (RFC 5321, 4.5.3.1.3, without the brackets).</summary>
    public const int LongestMail = 254;

    /// <summary>Longest single line of any other kind (a search, a phrase, a code), in UTF-16 characters.</summary>
    public const int LongestLine = 500;

    /// <summary>Longest note of several lines, in UTF-16 characters: about a page.</summary>
    public const int LongestNote = 4_000;

    // Letters and symbols by their category, and yet blank: fillers of Hangul, the empty Braille cell, musical null notehead.
    private static readonly int[] Blank = [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0x1D159];

    /// <summary>What is wrong with a line that must be filled in.</summary>
    /// <param name="text">As typed; white space around it does not count.</param>
    /// <param name="longest">In UTF-16 characters, itself included.</param>
    /// <returns><see cref="Required"/>, <see cref="TooLong"/>, <see cref="Hidden"/>, or null where nothing is wrong.</returns>
    public static string? LineFault(string? text, int longest) => Fault(text, longest, severalLines: false);

    /// <summary>As <see cref="LineFault"/>; null or white space alone is right as well.</summary>
    public static string? OptionalLineFault(string? text, int longest) => string.IsNullOrWhiteSpace(text) ? null : LineFault(text, longest);

    /// <summary>As <see cref="LineFault"/> for a text that may have several lines.</summary>
    public static string? LinesFault(string? text, int longest) => Fault(text, longest, severalLines: true);

    /// <summary>As <see cref="LinesFault"/>; null or white space alone is right as well.</summary>
    public static string? OptionalLinesFault(string? text, int longest) => string.IsNullOrWhiteSpace(text) ? null : LinesFault(text, longest);

    /// <summary>Where the first character stands that may not stand in a text of several lines; null where there is none.</summary>
    /// <returns>Its place, counted from 0 in UTF-16 characters, and its code point.</returns>
    public static (int Index, int CodePoint)? FindHidden(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Find(text, severalLines: true);
    }

    /// <summary>
    /// False for what UTF-8 or a database would not give back as it was: NUL, and halves of a surrogate pair.
    /// </summary>
    public static bool CanBeStored(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '\0' || Rune.DecodeFromUtf16(text.AsSpan(i), out _, out var used) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            i += used;
        }

        return true;
    }

    private static string? Fault(string? text, int longest, bool severalLines)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);

        // Length first: nothing walks through a text of any length.
        if (text?.Length > longest && text.Trim().Length > longest)
        {
            return TooLong;
        }

        var trimmed = text?.Trim() ?? "";
        if (!trimmed.EnumerateRunes().Any(LeavesInk))
        {
            return Required;
        }

        return Find(trimmed, severalLines) is null ? null : Hidden;
    }

    private static (int Index, int CodePoint)? Find(string text, bool severalLines)
    {
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used) != System.Buffers.OperationStatus.Done)
            {
                return (i, text[i]);
            }

            if (!MayStand(rune, severalLines))
            {
                return (i, rune.Value);
            }

            i += used;
        }

        return null;
    }

    private static bool MayStand(Rune rune, bool severalLines) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => severalLines && rune.Value is '\t' or '\n' or '\r',
        UnicodeCategory.Format => severalLines && !TurnsDirection(rune.Value),
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => severalLines,
        _ when !severalLines && IsUnseen(rune.Value) => false,
        UnicodeCategory.OtherNotAssigned => (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF),
        _ => true,
    };

    // Letters and marks by their category that leave no ink, or choose between shapes nobody can tell apart in a name.
    private static bool IsUnseen(int codePoint) =>
        Blank.Contains(codePoint) || codePoint is 0x034F or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or (>= 0x180B and <= 0x180F);

    private static bool TurnsDirection(int codePoint) => codePoint is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    private static bool LeavesInk(Rune rune) => !Blank.Contains(rune.Value) && Rune.GetUnicodeCategory(rune) is
        not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark);
}
