using System.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Content.Editing;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace KnbTraining.Web.Features.Content.Fields;

/// <summary>
/// A box for a text of any length up to that of a document. The browser keeps the text and sends it as a stream after a
/// pause (typed.js); the server never writes into a box while somebody types in it.
/// </summary>
public sealed partial class TypedBox : IAsyncDisposable
{
    /// <summary>Bytes that one text may have on its way: no letter takes more than three in UTF-8 for each UTF-16 unit.</summary>
    private const long MostBytes = 3L * DocumentSaving.LongestText;

    private readonly Leaving _leaving = new();
    private ElementReference _box;
    private DotNetObjectReference<TypedBox>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _listener;
    private string? _first;
    private string? _known;
    private int _tooLong;
    private bool _moved;
    private bool _forgotten;

    // What is typed before the script has started would be lost.
    private bool _listening;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    /// <summary>Where the page counts what is on its way; none on a page that saves nothing.</summary>
    [CascadingParameter]
    public UnsentTexts? Unsent { get; set; }

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter]
    public int Lines { get; set; } = 1;

    [Parameter]
    public bool ReadOnly { get; set; }

    [Parameter]
    public bool Spelling { get; set; } = true;

    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public string? Class { get; set; }

    /// <summary>The language of the text, for spelling and for screen readers.</summary>
    [Parameter]
    public string? Language { get; set; }

    [Parameter]
    public bool Wrong { get; set; }

    /// <summary>
    /// A name under which the browser keeps what is typed until the page says that it is saved; it offers it again when the box comes back without
    /// it. Null for a box of which nothing is kept.
    /// </summary>
    [Parameter]
    public string? Keep { get; set; }

    /// <summary>Called when the box listens: a richer editor may be drawn over it.</summary>
    [Parameter]
    public Func<IJSObjectReference, Task>? OnListening { get; set; }

    /// <summary>The findings, below the box.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string Spelled => Spelling ? "true" : "false";

    private string? Invalid => Wrong || _tooLong > 0 ? "true" : null;

    private string? Described => string.Join(' ', new[] { Hint is null ? null : $"{Id}-hint", Invalid is null ? null : $"{Id}-error" }.OfType<string>()) is { Length: > 0 } ids ? ids : null;

    /// <summary>Something is being typed; its text will follow.</summary>
    [JSInvokable]
    public Task TypeAsync(int _)
    {
        Unsent?.Begin(this);
        return Task.CompletedTask;
    }

    /// <summary>A text has been typed.</summary>
    /// <param name="text">Null where the box is empty: a stream without a byte never ends.</param>
    [JSInvokable]
    public async Task ArriveAsync(int _, IJSStreamReference? text)
    {
        var typed = text is null ? "" : await ReadAsync(text);
        (_known, _tooLong) = (typed, 0);

        // The text has arrived, so those who wait for it continue. The event handler below may take longer.
        var handled = ValueChanged.InvokeAsync(typed);
        Unsent?.Arrive(this);
        await handled;
    }

    /// <summary>Where the cursor stands in the text, in UTF-16 characters, after everything typed has arrived; 0 where nobody listens yet.</summary>
    public async Task<int> FindPlaceAsync() => _listener is null ? 0 : await _listener.InvokeAsync<int>("place", _leaving.Token);

    /// <summary>Shows a line of the text and marks it.</summary>
    /// <param name="line">Counted from 1; beyond the end is the last one.</param>
    public async Task GoToAsync(int line)
    {
        if (_listener is not null)
        {
            await _listener.InvokeVoidAsync("goTo", _leaving.Token, line);
        }
    }

    private async Task RecallAsync()
    {
        _forgotten = false;
        await _listener!.InvokeVoidAsync("recall", _leaving.Token);
        Unsent?.Decide(Keep!);
    }

    private async Task DropAsync()
    {
        _forgotten = false;
        await _listener!.InvokeVoidAsync("drop", _leaving.Token);
        Unsent?.Decide(Keep!);
    }

    private static async Task<string> ReadAsync(IJSStreamReference text)
    {
        await using var stream = await text.OpenReadStreamAsync(MostBytes);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    /// <summary>A text has been typed that no document may have; it stays in the box.</summary>
    [JSInvokable]
    public Task TooLongAsync(int _, int length)
    {
        _tooLong = length;
        Unsent?.Refuse(this, length);
        StateHasChanged();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _leaving.Tell();
        try
        {
            // Sends first what is still unsent: a box may go because another language is looked at.
            if (_listener is not null)
            {
                await _listener.InvokeVoidAsync("stop");
                await _listener.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or JSException or OperationCanceledException)
        {
            // The circuit ended, and with it the box.
        }

        Unsent?.Forget(this);
        _self?.Dispose();
    }

    protected override void OnParametersSet()
    {
        _first ??= Value ?? "";
        _known ??= _first;
        if ((Value ?? "") != _known)
        {
            (_known, _moved, _tooLong) = (Value ?? "", true, 0);
            Unsent?.Arrive(this);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            if (firstRender)
            {
                _self = DotNetObjectReference.Create(this);
                _module = await Js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "./js/typed.js");
                _listener = await _module.InvokeAsync<IJSObjectReference>("listen", _leaving.Token, _box, _self, DocumentSaving.LongestText, ReadOnly ? null : Keep);
                _listening = true;
                _forgotten = Keep is not null && !ReadOnly && await _listener.InvokeAsync<bool>("forgotten", _leaving.Token);
                if (_forgotten)
                {
                    Unsent?.Offer(Keep!);
                }

                StateHasChanged();
                if (OnListening is not null)
                {
                    await OnListening(_listener);
                }
            }

            if (_moved && _listener is not null)
            {
                _moved = false;
                await _listener.InvokeVoidAsync("set", _leaving.Token, _known);
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page was left meanwhile.
        }
    }
}
