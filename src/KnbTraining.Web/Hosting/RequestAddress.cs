using KnbTraining.Learning.Settings;

namespace KnbTraining.Web.Hosting;

/// <summary>
/// What a request says of the host is not believed. It is served whatever it says, because closed networks have many names for one
/// machine, but every redirect is sent without scheme and host, so that the browser stays where it is. Takes the path base off.
/// </summary>
internal sealed class RequestAddress(RequestDelegate next, PublicAddressSetting address)
{
    /// <summary>Replaces a host name from which no address can be made. It never appears in an answer.</summary>
    private const string NoHost = "localhost";

    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        if (!Uri.TryCreate($"{request.Scheme}://{request.Host}/", UriKind.Absolute, out var asked) || asked.Host.Length == 0
            || (request.Scheme != Uri.UriSchemeHttp && request.Scheme != Uri.UriSchemeHttps))
        {
            request.Scheme = request.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
            request.Host = new HostString(NoHost);
        }

        context.Response.OnStarting(() =>
        {
            StayHere(context.Response.Headers);
            return Task.CompletedTask;
        });
        if (address.Current is not { PathBase: { Length: > 0 } pathBase } || !request.Path.StartsWithSegments(pathBase, StringComparison.Ordinal, out var rest))
        {
            await next(context);
            return;
        }

        // Links relative to the base need its slash.
        if (!rest.HasValue)
        {
            context.Response.Redirect($"{request.PathBase}{pathBase}/{request.QueryString}");
            return;
        }

        var (wholeBase, wholePath) = (request.PathBase, request.Path);
        request.PathBase = wholeBase.Add(pathBase);
        request.Path = rest;
        try
        {
            await next(context);
        }
        finally
        {
            (request.PathBase, request.Path) = (wholeBase, wholePath);
        }
    }

    // The framework makes some redirects absolute, from the host of the request. None of ours leads to another host.
    private static void StayHere(IHeaderDictionary headers)
    {
        if (headers.Location is [{ Length: > 0 } location] && location[0] != '/' && Uri.TryCreate(location, UriKind.Absolute, out var whole))
        {
            var path = whole.PathAndQuery + whole.Fragment;

            // A browser reads two slashes at the start as another host.
            headers.Location = path.Length > 1 && path[1] is '/' or '\\' ? "/." + path : path;
        }
    }
}
