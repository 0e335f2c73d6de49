using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace KnbTraining.Web.Components;

/// <summary>A component whose links lead back to, or into, the page that is open.</summary>
public abstract class LocationAware : ComponentBase, IDisposable
{
    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    /// <summary>Path and query of the open page on its host, path base included, with a leading slash.</summary>
    protected string Here => Navigation.Here(HttpContext);

    /// <summary>Path of the open page below the base, without a leading slash: for comparing with the addresses of pages.</summary>
    protected string PagePath => Navigation.PagePath();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Navigation.LocationChanged -= OnLocationChanged;

    protected override void OnInitialized() => Navigation.LocationChanged += OnLocationChanged;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);
}
