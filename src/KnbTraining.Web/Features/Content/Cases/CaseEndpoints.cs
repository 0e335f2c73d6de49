using KnbTraining.Learning;
using KnbTraining.Learning.Exchange.Cases;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Content.Cases;

/// <summary>Downloads of cases.</summary>
internal static class CaseEndpoints
{
    public static void MapCases(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{CaseAddress.File}", SendAsync).RequireAuthorization(Policies.Edit);

    private static async Task<IResult> SendAsync(
        string? path, string? change, string? language, string? format, HttpContext context, CurrentViewer current, CaseExport export, CancellationToken ct)
    {
        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var sent = CaseAddress.Read(path, change, language, format) is { } order ? await export.SendAsync(viewer, order, ct) : Refusal.NotFound;
        return sent.Value is { } file
            ? Results.File(file.Bytes, file.MediaType, file.FileName)
            : Results.StatusCode(sent.Refused?.Kind switch
            {
                RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
                RefusalKind.NotFound or RefusalKind.Invalid => StatusCodes.Status404NotFound,
                _ => StatusCodes.Status503ServiceUnavailable,
            });
    }
}
