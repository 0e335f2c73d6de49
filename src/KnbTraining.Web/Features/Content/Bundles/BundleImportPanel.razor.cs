using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Exchange.Bundles;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Components.Changes;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Features.Content.Forms;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.Bundles;

/// <summary>Verifies a signed edition, shows what it would change, asks about what both sides changed and makes a change of it.</summary>
public sealed partial class BundleImportPanel
{
    private const int Portion = 50;

    private readonly Dictionary<string, BundleChoice> _choices = new(StringComparer.Ordinal);
    private BundleFile? _file;
    private FormFindings _findings = FormFindings.None;
    private string? _problem;
    private string? _refusal;
    private string _title = "";
    private string _reason = "";
    private int? _taken;
    private bool _busy;
    private bool _done;

    [Inject]
    private BundleImport Import { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Shared { get; set; } = default!;

    private bool IsUnsaved => _file is { HasNews: true } && !_done;

    private IReadOnlyList<BundledDocument> Conflicts => [.. _file!.Documents.Where(document => document.Difference.IsConflict)];

    private IEnumerable<BundleFate> Fates => Enum.GetValues<BundleFate>().Where(fate => _file!.Count(fate) > 0);

    private async Task ReadAsync(InputFileChangeEventArgs change)
    {
        (_file, _problem, _refusal, _findings, _taken, _busy, _done) = (null, null, null, FormFindings.None, null, true, false);
        _choices.Clear();
        StateHasChanged();
        await Task.Yield();
        try
        {
            if (change.File.Size > ContentLimits.LargestExchange)
            {
                _problem = Texts["File.large", ContentLimits.LargestExchange >> 20];
                return;
            }

            using var bytes = new MemoryStream();
            await using (var stream = change.File.OpenReadStream(ContentLimits.LargestExchange))
            {
                await stream.CopyToAsync(bytes);
            }

            var read = await Import.ReadAsync(await InLanguageAsync(), change.File.Name, bytes.ToArray(), CancellationToken.None);
            _file = read.Value;
            _problem = read.Refused is null ? null : Shared[$"Refusal.{read.Refused}"].Value;
            if (_file is { Bundle: { } bundle, Publisher: { } publisher })
            {
                var title = Texts["Change.proposed", bundle.Edition, publisher.Name].Value;
                _title = title.Length <= ChangeService.LongestTitle ? title : Texts["Import"].Value;
                _reason = Texts["Reason.proposed", bundle.Edition, Clock.Moment(bundle.PublishedAt), publisher.Name];
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task TakeAsync()
    {
        if (_busy || _done || _file is not { HasNews: true } file)
        {
            return;
        }

        (_busy, _refusal, _findings, _taken) = (true, null, FormFindings.None, null);
        StateHasChanged();
        await Task.Yield();
        var made = await Import.TakeAsync(await InLanguageAsync(), file, _choices, _title, _reason, CancellationToken.None);
        (_busy, _done) = (false, made.Ok);
        if (made.Ok)
        {
            Navigation.NavigateTo(ChangeAddress.Of(made.Value));
            return;
        }

        _findings = made.Findings;
        _taken = (made.Refused as TakenAlready)?.Change;
        _refusal = made.Refused switch
        {
            Refusal.Invalid => null,
            TakenAlready => Texts["InChange"].Value,
            { Kind: RefusalKind.NotAllowed } => Texts["Distrusted.meanwhile"].Value,
            var refused => Shared[$"Refusal.{refused}"].Value,
        };
    }

    private async ValueTask<Viewer> InLanguageAsync() => (await Current.GetAsync()) with { Language = Cultures.CurrentLanguage };

    private BundledDocument[] Settled(BundleFate fate) =>
        [.. _file!.Documents.Where(document => document.Difference.Fate == fate && !document.Difference.IsConflict)];

    private BundleChoice Chosen(BundledDocument document) => _choices.TryGetValue(document.Path, out var choice) ? choice : document.Difference.Choices[0];

    private IEnumerable<(string Value, string Text)> ChoicesOf(BundledDocument document) =>
        document.Difference.Choices.Select(choice => (choice.ToString(), Texts[$"Choice.{document.Difference.Fate}.{choice}"].Value));

    private void Choose(BundledDocument document, string choice)
    {
        if (Enum.TryParse<BundleChoice>(choice, out var chosen) && document.Difference.Choices.Contains(chosen))
        {
            _choices[document.Path] = chosen;
        }
    }

    // Unique on the page, and no selector of a style or script needs to escape it.
    private string IdOf(BundledDocument document) => $"bundle-choice-{_file!.Documents.ToList().IndexOf(document)}";

    // What has no title of its own goes by what people call it; a lesson has one text for each language.
    private string NameOf(string path) =>
        _file!.Documents.FirstOrDefault(document => document.Path == path) is { } document ? NameOf(document) : DocumentNames.TitleOf(path, _file.Base!.Edition, ContentNames);

    private string NameOf(BundledDocument document)
    {
        var name = document.Title == document.Path ? DocumentNames.Of(document.Path, _file!.Base!.Edition, ContentNames) : document.Title;
        return DocumentTitles.LanguageOf(document.Path) is { } language ? $"{name} ({LanguageNames.Of(language)})" : name;
    }

    private string? FindingAt(string field) => _findings.At(field) is { } key ? Texts[$"Finding.{field}.{key}"].Value : null;
}
