using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Web.Components.Assigned;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.CourseActs;

/// <summary>Downloads of the files that prove credits.</summary>
internal static class EvidenceEndpoints
{
    public static void MapEvidence(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{EvidenceAddress.Route}", SendAsync).RequireAuthorization(Policies.Manage);

    // Whatever its content, it is a file to be saved: no browser opens it as a page of this house.
    private static async Task<IResult> SendAsync(Guid cycle, int number, HttpContext context, CurrentViewer current, EvidenceFiles files, CancellationToken ct)
    {
        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var sent = await files.SendAsync(viewer, cycle, number, ct);
        return sent.Value is { } file
            ? Results.File(file.Bytes, "application/octet-stream", file.Name)
            : Results.StatusCode(sent.Refused?.Kind switch
            {
                RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
                RefusalKind.NotFound => StatusCodes.Status404NotFound,
                _ => StatusCodes.Status503ServiceUnavailable,
            });
    }
}
