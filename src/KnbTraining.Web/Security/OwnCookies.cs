using KnbTraining.Web.Theming;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace KnbTraining.Web.Security;

/// <summary>
/// Where people come by HTTPS, our cookies carry the prefix by which browsers know that only this host may have set them, and
/// are never sent in the clear: <c>__Host-</c>, or <c>__Secure-</c> under a path base, which the first does not allow. Inside
/// the application they have one name, whatever the scheme.
/// </summary>
internal sealed class OwnCookies(RequestDelegate next, SecureSite site)
{
    /// <summary>What the names of our cookies begin with.</summary>
    public const string Own = "knb.";

    public const string HostPrefix = "__Host-";

    public const string SecurePrefix = "__Secure-";

    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await site.IsSecureAsync(context.Request))
        {
            var (prefix, path) = context.Request.PathBase is { HasValue: true } under ? (SecurePrefix, under.Value!) : (HostPrefix, "/");
            context.Request.Headers.Cookie = Read(context.Request.Headers.Cookie, prefix);
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.SetCookie = Write(context.Response.Headers.SetCookie, prefix, path);
                return Task.CompletedTask;
            });
        }

        await next(context);
    }

    // Without the prefix anybody on a neighbouring host may have set it. The cookie that says whether the device is dark is
    // written by a script and has no prefix, because a forged value changes colours only.
    private static string Read(StringValues header, string prefix)
    {
        var cookies = header.ToString().Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(cookie => !cookie.StartsWith(Own, StringComparison.Ordinal) || cookie.StartsWith(Theme.DeviceCookie + "=", StringComparison.Ordinal))
            .Select(cookie => cookie.StartsWith(prefix + Own, StringComparison.Ordinal) ? cookie[prefix.Length..] : cookie);
        return string.Join("; ", cookies);
    }

    private static StringValues Write(StringValues header, string prefix, string path) => header.Select(value =>
    {
        if (value is null || !SetCookieHeaderValue.TryParse(value, out var cookie))
        {
            return value;
        }

        cookie.Secure = true;
        if (cookie.Name.StartsWith(Own, StringComparison.Ordinal))
        {
            cookie.Name = prefix + cookie.Name.Value;
            cookie.Path = path;
            cookie.Domain = null;
        }

        return cookie.ToString();
    }).ToArray();
}
