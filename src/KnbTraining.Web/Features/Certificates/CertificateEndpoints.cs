using System.Text;
using KnbTraining.Learning;
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
            SendAsync(context, number, CertificateFile.Payload, "payload.json", "application/json")).RequireAuthorization(Policies.Learn);
        endpoints.MapGet($"/{CertificateAddress.Signature("{number}")}", (string number, HttpContext context) =>
            SendAsync(context, number, CertificateFile.Signature, "signature.der", "application/octet-stream")).RequireAuthorization(Policies.Learn);
        endpoints.MapGet($"/{CertificateAddress.Key("{id}")}", SendKey).AllowAnonymous().RequireRateLimiting(SecurityServices.VerifyLimit);
    }

    private static IResult SendKey(string id, CertificateKeys keys) =>
        keys.FindPublic(id) is { } pem
            ? Results.File(Encoding.ASCII.GetBytes(pem), "application/x-pem-file", $"{id}.pem")
            : Results.NotFound();

    private static async Task<IResult> SendAsync(HttpContext context, string number, CertificateFile file, string name, string type)
    {
        var current = context.RequestServices.GetRequiredService<CurrentViewer>();
        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var sent = await context.RequestServices.GetRequiredService<CertificateFiles>().SendAsync(viewer, number, file, context.RequestAborted);
        return sent.Value is { } bytes ? Results.File(bytes, type, name)
            : sent.Refused == Refusal.NotFound ? Results.NotFound()
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
