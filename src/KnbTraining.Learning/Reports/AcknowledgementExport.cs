using KnbTraining.Content.Text;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>The report as a table for files.</summary>
public sealed class AcknowledgementTable(AcknowledgementReport report, LocalCalendar calendar)
{
    private static readonly LocalizedText Text = new("Text", "Текст", "Мәтін");
    private static readonly LocalizedText Version = new("Current version", "Действующая версия", "Қазіргі нұсқа");
    private static readonly LocalizedText DueSince = new("Due since", "Ожидается с", "Қай күннен күтіледі");
    private static readonly LocalizedText ConfirmedOn = new("Last confirmed on", "Последнее подтверждение", "Соңғы растау күні");
    private static readonly LocalizedText ConfirmedVersion = new("Version confirmed", "Подтверждённая версия", "Расталған нұсқа");
    private static readonly LocalizedText Language = new("Language read", "Язык чтения", "Оқылған тілі");

    /// <summary>The rows of <see cref="AcknowledgementReport.PeopleAsync"/>, all of them.</summary>
    public async Task<Result<Table>> PeopleAsync(
        Viewer viewer, string documentId, Guid? unitId, AcknowledgementState? state, string language, CancellationToken ct)
    {
        var found = await report.PeopleAsync(viewer, documentId, unitId, state, null, language, ct);
        if (found.Value is not { } people)
        {
            return found.As<Table>();
        }

        return Table.Of(
            language,
            Text,
            people.People,
            new(ReportWords.AsOf, _ => calendar.Today),
            new(Text, _ => people.Title),
            new(Version, _ => people.Version),
            new(ReportWords.Name, person => person.Name),
            new(ReportWords.Unit, person => person.UnitName),
            new(ReportWords.State, person => Of(person.Standing.State)[language]),
            new(DueSince, person => person.Standing.DueSince),
            new(ConfirmedOn, person => person.ConfirmedOn),
            new(ConfirmedVersion, person => person.Version),
            new(Language, person => person.Language),
            new(ReportWords.ValidUntil, person => person.Standing.ValidUntil));
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
