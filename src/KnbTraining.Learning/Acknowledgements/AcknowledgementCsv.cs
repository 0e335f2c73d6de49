using KnbTraining.Content.Text;
using KnbTraining.Learning.People;
using KnbTraining.Learning.Reports;

namespace KnbTraining.Learning.Acknowledgements;

/// <summary>The report for spreadsheets; see <see cref="CsvExport"/>.</summary>
public sealed class AcknowledgementCsv(AcknowledgementReport report, LocalCalendar calendar)
{
    private static readonly LocalizedText Text = new("Text", "Текст", "Мәтін");
    private static readonly LocalizedText Version = new("Current version", "Действующая версия", "Қазіргі нұсқа");
    private static readonly LocalizedText DueSince = new("Due since", "Ожидается с", "Қай күннен күтіледі");
    private static readonly LocalizedText ConfirmedOn = new("Last confirmed on", "Последнее подтверждение", "Соңғы растау күні");
    private static readonly LocalizedText ConfirmedVersion = new("Version confirmed", "Подтверждённая версия", "Расталған нұсқа");
    private static readonly LocalizedText Language = new("Language read", "Язык чтения", "Оқылған тілі");

    /// <summary>The rows of <see cref="AcknowledgementReport.PeopleAsync"/>, all of them.</summary>
    public async Task<Result<string>> PeopleAsync(
        Viewer viewer, string documentId, Guid? unitId, AcknowledgementState? state, string language, CancellationToken ct)
    {
        var found = await report.PeopleAsync(viewer, documentId, unitId, state, null, language, ct);
        if (found.Value is not { } people)
        {
            return found.As<string>();
        }

        var csv = new CsvText().Line(
            ReportWords.AsOf[language],
            Text[language],
            Version[language],
            ReportWords.Name[language],
            ReportWords.Unit[language],
            ReportWords.State[language],
            DueSince[language],
            ConfirmedOn[language],
            ConfirmedVersion[language],
            Language[language],
            ReportWords.ValidUntil[language]);
        foreach (var person in people.People)
        {
            csv.Line(
                calendar.Today,
                people.Title,
                people.Version,
                person.Name,
                person.UnitName,
                Of(person.Standing.State)[language],
                person.Standing.DueSince,
                person.ConfirmedOn,
                person.Version,
                person.Language,
                person.Standing.ValidUntil);
        }

        return csv.ToString();
    }

    private static LocalizedText Of(AcknowledgementState state) => state switch
    {
        AcknowledgementState.Confirmed => new("Confirmed", "Подтверждено", "Расталған"),
        AcknowledgementState.EndsSoon => new("Ends soon", "Скоро истекает", "Мерзімі жақындаған"),
        AcknowledgementState.Outdated => new("Earlier version confirmed", "Подтверждена прежняя версия", "Бұрынғы нұсқа расталған"),
        AcknowledgementState.RunOut => new("Ran out", "Срок истёк", "Мерзімі өткен"),
        _ => new("Not confirmed", "Не подтверждено", "Расталмаған"),
    };
}
