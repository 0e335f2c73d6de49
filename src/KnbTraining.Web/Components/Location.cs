using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace KnbTraining.Web.Components;

/// <summary>Where the reader is.</summary>
internal static class Location
{
    /// <summary>Path and query of the open page, with a leading slash.</summary>
    /// <param name="request">The request that draws the page, where one does: a message about an address that is not there is drawn under another.</param>
    public static string Here(this NavigationManager navigation, HttpContext? request) =>
        AskedFor(request) ?? "/" + navigation.ToBaseRelativePath(navigation.Uri).Split('#')[0];

    private static string? AskedFor(HttpContext? request) =>
        request?.Features.Get<IStatusCodeReExecuteFeature>() is { } asked ? new PathString(asked.OriginalPath).ToUriComponent() + asked.OriginalQueryString
        : request?.Features.Get<IExceptionHandlerPathFeature>() is { } failed ? new PathString(failed.Path).ToUriComponent()
        : null;
}
