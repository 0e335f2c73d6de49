using KnbTraining.Learning.Setup;
using KnbTraining.Web.Components;
using Microsoft.AspNetCore.Components.Endpoints;

namespace KnbTraining.Web.Security;

/// <summary>Before there is an administrator every page leads to the one that says how to get one; nobody could sign in anywhere else.</summary>
internal sealed class SetupDuty(RequestDelegate next)
{
    public const string Page = "/setup";

    // People are never deleted, so this never becomes false again.
    private volatile bool _done;

    public async Task InvokeAsync(HttpContext context, SetupService setup)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(setup);
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<RootComponentMetadata>()?.Type == typeof(App);
        var mayStay = context.Request.Path.StartsWithSegments(Page, StringComparison.Ordinal)
            || context.Request.Path.StartsWithSegments("/error", StringComparison.Ordinal);
        if (_done || !isPage || mayStay)
        {
            await next(context);
        }
        else if (await setup.IsNeededAsync(context.RequestAborted))
        {
            context.Response.Redirect(context.Request.PathBase + Page);
        }
        else
        {
            _done = true;
            await next(context);
        }
    }
}
