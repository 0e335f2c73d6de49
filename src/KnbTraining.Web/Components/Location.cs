using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace KnbTraining.Web.Components;

/// <summary>Where the reader is.</summary>
internal static class Location
{
    /// <summary>Path and query of the open page on its host, path base included, with a leading slash.</summary>
    /// <param name="request">The request that draws the page, where one does: a message about an address that is not there is drawn under another.</param>
    public static string Here(this NavigationManager navigation, HttpContext? request)
    {
        var path = navigation.Uri.IndexOf('/', navigation.Uri.IndexOf("://", StringComparison.Ordinal) + 3);
        return AskedFor(request) ?? (path < 0 ? "/" : navigation.Uri[path..].Split('#')[0]);
    }

    /// <summary>Path of the open page below the base, without a leading slash: for comparing with the addresses of pages.</summary>
    public static string PagePath(this NavigationManager navigation) => navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0];

    private static string? AskedFor(HttpContext? request) =>
        request?.Features.Get<IStatusCodeReExecuteFeature>() is { } asked
            ? new PathString(asked.OriginalPathBase).Add(asked.OriginalPath).ToUriComponent() + asked.OriginalQueryString
        : request?.Features.Get<IExceptionHandlerPathFeature>() is { } failed ? request.Request.PathBase.Add(failed.Path).ToUriComponent()
        : null;
}
