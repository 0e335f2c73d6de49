using System.Text;
using KnbTraining.Content.Exchange.Bundles;
using KnbTraining.Learning;
using KnbTraining.Learning.Exchange.Bundles;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Content.Bundles;

/// <summary>Downloads of signed editions, and of the key with which they are verified.</summary>
internal static class BundleEndpoints
{
    public static void MapBundles(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet($"/{BundleAddress.File}", SendAsync).RequireAuthorization(Policies.Edit);
        endpoints.MapGet($"/{BundleAddress.Key}", SendKeyAsync).RequireAuthorization(Policies.Edit);
    }

    private static async Task<IResult> SendAsync(string? number, HttpContext context, CurrentViewer current, BundleExport export, CancellationToken ct)
    {
        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var sent = AskedNumber.Number(number) is { } edition ? await export.SendAsync(viewer, edition, ct) : Refusal.NotFound;
        return sent.Value is { } file ? Results.File(file.Bytes, BundleArchive.MediaType, file.FileName) : Refused(sent.Refused);
    }

    private static async Task<IResult> SendKeyAsync(HttpContext context, CurrentViewer current, BundleExport export, CancellationToken ct)
    {
        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var named = await export.KeyAsync(viewer, ct);
        return named.Value is { } key
            ? Results.File(Encoding.ASCII.GetBytes(key.Pem), "application/x-pem-file", $"publisher-{key.Fingerprint[..16]}.pem")
            : Refused(named.Refused);
    }

    private static IResult Refused(Refusal? refused) => Results.StatusCode(refused?.Kind switch
    {
        RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.TooMany => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status503ServiceUnavailable,
    });
}
