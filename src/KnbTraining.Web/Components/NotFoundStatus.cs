using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Components;

/// <summary>Answers 404 where a page finds that there is nothing at its address: the page says it to people, the status to everything else.</summary>
public sealed class NotFoundStatus : ComponentBase
{
    // A circuit has no answer any more whose status could be set.
    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    protected override void OnInitialized()
    {
        if (HttpContext is { Response.HasStarted: false } request)
        {
            request.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
