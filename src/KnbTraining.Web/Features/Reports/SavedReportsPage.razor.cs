using KnbTraining.Learning;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Reports.Saved;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Reports;

/// <summary>The saved reports of the viewer, and the form that saves what another page has shown.</summary>
public sealed partial class SavedReportsPage
{
    private static readonly HashSet<ExportedReport> Saveable =
    [
        ExportedReport.Compliance, ExportedReport.Access, ExportedReport.Exceptions, ExportedReport.Weakness, ExportedReport.Mistaken, ExportedReport.Misconceptions,
    ];

    private IReadOnlyList<SavedReport>? _rows;
    private SavedReportForm _form = new();
    private string? _finding;
    private string? _wayFinding;
    private string? _refusal;
    private string? _told;
    private bool _busy;

    [SupplyParameterFromQuery(Name = "report")]
    private string? AskedReport { get; set; }

    // Only what a page like that has shown can be saved; others are asked in other ways.
    private ExportedReport? Report => AskedNumber.Value<ExportedReport>(AskedReport) is { } report && Saveable.Contains(report) ? report : null;

    protected override async Task LoadAsync() => _rows = await Saved.ListAsync(await Current.GetAsync(), CancellationToken.None);

    private static string AddressOf(SavedReport row)
    {
        var asked = row.Question;
        var query = new ReportQuery
        {
            Months = asked.Months,
            Unit = asked.UnitId,
            Course = asked.Course,
            Rule = asked.Rule,
            Misconception = asked.Misconception,
            Holder = asked.Holder,
            Choice = asked.Choice,
            Order = asked.Order,
            Columns = asked.Columns is { } columns ? string.Join('.', columns) : null,
        };
        return query.On(ReportPages.All.First(page => page.Report == row.Report).Address);
    }

    private async Task SaveAsync()
    {
        (_busy, _finding, _wayFinding, _refusal, _told) = (true, null, null, null, null);
        var viewer = await Current.GetAsync();
        var asked = Asked.Question(AsOf, Cultures.CurrentLanguage);
        _form.Report = Report!.Value;
        _form.Question = new SavedQuestion
        {
            Months = asked.Months,
            UnitId = asked.UnitId,
            Course = asked.Course,
            Holder = asked.Holder,
            Rule = asked.Rule,
            Misconception = asked.Misconception,
            Choice = asked.Choice,
            Order = asked.Order,
            Columns = asked.Columns is null ? null : [.. asked.Columns],
        };
        var saved = await Saved.SaveAsync(viewer, _form, Cultures.CurrentLanguage, CancellationToken.None);
        _busy = false;
        if (saved.Ok)
        {
            _told = Texts["Saved.done", _form.Name.Trim()];
            _form = new SavedReportForm();
            Go(ReportAddress.Saved, new ReportQuery());
            await LoadAsync();
            return;
        }

        if (saved.Refused is Refusal.Invalid invalid)
        {
            _finding = invalid.Findings.At(nameof(SavedReportForm.Name)) is { } fault ? Shared[$"Finding.{fault}"].Value : null;
            _wayFinding = invalid.Findings.At(nameof(SavedReportForm.Way)) is not null ? Texts["Saved.noMail"].Value : null;
            return;
        }

        _refusal = saved.Refused == Refusal.TooMany ? Texts["Saved.tooMany", SavedReports.MostOfOne].Value : Shared[$"Refusal.{saved.Refused!.Kind}"].Value;
    }

    private async Task DeleteAsync(SavedReport row)
    {
        (_busy, _refusal, _told) = (true, null, null);
        var deleted = await Saved.DeleteAsync(await Current.GetAsync(), row.Id, CancellationToken.None);
        _told = deleted.Ok ? Texts["Saved.deleted", row.Name].Value : null;
        _refusal = deleted.Ok ? null : Shared[$"Refusal.{deleted.Refused!.Kind}"].Value;
        _busy = false;
        await LoadAsync();
    }

    private string Said(SavedReport row) => string.Join(
        " · ",
        new[]
        {
            row.Rhythm == ReportRhythm.Never ? Texts["Saved.Never"].Value : $"{Texts[$"Saved.{row.Rhythm}"].Value}, {Texts[$"Saved.{row.Way}"].Value}",
            row.NextOn is { } next ? Texts["Saved.next", LocalTime.Day(next)].Value : null,
            row.LastOn is { } last ? Texts["Saved.last", LocalTime.Day(last)].Value : null,
        }.OfType<string>());
}
