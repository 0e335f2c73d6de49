using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Components;

/// <summary>Where the reader is.</summary>
internal static class Location
{
    /// <summary>Path and query of the open page on its host, path base included, with a leading slash.</summary>
    public static string Here(this NavigationManager navigation)
    {
        var path = navigation.Uri.IndexOf('/', navigation.Uri.IndexOf("://", StringComparison.Ordinal) + 3);
        return path < 0 ? "/" : navigation.Uri[path..].Split('#')[0];
    }

    /// <summary>Path of the open page below the base, without a leading slash: for comparing with the addresses of pages.</summary>
    public static string PagePath(this NavigationManager navigation) => navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0];
}
