using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace KnbTraining.Web.Features.Content.Bundles;

/// <summary>Where editions travel between installations, relative to the base.</summary>
public static class BundleAddress
{
    public const string Page = "admin/content/bundles";

    public const string Publishers = "admin/content/publishers";

    public const string File = $"{Page}/edition";

    /// <summary>The public key of this installation.</summary>
    public const string Key = $"{Page}/key";

    /// <summary>The signed file of an edition.</summary>
    public static string Of(int edition) => QueryHelpers.AddQueryString(File, "number", edition.ToString(CultureInfo.InvariantCulture));
}
