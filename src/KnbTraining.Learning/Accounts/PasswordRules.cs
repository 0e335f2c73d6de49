using System.Globalization;

namespace KnbTraining.Learning.Accounts;

/// <summary>Why a password may not be chosen.</summary>
public enum PasswordFinding
{
    TooShort,
    TooLong,

    /// <summary>It is on the list of common ones, or a common word with digits and signs around it.</summary>
    Common,

    /// <summary>Repetitions, rows of keys, the alphabet, or nothing but digits and signs.</summary>
    Pattern,

    /// <summary>It holds a name that everybody knows.</summary>
    HoldsName,
}

/// <summary>What everybody knows about the owner of a password.</summary>
/// <param name="Names">Name of the person and of the organisation, in all languages.</param>
public sealed record PasswordOwner(string UserName, IReadOnlyList<string> Names);

/// <summary>
/// What a password must be. Length is what makes it strong; rules about kinds of signs only make it forgettable, so there are
/// none. What an attacker tries first is refused.
/// </summary>
public static class PasswordRules
{
    /// <summary>Fewest signs.</summary>
    public const int Shortest = 12;

    /// <summary>Most signs; whatever is longer is no password that somebody types.</summary>
    public const int Longest = 200;

    /// <summary>How many common passwords and words are known.</summary>
    public static int KnownCommon => CommonPasswords.Count;

    private const int FewestDifferent = 5;

    // Shorter parts of names ("of", "Ли") stand in ordinary words.
    private const int ShortestNamePart = 4;

    private const int ShortestUserName = 3;

    // From "p@ssw0rd" to "password".
    private const string Written = "@401!3$57";
    private const string Meant = "aaoiiesst";

    /// <returns>Null where the password may be chosen.</returns>
    public static PasswordFinding? Find(string password, PasswordOwner owner)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(owner);
        if (password.Length > Longest)
        {
            return PasswordFinding.TooLong;
        }

        var folded = Fold(password);
        if (new StringInfo(folded).LengthInTextElements < Shortest)
        {
            return PasswordFinding.TooShort;
        }

        return HoldsName(folded, owner) ? PasswordFinding.HoldsName
            : IsPattern(folded) ? PasswordFinding.Pattern
            : IsCommon(folded) ? PasswordFinding.Common
            : null;
    }

#pragma warning disable CA1308 // Small letters are compared, nothing is identified by them.
    private static string Fold(string text) => NormalisingPasswordHasher.Normalise(text).ToLowerInvariant();
#pragma warning restore CA1308

    private static bool IsCommon(string folded) =>
        Readings(folded).Any(reading => CommonPasswords.Has(reading) || (BaseOf(reading) is { Length: >= 5 } word && CommonPasswords.Has(word)));

    // As written, as the keys that were pressed, and with signs that stand for letters read as these.
    private static IEnumerable<string> Readings(string folded)
    {
        var keys = Keyboard.KeysOf(folded);
        return [folded, keys, Meaning(folded), Meaning(BaseOf(folded)), Meaning(keys)];
    }

    private static string Meaning(string folded) => string.Concat(folded.Select(sign => Written.IndexOf(sign, StringComparison.Ordinal) is >= 0 and var at ? Meant[at] : sign));

    /// <summary>A word without the digits and signs around it, and once where it stands several times.</summary>
    private static string BaseOf(string folded)
    {
        var (start, end) = (0, folded.Length);
        while (start < end && !char.IsLetter(folded[start]))
        {
            start++;
        }

        while (end > start && !char.IsLetter(folded[end - 1]))
        {
            end--;
        }

        var word = folded[start..end];
        return word[..PeriodOf(word)];
    }

    private static bool IsPattern(string folded)
    {
        var keys = Keyboard.KeysOf(folded);
        return folded.Distinct().Count() < FewestDifferent
            || !folded.Any(char.IsLetter)
            || PeriodOf(folded) <= folded.Length / 2
            || Math.Min(Keyboard.Walks(folded), Keyboard.Walks(keys)) * 4 <= folded.Length;
    }

    // The length of the shortest piece that makes the text when repeated, a last piece cut short.
    private static int PeriodOf(string text)
    {
        for (var period = 1; period < text.Length; period++)
        {
            if (text.AsSpan(period).SequenceEqual(text.AsSpan(0, text.Length - period)))
            {
                return period;
            }
        }

        return text.Length;
    }

    private static bool HoldsName(string folded, PasswordOwner owner)
    {
        var keys = Keyboard.KeysOf(folded);
        var names = owner.Names.SelectMany(name => Fold(name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Select(part => string.Concat(part.Where(char.IsLetterOrDigit)))
            .Where(part => part.Length >= ShortestNamePart);
        return names.Append(Fold(owner.UserName.Trim()))
            .Where(part => part.Length >= ShortestUserName)
            .Any(part => folded.Contains(part, StringComparison.Ordinal) || keys.Contains(Keyboard.KeysOf(part), StringComparison.Ordinal));
    }
}
