using System.Text;

namespace KnbTraining.Web.Localization;

/// <summary>Guards every "back to where you were" against addresses of other sites, and against what no header can carry.</summary>
public static class LocalAddress
{
    /// <summary>A longer address is none of ours.</summary>
    public const int Longest = 2000;

    /// <summary>The address where it is a path of this application, otherwise the home page; what is not ASCII is percent-encoded.</summary>
    /// <param name="pathBase">The path below which the application lies; addresses elsewhere on its host belong to others.</param>
    public static string OrHome(string? address, PathString pathBase = default) =>
        IsLocal(address) && new PathString(address!.Split('?', '#')[0]).StartsWithSegments(pathBase, StringComparison.Ordinal) ? Encode(address) : $"{pathBase}/";

    /// <summary>True for an absolute path of this site. Browsers read <c>//host</c> and <c>/\host</c> as another site.</summary>
    public static bool IsLocal(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..]
        && address.Length <= Longest
        && !address.Any(char.IsControl);

    private static string Encode(string address)
    {
        var encoded = new StringBuilder(address.Length);
        foreach (var rune in address.EnumerateRunes())
        {
            _ = rune.IsAscii && rune.Value != ' ' ? encoded.Append((char)rune.Value) : encoded.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return encoded.ToString();
    }
}
