using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Content;

/// <summary>A new text for one document.</summary>
public sealed record DocumentChange(DocumentDesk Desk, string Text);

/// <summary>Edits one document, or the three of a lesson.</summary>
public sealed partial class DocumentPage : IDisposable
{
    private readonly Leaving _leaving = new();
    private readonly UnsentTexts _unsent = new();
    private EditorSession? _session;
    private Refusal? _refused;
    private string _language = Languages.English;
    private string? _message;
    private string? _failure;
    private bool _asksDiscard;
    private bool _busy;
    private bool _readable;
    private DocumentUsage? _usage;

    [Parameter]
    public string Path { get; set; } = "";

    private string Title => _session?.First.Stored?.Title is { } title && title != Path ? title : DocumentPath.NameOf(Path);

    private string DraftBy(DocumentView stored) => Texts["Draft.by", stored.DraftBy!, Clock.Moment(stored.DraftAt!.Value)];

    /// <summary>The document, or the folder of a lesson's three.</summary>
    private string Place => _session!.Kind == DocumentKind.Lesson ? Path[..Path.LastIndexOf('/')] : _session.First.Path;

    private bool HasForm => _session!.Kind == DocumentKind.Lesson || (_readable && _session.Kind is DocumentKind.Rule or DocumentKind.Question);

    // The editor of a text to confirm shows it as text itself.
    private IEnumerable<DocumentDesk> TextDesks => _session!.Kind switch
    {
        DocumentKind.Lesson => [_session.Of(_language)],
        DocumentKind.Acknowledgement => [],
        _ => [_session.First],
    };

    // What is being typed counts before it has arrived: a person who types one letter and leaves at once is asked too.
    private bool Unsaved => _session is { MayWrite: true } session && (session.Dirty || _unsent.AnyUnsent);

    public void Dispose()
    {
        _leaving.Tell();
    }

    protected override void OnInitialized() => _unsent.Changed = Redraw;

    protected override async Task OnParametersSetAsync()
    {
        if (_session?.Desks.Any(desk => desk.Path == Path) == true)
        {
            return;
        }

        _language = Path.StartsWith("lessons/", StringComparison.Ordinal) ? Languages.Known(DocumentPath.NameOf(Path)) : Cultures.CurrentLanguage;
        var session = new EditorSession(Queries, Service, Editions, Check, Current.GetHereAsync, Path);
        _refused = await session.LoadAsync(_leaving.Token);
        _usage = session.Kind == DocumentKind.Acknowledgement ? (await Queries.UsageAsync(await Current.GetHereAsync(), Path, _leaving.Token)).Value : null;
        _session = session;
        Reread();
    }

    private async Task ChangeAsync(DocumentChange change)
    {
        change.Desk.Text = change.Text;
        (_message, _failure) = (null, null);
        Reread();
        await _session!.CheckAsync(_leaving.Token);
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
            (_busy, _message, _failure) = (false, null, Texts["Save.tooLong", EditingService.LongestText]);
            return;
        }

        await DoAsync(() => _session.SaveAsync(_leaving.Token), "Saved");
    }

    // A text that is still on its way would come back over what is put in its place.
    private async Task DiscardAsync()
    {
        _asksDiscard = false;
        _busy = true;
        await _unsent.WhenArrivedAsync(_leaving.Token);
        await DoAsync(() => _session!.DiscardAsync(_leaving.Token), "Discarded");
    }

    private Task DecideAsync(DocumentDesk desk, bool keepMine) => DoAsync(
        async () =>
        {
            await _unsent.WhenArrivedAsync(_leaving.Token);
            var refused = keepMine ? await desk.KeepMineAsync(_leaving.Token) : await desk.TakeTheirsAsync(_leaving.Token);
            await _session!.CheckAsync(_leaving.Token);
            return refused;
        },
        keepMine ? "Saved" : "Conflict.taken");

    private async Task DoAsync(Func<Task<Refusal?>> change, string done)
    {
        _busy = true;
        var refused = await change();
        _busy = false;
        Reread();
        _message = refused is null ? Texts[done, Clock.Time(Time.GetUtcNow())].Value : null;

        // A conflict has a panel of its own; a new document that was discarded is gone.
        _failure = refused is null or DraftConflict ? null : Shared[$"Refusal.{refused}"].Value;
    }

    // A form needs a document that can be read at all; until then the text and its findings are what there is.
    private void Reread() => _readable = YamlEdit.Paths(_session!.First.Text).Count > 0;
}
