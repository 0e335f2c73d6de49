using KnbTraining.Learning.Settings;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Organisation;

/// <summary>The logo, from our own origin and with the type that its bytes had when it was taken in.</summary>
internal static class LogoEndpoints
{
    public static void MapLogo(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/organisation/logo/{hash}", SendAsync).RequireAuthorization(Policies.Learn);

    private static async Task<IResult> SendAsync(string hash, HttpContext context, SettingsStore settings)
    {
        if (await settings.FindLogoAsync(hash, context.RequestAborted) is not { } logo)
        {
            return Results.NotFound();
        }

        // The address is that of the content: what stands under it never changes.
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(logo.Bytes, logo.MediaType);
    }
}
