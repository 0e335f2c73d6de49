using KnbTraining.Web.Theming;

namespace KnbTraining.Web.Security;

/// <summary>What browsers are told not to do. No page ever needs another origin.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, MudStyleHashes mudStyles)
{
    private const string Common =
        "default-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'; ";

    private const string Learner = Common + "style-src 'self'";

    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var policy = Surfaces.Of(context.Request.Path) == Surface.Admin ? await AdminPolicyAsync() : Learner;
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return Task.CompletedTask;
        });
        await next(context);
    }

    // MudBlazor writes its palette into style elements, whose hashes are known, and sizes into style attributes, which have none.
    private async Task<string> AdminPolicyAsync() =>
        $"{Common}style-src 'self' {string.Join(' ', await mudStyles.GetAsync())}; style-src-attr 'unsafe-inline'";
}
