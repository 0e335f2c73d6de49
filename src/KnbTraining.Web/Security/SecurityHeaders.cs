using KnbTraining.Web.Theming;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Primitives;

namespace KnbTraining.Web.Security;

/// <summary>What browsers are told not to do. No page ever needs another origin.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, MudStyleHashes mudStyles, SecureSite site)
{
    private const string Common =
        "default-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'; ";

    private const string OneYear = "max-age=31536000";

    private const string Learner = Common + "style-src 'self'";

    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var policy = Surfaces.Of(context.Request.Path) == Surface.Admin ? await AdminPolicyAsync() : Learner;
        var secure = !IsThisMachine(context.Request.Host.Host) && await site.IsSecureAsync(context.Request);
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<OwnPolicy>()?.Value ?? policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            if (secure)
            {
                headers.StrictTransportSecurity = OneYear;
            }

            // Pages and files are about people; only what is the same for everybody says itself how long it may be kept.
            if (StringValues.IsNullOrEmpty(headers.CacheControl) || (context.User.Identity?.IsAuthenticated == true && !IsStatic(context) && context.GetEndpoint()?.Metadata.GetMetadata<OwnPolicy>() is null))
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        await next(context);
    }

    private static bool IsStatic(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    // A browser that receives this header for localhost would use HTTPS for every program on this machine.
    private static bool IsThisMachine(string host) => host is "localhost" or "127.0.0.1" or "[::1]";

    // MudBlazor writes its palette into style elements, whose hashes are known, and sizes into style attributes, which have none.
    private async Task<string> AdminPolicyAsync() =>
        $"{Common}style-src 'self' {string.Join(' ', await mudStyles.GetAsync())}; style-src-attr 'unsafe-inline'";
}
