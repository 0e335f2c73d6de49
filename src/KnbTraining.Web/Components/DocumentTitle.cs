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

        // From a circuit start.js hands it on to the document: no call into the browser, which would answer each. It is there
        // from the first picture on, because the reader's place in the page is found again by counting elements.
        builder.OpenElement(3, "template");
        builder.AddAttribute(4, "data-title", Text);
        builder.CloseElement();
    }
}
