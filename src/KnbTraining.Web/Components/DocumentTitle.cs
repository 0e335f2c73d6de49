using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace KnbTraining.Web.Components;

/// <summary>
/// The title of the document. The framework's own takes the title away while a circuit comes up, for as long as the line is
/// slow, and keeps seven components for it in each open page.
/// </summary>
public sealed class DocumentTitle : ComponentBase
{
    /// <summary>What the page is.</summary>
    [Parameter, EditorRequired]
    public string Subject { get; set; } = string.Empty;

    /// <summary>What the page belongs to.</summary>
    [Parameter]
    public string Of { get; set; } = "KnbTraining";

    private string Text => $"{Subject} · {Of}";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (AssignedRenderMode is null || !RendererInfo.IsInteractive)
        {
            builder.OpenComponent<PageTitle>(0);
            builder.AddComponentParameter(1, nameof(PageTitle.ChildContent), (RenderFragment)(inner => inner.AddContent(2, Text)));
            builder.CloseComponent();
        }

        // In a circuit, start.js copies it to the document, which saves a JavaScript call with its reply. The element is rendered from the
        // start, because the reader's scroll position is restored by counting elements.
        builder.OpenElement(3, "template");
        builder.AddAttribute(4, "data-title", Text);
        builder.CloseElement();
    }
}
