using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;

namespace KnbTraining.Web.Security;

/// <summary>
/// A form whose token does not fit: it stayed open while somebody signed in in another window, or the browser lost its
/// cookie. The page is shown again with a new token, the values that were typed, and a message.
/// </summary>
internal sealed class RefusedForm(RequestDelegate next)
{
    private static readonly object Mark = new();

    /// <summary>True where the page is drawn because its form was refused.</summary>
    public static bool Was(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.ContainsKey(Mark);
    }

    /// <summary>What was typed into a field of the refused form; null for other pages. Never for passwords.</summary>
    public static string? Typed(HttpContext context, string field)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items[Mark] is IFormCollection form ? form[field].ToString() : null;
    }

    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (HttpMethods.IsPost(context.Request.Method)
            && context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }
            && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            RefusalLog.Tell(context, "the form does not carry the token of this browser");

            // Rendered as a GET, because the form must have no effect. The antiforgery verdict is removed, because reading the
            // form would throw with it.
            context.Request.Method = HttpMethods.Get;
            context.Features.Set<IAntiforgeryValidationFeature>(null);
            context.Items[Mark] = await ReadAsync(context.Request);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        await next(context);
    }

    /// <summary>Error pages are rendered as a GET. As a POST they would be refused again, and show nothing.</summary>
    public static Task ShowErrorPageAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }

    private static async Task<IFormCollection> ReadAsync(HttpRequest request)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            // Too large, or cut off.
            return FormCollection.Empty;
        }
    }
}
