using KnbTraining.Learning.Persistence;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace KnbTraining.Web.Components;

/// <summary>
/// Keeps the frame of the page when its body fails, and gives the failure a number that can be found in the log. Where it is the database
/// that cannot be reached, the body tries again by itself.
/// </summary>
public sealed class CalmErrorBoundary : ErrorBoundaryBase
{
    private string _number = string.Empty;

    /// <summary>What is drawn around the failure where the page had drawn its frame itself.</summary>
    [Parameter]
    public Type? Frame { get; set; }

    [Inject]
    private ILogger<CalmErrorBoundary> Logger { get; set; } = default!;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        if (Frame is null)
        {
            BuildFailure(builder);
            return;
        }

        builder.OpenComponent(1, Frame);
        builder.AddAttribute(2, nameof(ChildContent), (RenderFragment)BuildFailure);
        builder.CloseComponent();
    }

    private void BuildFailure(RenderTreeBuilder builder)
    {
        if (StorageFailure.Is(CurrentException!))
        {
            builder.OpenComponent<UnavailableView>(6);
            builder.AddComponentParameter(7, nameof(UnavailableView.OnAgain), EventCallback.Factory.Create(this, Recover));
            builder.CloseComponent();
            return;
        }

        builder.OpenComponent<FailureView>(3);
        builder.AddComponentParameter(4, nameof(FailureView.Number), _number);
        builder.AddComponentParameter(5, nameof(FailureView.OnAgain), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    protected override Task OnErrorAsync(Exception exception)
    {
        _number = Guid.NewGuid().ToString("N")[..12];
        Logger.LogError(exception, "A page failed; its number is {Number}", _number);
        return Task.CompletedTask;
    }
}
