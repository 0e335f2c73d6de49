using KnbTraining.Web.Components;
using Microsoft.AspNetCore.Components.Endpoints;

namespace KnbTraining.Web.Security;

/// <summary>Somebody else has seen a temporary password: no page opens before it is changed.</summary>
internal sealed class PasswordDuty(RequestDelegate next)
{
    public const string Page = "/account/password";

    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<RootComponentMetadata>()?.Type == typeof(App);
        var mayStay = context.Request.Path.StartsWithSegments("/account", StringComparison.Ordinal)
            || context.Request.Path.StartsWithSegments("/error", StringComparison.Ordinal);
        if (!isPage || mayStay || !context.User.HasClaim(claim => claim.Type == ViewerClaims.MustChangePassword))
        {
            return next(context);
        }

        context.Response.Redirect(context.Request.PathBase + Page);
        return Task.CompletedTask;
    }
}
