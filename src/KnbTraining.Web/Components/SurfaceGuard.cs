using KnbTraining.Web.Theming;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace KnbTraining.Web.Components;

/// <summary>Crossing between the lean and the MudBlazor surface loads the whole page: each links other assets.</summary>
public sealed class SurfaceGuard : ComponentBase, IDisposable
{
    private IDisposable? _registration;
    private bool _crossing;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    public void Dispose() => _registration?.Dispose();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _registration = Navigation.RegisterLocationChangingHandler(GuardAsync);
        }
    }

    private ValueTask GuardAsync(LocationChangingContext context)
    {
        // NavigateTo with forceLoad asks this handler again.
        if (!_crossing && SurfaceOf(context.TargetLocation) != SurfaceOf(Navigation.Uri))
        {
            _crossing = true;
            context.PreventNavigation();
            Navigation.NavigateTo(context.TargetLocation, forceLoad: true);
        }

        return ValueTask.CompletedTask;
    }

    private Surface? SurfaceOf(string location)
    {
        var absolute = Navigation.ToAbsoluteUri(location).AbsoluteUri;
        return absolute.StartsWith(Navigation.BaseUri, StringComparison.OrdinalIgnoreCase)
            ? Surfaces.Of(Navigation.ToBaseRelativePath(absolute))
            : null;
    }
}
