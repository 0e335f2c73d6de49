using KnbTraining.Content.Exchange.Scorm;
using KnbTraining.Learning;
using KnbTraining.Learning.Exchange;
using KnbTraining.Learning.Exchange.Scorm;
using KnbTraining.Web.Features.Content.Exchange.Scorm;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Content.Exchange;

/// <summary>Downloads of questions.</summary>
internal static class ExchangeEndpoints
{
    public static void MapExchange(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet($"/{ExchangeAddress.File}", SendAsync).RequireAuthorization(Policies.Edit);
        endpoints.MapGet($"/{ScormAddress.File}", SendPackageAsync).RequireAuthorization(Policies.Edit);
    }

    private static async Task<IResult> SendAsync(
        string? scope, string? id, string? language, string? format, string? variants, HttpContext context, CurrentViewer current, QuestionExport export, CancellationToken ct)
    {
        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var sent = ExchangeAddress.Read(scope, id, language, format, variants) is { } order ? await export.SendAsync(viewer, order, ct) : Refusal.NotFound;
        return sent.Value is { } file ? Results.File(file.Bytes, file.MediaType, file.FileName) : Refused(sent.Refused);
    }

    private static async Task<IResult> SendPackageAsync(
        string? lesson, string? course, string? part, string? language, string? variants, HttpContext context, CurrentViewer current, ScormExport export, ScormWriter writer,
        CancellationToken ct)
    {
        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var sent = await export.SendAsync(viewer, new ScormOrder(lesson, course, part, language ?? "", AskedNumber.Count(variants)), writer.WriteAsync, ct);
        return sent.Value is { } file ? Results.File(file.Bytes, ScormPackage.MediaType, file.FileName) : Refused(sent.Refused);
    }

    private static IResult Refused(Refusal? refused) => Results.StatusCode(refused?.Kind switch
    {
        RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound or RefusalKind.Invalid => StatusCodes.Status404NotFound,
        RefusalKind.TooMany => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status503ServiceUnavailable,
    });
}
