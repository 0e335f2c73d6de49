using KnbTraining.Learning.Settings;

namespace KnbTraining.Web.Security;

/// <summary>
/// Browsers send cookies along with a WebSocket that a foreign page opens, and let that page read what comes. So a circuit is
/// open to pages of this application only.
/// </summary>
internal sealed class CircuitDoor(RequestDelegate next, PublicAddressSetting address, ILogger<CircuitDoor> logger)
{
    public static readonly PathString Path = "/_blazor";

    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        if (!request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase) || IsOpen(request))
        {
            await next(context);
            return;
        }

        logger.LogWarning(
            "A page of '{Origin}' asked for a circuit of '{Host}' and was refused. Where this is how people reach the application, set its public address, or let the proxy pass the Host header on",
            request.Headers.Origin.ToString(),
            request.Host.ToString());
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    private bool IsOpen(HttpRequest request)
    {
        if (request.Headers.Origin.Count > 0)
        {
            return RequestOrigin.IsOurs(request, address.Current is { } known ? new Uri(known.Origin) : null);
        }

        // Whoever has no cookie is nobody. A browser leaves the origin out of what a page of ours fetches, and only there: never of a
        // WebSocket nor of what is sent.
        return request.Cookies.Count == 0 || OnlyFetches(request);
    }

    private static bool OnlyFetches(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Headers.Upgrade.Count == 0;
}
