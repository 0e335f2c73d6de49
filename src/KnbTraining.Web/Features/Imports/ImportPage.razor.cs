using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using KnbTraining.Web.Components.Tables;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Imports;

/// <summary>Takes a list of people, says what its columns hold, and compares it.</summary>
public sealed partial class ImportPage
{
    private readonly Dictionary<ImportField, string> _columns = [];
    private IReadOnlyDictionary<string, Guid> _namedUnits = new Dictionary<string, Guid>();
    private IReadOnlyList<PeopleImport> _latest = [];
    private IReadOnlyList<string> _saved = [];
    private IReadOnlyList<TableLine>? _table;
    private ImportHeader? _header;
    private FormFindings _findings = FormFindings.None;
    private Digest _file;
    private string _fileName = "";
    private string _language = Languages.Russian;
    private string? _name;
    private string? _chosen;
    private string? _problem;
    private string? _refusal;
    private string? _encoding;
    private string? _unitSeparator;
    private bool _everybody;
    private bool _busy;

    [Inject]
    private IStringLocalizer<TableFaultTexts> Faults { get; set; } = default!;

    [Inject]
    private ImportQueries Imports { get; set; } = default!;

    [Inject]
    private ImportMappings Mappings { get; set; } = default!;

    [Inject]
    private ImportReading Reading { get; set; } = default!;

    [Inject]
    private ImportService Service { get; set; } = default!;

    [Inject]
    private SettingsStore Settings { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private static readonly ImportField[] NameFields = [ImportField.FullName, ImportField.Surname, ImportField.GivenName, ImportField.Patronymic];

    private ImportMapping Mapping => new()
    {
        Columns = new Dictionary<ImportField, string>(_columns),
        Units = _namedUnits,
        UnitSeparator = _unitSeparator,
        ListsEverybody = _everybody,
        Language = _language,
    };

    // A select knows no null.
    private string ChosenSeparator
    {
        get => _unitSeparator ?? "";
        set => _unitSeparator = value.Length == 0 ? null : value;
    }

    private IEnumerable<string> UnitCells => _header!.CellsOf(_table!, Mapping, ImportField.Unit);

    protected override async Task OnInitializedAsync()
    {
        _language = (await Settings.CurrentAsync(CancellationToken.None)).PersonnelLanguage;
        _latest = await Imports.ListAsync(CancellationToken.None);
        _saved = await Mappings.NamesAsync(CancellationToken.None);
    }

    private async Task TakeAsync(InputFileChangeEventArgs change)
    {
        (_problem, _table, _header, _refusal, _busy) = (null, null, null, null, true);
        StateHasChanged();
        try
        {
            byte[]? bytes = null;
            if (change.File.Size <= TableLimits.MostBytes)
            {
                await using var stream = change.File.OpenReadStream(TableLimits.MostBytes);
                bytes = await TableFile.BytesAsync(stream, CancellationToken.None);
            }

            // Off the circuit's own thread: other pages of this process go on.
            var reading = bytes is null ? new TableReading([], new TableProblem(TableFault.TooLarge)) : await Task.Run(() => TableFile.Read(bytes));
            if (reading.Problem is { } problem)
            {
                _problem = Faults.Say(problem);
                return;
            }

            (_table, _header, _file, _fileName) = (reading.Lines, ImportHeader.Find(reading.Lines), Digest.Of(bytes!), change.File.Name);
            _encoding = reading.Encoding;
            Fill(_header.Propose(_table));
        }
        finally
        {
            _busy = false;
        }
    }

    private void Fill(ImportMapping mapping)
    {
        _columns.Clear();
        foreach (var (field, title) in mapping.Columns.Where(column => IsRead(column.Key)))
        {
            _columns[field] = title;
        }

        (_everybody, _namedUnits, _unitSeparator, _findings) = (mapping.ListsEverybody, mapping.Units, mapping.UnitSeparator, FormFindings.None);
    }

    private void Choose(ImportField field, string? title)
    {
        if (string.IsNullOrEmpty(title))
        {
            _columns.Remove(field);
        }
        else
        {
            _columns[field] = title;
        }

        if (field == ImportField.Unit)
        {
            _unitSeparator = UnitPaths.Propose(UnitCells);
        }
    }

    private async Task ChooseMappingAsync(ChangeEventArgs change)
    {
        _chosen = change.Value as string;
        _refusal = null;
        if (string.IsNullOrEmpty(_chosen) || await Mappings.FindAsync(_chosen, CancellationToken.None) is not { } mapping)
        {
            _header = ImportHeader.Find(_table!);
            Fill(_header.Propose(_table!));
            return;
        }

        // The mapping knows its row of titles better than a guess does.
        _header = ImportHeader.Find(_table!, mapping) ?? ImportHeader.Find(_table!);
        Fill(mapping);
        _language = mapping.Language;
        if (_header.MissingOf(mapping) is [var missing, ..])
        {
            _refusal = Texts["Mapping.missing", missing];
        }
    }

    private async Task CompareAsync()
    {
        // A second press of the button, sent before the page was drawn again.
        if (_busy || _table is not { } table || _header is not { } header)
        {
            return;
        }

        var mapping = Mapping;
        (_findings, _refusal) = (mapping.Check(Settings.Current.NumbersOnly), null);
        if (_findings.Any)
        {
            return;
        }

        if (header.MissingOf(mapping) is [var missing, ..])
        {
            _refusal = Texts["Mapping.missing", missing];
            return;
        }

        _busy = true;
        StateHasChanged();
        var viewer = await Current.GetAsync();
        if (!string.IsNullOrWhiteSpace(_name) && await Mappings.SaveAsync(viewer, _name, mapping, CancellationToken.None) is { Ok: false } unsaved)
        {
            Show(unsaved.Refused);
            return;
        }

        var sheet = new ImportSheet(table, header, mapping) { MappingName = string.IsNullOrWhiteSpace(_name) ? _chosen : _name };
        var result = await Task.Run(() => Reading.CompareAsync(sheet, CancellationToken.None));
        var staged = await Service.StageAsync(viewer, _fileName, _file, result, sheet, CancellationToken.None);
        if (staged.Ok)
        {
            Navigation.NavigateTo(ImportAddress.Of(staged.Value));
            return;
        }

        Show(staged.Refused);
    }

    private void Show(Refusal? refused)
    {
        _busy = false;
        _findings = refused is Refusal.Invalid invalid ? invalid.Findings : FormFindings.None;
        _refusal = refused is null or Refusal.Invalid ? null : Shared[$"Refusal.{refused}"].Value;
    }

    private bool IsRead(ImportField field) =>
        (field != ImportField.Iin || Settings.Current.KeepsIin) && !(Settings.Current.NumbersOnly && NameFields.Contains(field));

    private string? FindingAt(string field) => _findings.At(field) is { } key ? Texts[$"Finding.{key}", ""].Value : null;

    // What stands in the first rows under the title.
    private string? SampleOf(ImportField field)
    {
        if (!_columns.TryGetValue(field, out var title) || _header!.Titles.ToList().IndexOf(title) is not (>= 0 and var column))
        {
            return null;
        }

        var cells = _table!.Skip(_header.Index + 1).Take(3).Select(line => line.At(column)).Where(cell => cell.Length > 0);
        var sample = string.Join(" · ", field == ImportField.Iin ? cells.Select(Iin.Mask) : cells);
        return sample.Length == 0 ? null : sample.Length > 80 ? sample[..80] + "…" : sample;
    }
}
