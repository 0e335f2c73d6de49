using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;

namespace KnbTraining.Web.Security;

/// <summary>Marks what is open while the password is a temporary one.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenBeforePasswordChangeAttribute : Attribute;

/// <summary>
/// A temporary password is known to somebody else. Until it is changed, only pages open that are marked as needed for that, or that
/// are open to everybody.
/// </summary>
internal sealed class PasswordDuty(RequestDelegate next, Rights rights)
{
    public const string Page = "/account/password";

    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (IsOpen(context.GetEndpoint())
            || CurrentViewer.IdOf(context.User) is not { } id
            || await rights.FindAsync(id, context.RequestAborted) is not { MustChangePassword: true })
        {
            await next(context);
        }
        else if (context.GetEndpoint()!.Metadata.GetMetadata<RootComponentMetadata>()?.Type == typeof(App))
        {
            context.Response.Redirect(context.Request.PathBase + Page);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    }

    private static bool IsOpen(Endpoint? endpoint) =>
        endpoint is null
        || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || endpoint.Metadata.GetMetadata<OpenBeforePasswordChangeAttribute>() is not null;
}
