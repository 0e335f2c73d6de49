namespace KnbTraining.Web.Localization;

/// <summary>Guards every "back to where you were" against addresses of other sites.</summary>
public static class LocalAddress
{
    /// <summary>The address where it is a path of this application, otherwise the home page.</summary>
    /// <param name="pathBase">The path below which the application lies; addresses elsewhere on its host belong to others.</param>
    public static string OrHome(string? address, PathString pathBase = default) =>
        IsLocal(address) && new PathString(address!.Split('?', '#')[0]).StartsWithSegments(pathBase, StringComparison.Ordinal) ? address : $"{pathBase}/";

    /// <summary>True for an absolute path of this site. Browsers read <c>//host</c> and <c>/\host</c> as another site.</summary>
    public static bool IsLocal(string? address) =>
        address is ['/', ..]
        && address is not ['/', '/' or '\\', ..]
        && !address.Any(char.IsControl);
}
