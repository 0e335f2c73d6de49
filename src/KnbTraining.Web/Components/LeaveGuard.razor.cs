using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace KnbTraining.Web.Components;

/// <summary>
/// Asks before a page is left on which something typed is not saved: with a dialog of ours inside the application, with
/// the browser's own question where the whole page goes (another address, closing, reloading).
/// </summary>
public sealed partial class LeaveGuard
{
    private ElementReference _dialog;
    private string? _target;
    private bool _leaves;
    private bool _shown;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    /// <summary>True while something typed is not saved.</summary>
    [Parameter, EditorRequired]
    public bool Unsaved { get; set; }

    /// <summary>What is lost by leaving; null for what was typed and is not saved.</summary>
    [Parameter]
    public string? Question { get; set; }

    /// <summary>Waits for what is on its way to the server, and then says whether something is unsaved; by default <see cref="Unsaved"/>.</summary>
    [Parameter]
    public Func<Task<bool>>? Settle { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_target is not null && !_shown)
        {
            _shown = true;
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/dialog.js");
            await module.InvokeVoidAsync("show", _dialog);
        }
    }

    private async Task AskAsync(LocationChangingContext context)
    {
        if (_leaves || !(Settle is null ? Unsaved : await Settle()))
        {
            return;
        }

        context.PreventNavigation();
        (_target, _shown) = (context.TargetLocation, false);
        StateHasChanged();
    }

    private void Stay() => _target = null;

    private async Task LeaveAsync()
    {
        // The second of two quick presses leads nowhere else.
        if (_target is not { } target)
        {
            return;
        }

        (_target, _leaves) = (null, true);
        StateHasChanged();
        await Task.Yield();
        try
        {
            // The way to the script and back also tells the browser that it need not ask any more.
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/dialog.js");
            await module.InvokeVoidAsync("follow", target);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page has been left for one without a circuit.
        }
    }
}
