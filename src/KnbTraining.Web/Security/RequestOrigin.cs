namespace KnbTraining.Web.Security;

/// <summary>Whether a request comes from a page of this application. Browsers name the page in <c>Origin</c>, and no page can change that.</summary>
internal static class RequestOrigin
{
    /// <param name="publicAddress">Where people reach the application, if that is known; the address that the request names counts as well.</param>
    public static bool IsOurs(HttpRequest request, Uri? publicAddress)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
            && (origin.Scheme == Uri.UriSchemeHttp || origin.Scheme == Uri.UriSchemeHttps)
            && (IsPublic(origin, publicAddress) || IsHost(origin, request));
    }

    private static bool IsPublic(Uri origin, Uri? publicAddress) =>
        publicAddress is not null
        && Uri.Compare(origin, publicAddress, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    // Behind a proxy that ends TLS a request may look like HTTP while its page is HTTPS; the other way round it is another page.
    private static bool IsHost(Uri origin, HttpRequest request)
    {
        var isSecure = origin.Scheme == Uri.UriSchemeHttps;
        return (isSecure || !request.IsHttps)
            && string.Equals(origin.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
            && origin.Port == (request.Host.Port ?? (isSecure ? 443 : 80));
    }
}
