using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Components.Layout;

/// <summary>A layout with an error boundary that recovers when the reader goes to another page.</summary>
public abstract class CalmLayout : LayoutComponentBase
{
    protected CalmErrorBoundary? Boundary { get; set; }

    protected override void OnParametersSet() => Boundary?.Recover();
}
