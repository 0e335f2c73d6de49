using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Web.Components;
using KnbTraining.Web.Components.Changes;
using KnbTraining.Web.Features.Content.Changes;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Features.Content.Fields;
using KnbTraining.Web.Features.Content.Forms;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Features.Content.Writing;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace KnbTraining.Web.Features.Content;

/// <summary>A new text for one document.</summary>
public sealed record DocumentChange(DocumentDesk Desk, string Text);

/// <summary>Edits one document, or the three of a lesson.</summary>
public sealed partial class DocumentPage : IDisposable
{
    // Long enough not to save half a word, short enough that a lost line loses little.
    private static readonly TimeSpan AutosaveAfter = TimeSpan.FromSeconds(5);

    private readonly Leaving _leaving = new();
    private readonly UnsentTexts _unsent = new();
    private EditorSession? _session;
    private Refusal? _refused;
    private string _language = Languages.English;
    private string? _message;
    private string? _failure;
    private bool _asksDiscard;
    private bool _asksRetire;
    private int _typed;
    private string _into = "";
    private IReadOnlyList<string> _here = [];
    private bool _busy;
    private bool _readable;

    // A question that is being written for the first time; quiet until somebody has come to the last step.
    private bool _isStepped;
    private bool _isQuiet;
    private DocumentUsage? _usage;
    private DocumentTextPanel? _panel;
    private EventCallback<Finding> _toLine;

    [Parameter]
    public string Path { get; set; } = "";

    /// <summary>The number of the change in which the document is edited.</summary>
    [SupplyParameterFromQuery(Name = "change")]
    private string? AskedChange { get; set; }

    /// <summary>The line of the document at whose field a form opens, from 1.</summary>
    [SupplyParameterFromQuery(Name = "line")]
    private string? AskedLine { get; set; }

    private int? Change => AskedNumber.Number(AskedChange);

    private string Title => _session is not { First.Stored: { } stored, Shown: { } shown } ? TypedTitle ?? DocumentPath.NameOf(Path)
        : stored.Title != Path ? stored.Title
        : TypedTitle ?? (stored.Kind is DocumentKind.Other or DocumentKind.Course ? DocumentNames.Of(Path, shown, Texts) : DocumentPath.NameOf(Path));

    // A question goes by its stem.
    private const int LongestStem = 90;

    // No edition knows what a new rule, question or set of cases is called.
    private string? TypedTitle => _session is { Kind: (DocumentKind.Rule or DocumentKind.LawCases or DocumentKind.Question) and var kind, First.Text: { Length: > 0 } text }
        && Languages.All.Prepend(Cultures.CurrentLanguage).Select(language => YamlEdit.Get(text, $"{(kind == DocumentKind.Question ? "stem" : "title")}/{language}"))
            .FirstOrDefault(title => !string.IsNullOrEmpty(title)) is { } found
        ? found.Length > LongestStem ? $"{found[..LongestStem]}…" : found
        : null;

    private string DraftBy(DocumentView stored) => Texts["Draft.by", stored.DraftBy!, Clock.Moment(stored.DraftAt!.Value)];

    /// <summary>The document, or the folder of a lesson's three.</summary>
    private string Place => _session!.Kind == DocumentKind.Lesson ? Path[..Path.LastIndexOf('/')] : _session.First.Path;

    private bool HasForm => _session!.Kind == DocumentKind.Lesson || (_readable
        && (_session.Kind is DocumentKind.Rule or DocumentKind.Question or DocumentKind.Course or DocumentKind.LawCases || DocumentSchemas.Of(Path) is not null));

    private IEnumerable<DocumentDesk> TextDesks => _session!.Kind switch
    {
        DocumentKind.Lesson => [_session.Of(_language)],
        _ => [_session.First],
    };

    // What is being typed counts before it has arrived: a person who types one letter and leaves at once is asked too.
    private bool Unsaved => _session is { MayWrite: true } session && (session.Dirty || _unsent.AnyUnsent);

    public void Dispose()
    {
        _leaving.Tell();
        if (_session is { } session)
        {
            // The page does not wait for it: what was saved is stored already, and kept as a revision besides.
            _ = session.LeaveAsync(CancellationToken.None);
        }
    }

    protected override void OnInitialized()
    {
        _unsent.Changed = Redraw;
        _toLine = EventCallback.Factory.Create<Finding>(this, GoToAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_session?.Desks.Any(desk => desk.Path == Path) == true && (Change is null || Change == _session.Change))
        {
            return;
        }

        if (_session is { } before)
        {
            await before.LeaveAsync(_leaving.Token);
        }

        _language = Path.StartsWith("lessons/", StringComparison.Ordinal) ? Languages.Known(DocumentPath.NameOf(Path)) : Cultures.CurrentLanguage;
        var session = new EditorSession(Queries, Changes, Saving, Editions, Check, Looks, Comments, Current.GetHereAsync, Path);
        _refused = await session.LoadAsync(Change, _leaving.Token);
        _usage = session.Kind == DocumentKind.Acknowledgement ? (await Queries.UsageAsync(await Current.GetHereAsync(), Path, _leaving.Token)).Value : null;
        _session = session;
        (_message, _failure, _asksRetire, _asksDiscard, _into) = (null, null, false, false, "");
        if (_refused is null)
        {
            Reread();
            _isStepped = _isQuiet = session is { Kind: DocumentKind.Question, MayWrite: true, First.PublishedText: null };
        }
    }

    // What was typed in the boxes of one arrangement arrives before those of the other are drawn.
    private async Task TurnStepsAsync()
    {
        await KeepAsync();
        (_isStepped, _isQuiet) = (!_isStepped, !_isStepped && _session!.First.PublishedText is null);
    }

    /// <summary>Saves what was typed where that is nobody's decision any more: see <see cref="AutosaveAsync"/>.</summary>
    private async Task KeepAsync()
    {
        await _unsent.WhenArrivedAsync(_leaving.Token);
        if (!_busy && Unsaved && MayKeep)
        {
            await SaveAsync();
        }
    }

    private bool MayKeep => _session is { Change: not null, InConflict: null, Row.State: ChangeState.Draft or ChangeState.SentBack };

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        // Tells the others that somebody is here, as long as the page is open.
        using var timer = new PeriodicTimer(DocumentPresence.Span / 3, Time);
        try
        {
            do
            {
                if (_session is { MayWrite: true } session)
                {
                    var here = await session.MeetAsync(_leaving.Token);
                    if (!here.SequenceEqual(_here, StringComparer.Ordinal))
                    {
                        _here = here;
                        StateHasChanged();
                    }
                }
            }
            while (await timer.WaitForNextTickAsync(_leaving.Token));
        }
        catch (OperationCanceledException) when (_leaving.Token.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    private async Task ChangeAsync(DocumentChange change)
    {
        change.Desk.Text = change.Text;
        (_message, _failure) = (null, null);
        Reread();
        _ = AutosaveAsync(++_typed);
        await _session!.CheckAsync(_leaving.Token);
    }

    // Only into a change that is being written anyway: a first save opens one, and a save into a reviewed one takes it back; both are somebody's decision.
    private async Task AutosaveAsync(int typed)
    {
        try
        {
            await Task.Delay(AutosaveAfter, Time, _leaving.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (typed == _typed && !_busy && Unsaved && MayKeep)
        {
            // Nobody awaits this: what goes wrong is told to the page, as after a click.
            try
            {
                await InvokeAsync(SaveAsync);
                Redraw();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                await DispatchExceptionAsync(failure);
            }
        }
    }

    private void Redraw() => _ = InvokeAsync(StateHasChanged);

    private async Task<bool> SettleAsync()
    {
        await _unsent.WhenArrivedAsync(_leaving.Token);
        return Unsaved;
    }

    private async Task SaveAsync()
    {
        _busy = true;
        await _unsent.WhenArrivedAsync(_leaving.Token);
        if (_unsent.AnyTooLong || _session!.AnyTooLong)
        {
            (_busy, _message, _failure) = (false, null, Texts["Save.tooLong", DocumentSaving.LongestText]);
            return;
        }

        var into = int.TryParse(_into, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        await DoAsync(() => _session.Change is null ? _session.SaveIntoAsync(into, Title, _leaving.Token) : _session.SaveAsync(Title, _leaving.Token), "Saved");
    }

    // What was typed is saved first: what somebody looked at is what they see.
    private async Task HoldAsync(HeldTexts held)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        await _unsent.WhenArrivedAsync(_leaving.Token);
        await DoAsync(() => _session!.LookAsync(held.Language, held.Marks, Title, _leaving.Token), "Looked");
    }

    /// <summary>Opens the document of a finding as text, at its line.</summary>
    private async Task GoToAsync(Finding finding)
    {
        if (_session!.Kind == DocumentKind.Lesson && DocumentPath.NameOf(finding.Path) is var language && language != _language)
        {
            _language = Languages.Known(language);
            StateHasChanged();
            await Task.Yield();
        }

        await (_panel?.GoAsync(finding.Line) ?? Task.CompletedTask);
    }

    private Task TellAsync(Refusal? refused)
    {
        (_message, _failure) = (null, ChangeWords.Of(Changed, Shared, refused));
        return Task.CompletedTask;
    }

    // Nothing is left that the browser would have to offer again.
    private async Task ForgetAsync()
    {
        if (_session is not { Dirty: false } || _unsent.AnyUnsent)
        {
            return;
        }

        try
        {
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "./js/typed.js");
            foreach (var desk in _session.Desks)
            {
                await module.InvokeVoidAsync("forget", _leaving.Token, desk.Path);
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page was left meanwhile.
        }
    }

    // A text that is still on its way would come back over what is put in its place.
    private async Task DiscardAsync()
    {
        _asksDiscard = false;
        _busy = true;
        await _unsent.WhenArrivedAsync(_leaving.Token);
        await DoAsync(() => _session!.DiscardAsync(_leaving.Token), "Discarded");
    }

    /// <param name="merged">Null to take what is stored, or published.</param>
    private Task DecideAsync(DocumentDesk desk, string? merged) => DoAsync(
        async () =>
        {
            await _unsent.WhenArrivedAsync(_leaving.Token);
            var refused = merged is not null ? await desk.SettleAsync(merged, _leaving.Token)
                : desk.Conflict is { IsPublished: true } ? await desk.DiscardAsync(_leaving.Token)
                : await desk.TakeTheirsAsync(_leaving.Token);
            await _session!.CheckAsync(_leaving.Token);
            return refused;
        },
        merged is not null ? "Saved" : "Taken");

    // What uses it is told first.
    private async Task AskRetireAsync()
    {
        _usage ??= (await Queries.UsageAsync(await Current.GetHereAsync(), Path, _leaving.Token)).Value;
        _asksRetire = true;
    }

    private async Task RetireAsync()
    {
        _asksRetire = false;
        var into = int.TryParse(_into, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        await DoAsync(() => _session!.RetireAsync(into, Changed["Retire.title", Title], _leaving.Token), "Retire.done");
    }

    private async Task DoAsync(Func<Task<Refusal?>> change, string done)
    {
        _busy = true;
        var refused = await change();
        _busy = false;
        await ForgetAsync();
        Reread();
        _message = refused is null ? Changed[done, Clock.Time(Time.GetUtcNow())].Value : null;

        // A conflict has a panel of its own; a new document that was discarded is gone.
        _failure = refused is null or DraftConflict ? null : ChangeWords.Of(Changed, Shared, refused);
    }

    // A form needs a document that can be read at all; until then the text and its findings are what there is.
    private void Reread() => _readable = YamlEdit.Paths(_session!.First.Text).Count > 0;
}
