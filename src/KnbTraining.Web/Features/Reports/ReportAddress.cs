using System.Globalization;

namespace KnbTraining.Web.Features.Reports;

/// <summary>The addresses of the reports; the date travels along, so that what is printed or exported is what was seen.</summary>
public static class ReportAddress
{
    public const string Home = "admin/reports";
    public const string Missed = "admin/reports/missed";
    public const string Weakness = "admin/reports/weakness";
    public const string Mistaken = "admin/reports/sure";
    public const string Saved = "admin/reports/saved";
    public const string Access = "admin/reports/access";
    public const string Exceptions = "admin/reports/exceptions";
    public const string Compliance = "admin/reports/compliance";
    public const string Misconceptions = "admin/reports/misconceptions";

    /// <summary>The files of the reports that do not lie under the address of their page, without their endings.</summary>
    public const string ProgressFile = "admin/reports/progress";
    public const string PeopleFile = "admin/reports/people";

    public static string Progress(DateOnly asOf, bool worstFirst) => $"{Home}?asOf={Day(asOf)}{(worstFirst ? "&order=worst" : "")}";

    public static string Unit(Guid unitId, string courseId, DateOnly asOf) => $"{Home}/unit/{unitId}/{Uri.EscapeDataString(courseId)}?asOf={Day(asOf)}";

    /// <param name="choice">Of <see cref="JournalPage"/>; null for everybody.</param>
    public static string Journal(Guid unitId, string courseId, string? choice = null) =>
        $"{Home}/unit/{unitId}/{Uri.EscapeDataString(courseId)}/journal{(choice is null ? "" : $"?who={choice}")}";

    public static string Person(Guid personId) => $"{Home}/person/{personId}";

    public static string Export(DateOnly asOf, string format) => $"{ProgressFile}.{format}?asOf={Day(asOf)}";

    public static string ExportPeople(Guid unitId, string courseId, DateOnly asOf, string format) =>
        $"{PeopleFile}.{format}?unit={unitId}&course={Uri.EscapeDataString(courseId)}&asOf={Day(asOf)}";

    public static string ExportMissed(Guid? unitId, string format) => $"{Missed}.{format}{(unitId is { } unit ? $"?unit={unit}" : "")}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
