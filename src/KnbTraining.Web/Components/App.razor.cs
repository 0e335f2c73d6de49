using System.Security.Claims;
using KnbTraining.Web.Theming;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace KnbTraining.Web.Components;

/// <summary>The document around every page. The path decides which assets it links.</summary>
public sealed partial class App
{
    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    private Theme Theme => Theme.From(HttpContext.Request);

    private bool IsAdmin => Surfaces.Of(HttpContext.Request.Path) == Surface.Admin;

    // The account of the page, by which the browser notices that somebody else has signed in.
    private string? Who => HttpContext.User.FindFirstValue(ClaimTypes.NameIdentifier);

    // Who signed out leaves nothing in the browser.
    private bool HasGone => HttpContext.Request.Path == "/account/done";

    private string BaseHref => $"{HttpContext.Request.PathBase}/";

    private IComponentRenderMode? PageMode => HttpContext.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;
}
