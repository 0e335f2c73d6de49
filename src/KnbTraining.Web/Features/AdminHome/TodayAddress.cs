using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Overview;
using KnbTraining.Web.Components;

namespace KnbTraining.Web.Features.AdminHome;

/// <summary>The lists behind the numbers of a manager's home.</summary>
internal static class TodayAddress
{
    public const string People = "admin/people";
    public const string Waivers = "admin/waivers";
    public const string Content = "admin/content";

    public static string List(Need need, int page = 1) => FormattableString.Invariant($"admin/today?need={need}{(page == 1 ? "" : $"&page={page}")}");

    /// <summary>The transcript of a person.</summary>
    public static string Person(Guid personId) => $"admin/reports/person/{personId}";

    /// <summary>Who had done what they must on a day.</summary>
    public static string Compliance(DateOnly day) => FormattableString.Invariant($"admin/reports/compliance?asOf={day:yyyy-MM-dd}");

    public static string Text(string documentId, AcknowledgementState state) => $"{AcknowledgementAddress.Report}/{documentId}?state={state}";
}
