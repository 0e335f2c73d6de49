using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editing.Shelf;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Content.Forms;
using KnbTraining.Web.Features.Content.Shelf;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Content;

/// <summary>All documents, with filters in the address, and one act for many of them.</summary>
public sealed partial class ContentPage : IDisposable
{
    private const int Most = 5;

    // Long enough not to look for half a word.
    private static readonly TimeSpan SearchPause = TimeSpan.FromMilliseconds(250);

    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private readonly Leaving _leaving = new();
    private IReadOnlyList<ShelfRow>? _documents;
    private IReadOnlyList<ChangeRow> _open = [];
    private NumberedEdition? _current;
    private ShelfFilter _filter = new();
    private bool _writes;
    private int _annulments;
    private int _turn;

    [SupplyParameterFromQuery(Name = "q")]
    private string? AskedSearch { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? AskedKind { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? AskedState { get; set; }

    [SupplyParameterFromQuery(Name = "language")]
    private string? AskedLanguage { get; set; }

    [SupplyParameterFromQuery(Name = "review")]
    private string? AskedReview { get; set; }

    [SupplyParameterFromQuery(Name = "order")]
    private string? AskedOrder { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? AskedPage { get; set; }

    private IEnumerable<(string Value, string Text)> LanguageChoices =>
    [
        ("", Lists["All"].Value),
        (ShelfFilter.AnyBehind, Lists["Language.behind"].Value),
        .. Languages.All.Select(language => (language, Lists["Language.behind.in", LanguageNames.Of(language)].Value)),
        (ShelfFilter.Unread, Lists["Language.behind.unread"].Value),
    ];

    public void Dispose() => _leaving.Tell();

    protected override void OnParametersSet() =>
        _filter = ShelfFilter.Read(AskedSearch, AskedKind, AskedState, AskedLanguage, AskedReview, AskedOrder, AskedPage);

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var viewer = await Current.GetHereAsync();
        _writes = viewer.Is(Role.Editor);
        _current = await Editions.CurrentAsync(_leaving.Token);
        _open = await Changes.OpenAsync(viewer, _leaving.Token);
        _annulments = await Annulments.CountWaitingAsync(viewer, _leaving.Token);
        _documents = [.. (await Queries.ListAsync(viewer, _leaving.Token)).Select(Named).OrderBy(row => row.Title, NameOrder.Comparer)];
    }

    // What has no title of its own goes by what people call it.
    private ShelfRow Named(ShelfRow row) =>
        row.Title == row.Path && row.Kind is DocumentKind.Other or DocumentKind.Course ? row with { Title = DocumentNames.Of(row.Path, _current!.Edition, Texts) } : row;

    private IEnumerable<(string Value, string Text)> Choices<T>(Func<T, string> name)
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => (value.ToString(), name(value))).Prepend(("", Lists["All"].Value));

    private async Task SearchAsync(ChangeEventArgs change)
    {
        var turn = ++_turn;
        await Task.Delay(SearchPause, _leaving.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        if (turn == _turn && !_leaving.Token.IsCancellationRequested)
        {
            Show(_filter with { Search = change.Value as string ?? "" });
        }
    }

    private void Show(ShelfFilter filter) => Navigation.NavigateTo((filter with { Page = 1 }).Address, replace: true);

    private void Turn(int page) => Navigation.NavigateTo((_filter with { Page = page }).Address);

    private void Choose((ShelfRow Row, bool Chosen) choice)
    {
        if (choice.Chosen)
        {
            _chosen.Add(choice.Row.Path);
        }
        else
        {
            _chosen.Remove(choice.Row.Path);
        }
    }
}
