using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Components.Layout;

/// <summary>A layout whose page may fail: moving on starts afresh.</summary>
public abstract class CalmLayout : LayoutComponentBase
{
    protected CalmErrorBoundary? Boundary { get; set; }

    protected override void OnParametersSet() => Boundary?.Recover();
}
