using System.Globalization;

namespace KnbTraining.Web.Features.Reports;

/// <summary>The addresses of the reports; the date travels along, so that what is printed or exported is what was seen.</summary>
public static class ReportAddress
{
    public const string Home = "admin/reports";
    public const string Missed = "admin/reports/missed";
    public const string Csv = "admin/reports/progress.csv";
    public const string MissedCsv = "admin/reports/missed.csv";
    public const string PeopleCsv = "admin/reports/people.csv";

    public static string Progress(DateOnly asOf, bool worstFirst) => $"{Home}?asOf={Day(asOf)}{(worstFirst ? "&order=worst" : "")}";

    public static string Unit(Guid unitId, string courseId, DateOnly asOf) => $"{Home}/unit/{unitId}/{Uri.EscapeDataString(courseId)}?asOf={Day(asOf)}";

    public static string Person(Guid personId) => $"{Home}/person/{personId}";

    public static string Export(DateOnly asOf) => $"{Csv}?asOf={Day(asOf)}";

    public static string ExportPeople(Guid unitId, string courseId, DateOnly asOf) =>
        $"{PeopleCsv}?unit={unitId}&course={Uri.EscapeDataString(courseId)}&asOf={Day(asOf)}";

    public static string ExportMissed(Guid? unitId) => unitId is { } unit ? $"{MissedCsv}?unit={unit}" : MissedCsv;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
