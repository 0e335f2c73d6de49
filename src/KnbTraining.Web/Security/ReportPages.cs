using System.Reflection;
using KnbTraining.Learning.Reports;
using Microsoft.AspNetCore.Authorization;

namespace KnbTraining.Web.Security;

/// <summary>
/// Makes a page the page of a report. The files of the report lie below the page's address and ask for the page's right; a print of the page
/// is recorded under its name.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReportPageAttribute(ExportedReport report, RecordedPage printed) : Attribute
{
    public ExportedReport Report { get; } = report;

    public RecordedPage Printed { get; } = printed;

    /// <summary>Place among the tabs of the reports, lower first; 0 where there is none. The tab is called <c>{report}.tab</c>, as the texts of the reports have it.</summary>
    public int Tab { get; init; }

    /// <summary>Where the files are, without their endings; null where they have the page's address.</summary>
    public string? File { get; init; }
}

/// <param name="Address">Relative to the base address, with its parameters.</param>
/// <param name="File">Where its files are, without their endings.</param>
/// <param name="Policy">Who may open the page and have its files.</param>
public sealed record ReportPage(ExportedReport Report, RecordedPage Printed, string Address, string File, string Policy, int Tab);

public static class ReportPages
{
    /// <summary>Every report; they follow from the pages, so that none leads nowhere.</summary>
    public static IReadOnlyList<ReportPage> All { get; } =
    [
        .. PageRoutes.All
            .Select(route => (Route: route, Report: route.Page.GetCustomAttribute<ReportPageAttribute>()))
            .Where(pair => pair.Report is not null)
            .Select(pair => new ReportPage(
                pair.Report!.Report,
                pair.Report.Printed,
                pair.Route.Address,
                pair.Report.File ?? pair.Route.Address,
                pair.Route.Page.GetCustomAttribute<AuthorizeAttribute>()!.Policy!,
                pair.Report.Tab)),
    ];

    public static IEnumerable<ReportPage> Tabs => All.Where(page => page.Tab > 0).OrderBy(page => page.Tab);
}
