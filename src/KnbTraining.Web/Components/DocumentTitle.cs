using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace KnbTraining.Web.Components;

/// <summary>
/// The title of the document. The framework's own takes the title away while a circuit comes up, for as long as the line is
/// slow, and keeps seven components for it in each open page.
/// </summary>
public sealed class DocumentTitle : ComponentBase
{
    private string? _told;

    /// <summary>What the page is.</summary>
    [Parameter, EditorRequired]
    public string Subject { get; set; } = string.Empty;

    /// <summary>What the page belongs to.</summary>
    [Parameter]
    public string Of { get; set; } = "KnbTraining";

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    private string Text => $"{Subject} · {Of}";

    private bool HasCircuit => AssignedRenderMode is not null && RendererInfo.IsInteractive;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!HasCircuit)
        {
            builder.OpenComponent<PageTitle>(0);
            builder.AddComponentParameter(1, nameof(PageTitle.ChildContent), (RenderFragment)(inner => inner.AddContent(2, Text)));
            builder.CloseComponent();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (HasCircuit && _told != Text)
        {
            _told = Text;
            await Script.InvokeVoidAsync("knb.title", Text);
        }
    }
}
