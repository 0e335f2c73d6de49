using System.Text;
using KnbTraining.Learning.Certificates;
using KnbTraining.Web.Components;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Certificates;

/// <summary>The files with which a certificate is checked without this application.</summary>
internal static class CertificateEndpoints
{
    public static void MapCertificates(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet($"/{CertificateAddress.Payload("{number}")}", (string number, HttpContext context) =>
            SendAsync(context, number, "payload.json", "application/json", signed => Encoding.UTF8.GetBytes(signed.Payload))).RequireAuthorization(Policies.Learn);
        endpoints.MapGet($"/{CertificateAddress.Signature("{number}")}", (string number, HttpContext context) =>
            SendAsync(context, number, "signature.der", "application/octet-stream", signed => signed.Signature)).RequireAuthorization(Policies.Learn);
        endpoints.MapGet($"/{CertificateAddress.Key("{id}")}", SendKey).AllowAnonymous().RequireRateLimiting(SecurityServices.VerifyLimit);
    }

    private static IResult SendKey(string id, CertificateKeys keys) =>
        keys.FindPublic(id) is { } pem
            ? Results.File(Encoding.ASCII.GetBytes(pem), "application/x-pem-file", $"{id}.pem")
            : Results.NotFound();

    private static async Task<IResult> SendAsync(HttpContext context, string number, string name, string type, Func<SignedPayload, byte[]> bytes)
    {
        var current = context.RequestServices.GetRequiredService<CurrentViewer>();
        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var found = await context.RequestServices.GetRequiredService<CertificateQueries>().FindSignedAsync(viewer, number, context.RequestAborted);
        return found.Value is { } signed ? Results.File(bytes(signed), type, name) : Results.NotFound();
    }
}
