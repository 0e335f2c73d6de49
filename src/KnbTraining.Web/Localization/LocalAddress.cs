namespace KnbTraining.Web.Localization;

/// <summary>Guards every "back to where you were" against addresses of other sites.</summary>
public static class LocalAddress
{
    /// <summary>The address where it is a path of this application, otherwise the home page.</summary>
    public static string OrHome(string? address) => IsLocal(address) ? address! : "/";

    /// <summary>True for an absolute path of this site. Browsers read <c>//host</c> and <c>/\host</c> as another site.</summary>
    public static bool IsLocal(string? address) =>
        address is ['/', ..]
        && address is not ['/', '/' or '\\', ..]
        && !address.Any(char.IsControl);
}
