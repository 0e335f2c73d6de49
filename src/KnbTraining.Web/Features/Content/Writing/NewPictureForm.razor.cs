using System.Globalization;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Web.Components.Changes;
using KnbTraining.Web.Components.Lessons;
using KnbTraining.Web.Features.Content.Forms;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.Writing;

/// <param name="Change">The number of the change that holds it.</param>
public sealed record SavedPicture(string Id, string Path, int Change);

/// <summary>
/// Takes in a picture, shows what was taken out of it, and makes a document of it in a change. Only the file must be there: a text that is missing is a
/// finding of the document.
/// </summary>
public sealed partial class NewPictureForm
{
    private const int MostParts = 12;

    private readonly Dictionary<string, string> _titles = Languages.All.ToDictionary(language => language, _ => "", StringComparer.Ordinal);
    private readonly Dictionary<string, string> _alternatives = Languages.All.ToDictionary(language => language, _ => "", StringComparer.Ordinal);
    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);
    private TakenPicture? _taken;
    private EntryChoices? _choices;
    private IReadOnlyList<string> _rules = [];
    private IReadOnlyList<ChangeRow> _open = [];
    private string _standing = "good-practice";
    private string _into = "";
    private string? _fileFault;
    private string? _refusal;
    private bool _busy;
    private bool _created;

    [Inject]
    private IStringLocalizer<WritingTexts> Texts { get; set; } = default!;

    [Inject]
    private IStringLocalizer<ContentTexts> Contents { get; set; } = default!;

    [Inject]
    private IStringLocalizer<FormTexts> Forms { get; set; } = default!;

    [Inject]
    private IStringLocalizer<ChangeTexts> Changed { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    [Inject]
    private EditionStore Editions { get; set; } = default!;

    [Inject]
    private DocumentSaving Saving { get; set; } = default!;

    [Inject]
    private EditingQueries Queries { get; set; } = default!;

    [Inject]
    private ChangeQueries Changes { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    /// <summary>The number of the change that is proposed for it; without one it is the last that the viewer writes, if any.</summary>
    [Parameter]
    public int? Change { get; set; }

    /// <summary>True where it goes into <see cref="Change"/> and nowhere else, because what shows it is written there.</summary>
    [Parameter]
    public bool Settled { get; set; }

    [Parameter]
    public EventCallback<SavedPicture> OnSaved { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    private bool IsSettled => Settled && Change is not null;

    // Names of formats are no words of any language, so no text holds them.
    private static string Types => string.Join(", ", PictureIntake.Names);

    private string Alternative => _alternatives[Cultures.CurrentLanguage];

    protected override async Task OnInitializedAsync()
    {
        _choices = new EntryChoices((await Editions.CurrentAsync(CancellationToken.None)).Edition, Contents, Forms);
        _open = await Changes.OpenAsync(await Current.GetHereAsync(), CancellationToken.None);
        var into = _open.FirstOrDefault(change => change.Number == Change)
            ?? _open.Where(change => change is { IsOwn: true, State: ChangeState.Draft or ChangeState.SentBack }).MaxBy(change => change.ChangedAt);
        _into = into?.Number.ToString(CultureInfo.InvariantCulture) ?? "";
    }

    private string? FaultAt(string field) => _faults.GetValueOrDefault(field);

    private async Task ReadAsync(InputFileChangeEventArgs change)
    {
        (_taken, _fileFault, _busy) = (null, null, true);
        await Task.Yield();
        StateHasChanged();
        try
        {
            if (change.File.Size > PictureFile.MostTaken)
            {
                _fileFault = SayOf(PictureFault.TooLarge);
                return;
            }

            using var bytes = new MemoryStream();
            await using (var stream = change.File.OpenReadStream(PictureFile.MostTaken))
            {
                await stream.CopyToAsync(bytes);
            }

            var taken = PictureIntake.Take(change.File.Name, bytes.ToArray());
            _taken = taken.File is null ? null : taken;
            _fileFault = taken.Fault is { } fault ? SayOf(fault) : null;
        }
        catch (IOException)
        {
            _fileFault = Texts["Fault.Lost"];
        }
        finally
        {
            _busy = false;
        }
    }

    private string SayOf(PictureFault fault) => Texts[$"Fault.{fault}", PictureFile.MostBytes / 1024, PictureFile.Longest, PictureFile.MostPixels / 1_000_000, Types];

    private async Task CreateAsync()
    {
        // The second of two quick presses makes no second picture.
        if (_busy || _created)
        {
            return;
        }

        _refusal = null;
        Check();
        if (_faults.Count > 0 || _taken?.File is not { } file)
        {
            return;
        }

        _busy = true;
        var viewer = await Current.GetHereAsync();
        var edition = (await Editions.CurrentAsync(CancellationToken.None)).Edition;
        var drafted = (await Queries.ListAsync(viewer, CancellationToken.None)).Select(document => document.Path).ToHashSet(StringComparer.Ordinal);
        var title = Languages.All.Prepend(Cultures.CurrentLanguage).Select(language => _titles[language].Trim()).FirstOrDefault(one => one.Length > 0) ?? "";
        var id = IdOfTitle.Of(title, "picture", taken => edition.Pictures.ContainsKey(taken) || drafted.Contains(PathOf(taken)));
        var isSourced = _standing == "sources";
        var picture = new UploadedPicture(
            id, isSourced ? PictureStanding.Sources : PictureStanding.GoodPractice, LocalizedText.Of(_titles), LocalizedText.Of(_alternatives), isSourced ? _rules : [], file);
        var into = IsSettled ? Change : int.TryParse(_into, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        var save = new DocumentSave(into, PathOf(id), picture.ToDocument(), 0, null, title.Length > 0 ? title : Texts["NewPicture.change"]);
        var saved = await Saving.SaveAsync(viewer, save, CancellationToken.None);
        _busy = false;
        _refusal = ChangeWords.Of(Changed, Shared, saved.Refused);
        if (saved.Ok)
        {
            _created = true;
            StateHasChanged();
            await OnSaved.InvokeAsync(new SavedPicture(id, PathOf(id), saved.Value!.Change));
        }
    }

    private void Check()
    {
        _faults.Clear();
        _fileFault ??= _taken is null ? Texts["Fault.Missing"].Value : null;
        foreach (var (name, texts) in new[] { ("title", _titles), ("alternative", _alternatives) })
        {
            foreach (var (language, text) in texts)
            {
                if (TypedText.FindHidden(text) is not null)
                {
                    _faults[$"{name}-{language}"] = Shared["Finding.hidden"];
                }
            }
        }
    }

    private static string PathOf(string id) => $"{Picture.Folder}/{id}.yaml";
}
