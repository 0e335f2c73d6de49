using KnbTraining.Content.Lessons;
using KnbTraining.Learning.Editions;
using KnbTraining.Web.Components.Lessons;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Lessons;

/// <summary>Uploaded pictures of editions, from our own origin and with the type that their bytes had when they were taken in.</summary>
internal static class PictureEndpoints
{
    /// <summary>A drawing that is opened by itself runs nothing, fetches nothing and belongs to no origin; its own styles are all that it has.</summary>
    internal const string Policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    public static void MapPictures(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/pictures/{edition:int}/{id}/{hash}", SendAsync).RequireAuthorization(Policies.Learn).WithMetadata(new OwnPolicy(Policy));

    internal static async Task<IResult> SendAsync(int edition, string id, string hash, HttpContext context, EditionStore editions)
    {
        var newest = await editions.CurrentAsync(context.RequestAborted);
        if (edition < 1 || edition > newest.Number)
        {
            return Results.NotFound();
        }

        var found = edition == newest.Number ? newest : await editions.FindAsync(edition, context.RequestAborted);
        if (found.Edition.Pictures.GetValueOrDefault(id)?.File is not { } file || file.Hash != hash)
        {
            return Results.NotFound();
        }

        // The address is that of the content: what stands under it never changes.
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.File([.. file.Bytes], file.MediaType);
    }
}
