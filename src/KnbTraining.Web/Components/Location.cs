using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Components;

/// <summary>Where the reader is.</summary>
internal static class Location
{
    /// <summary>Path and query of the open page, with a leading slash.</summary>
    public static string Here(this NavigationManager navigation) => "/" + navigation.ToBaseRelativePath(navigation.Uri).Split('#')[0];
}
