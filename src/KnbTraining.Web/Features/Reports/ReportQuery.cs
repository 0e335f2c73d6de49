using System.Globalization;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.WebUtilities;

namespace KnbTraining.Web.Features.Reports;

/// <summary>What is asked of a report, as an address says it. Anybody may write anything there, so what cannot be meant is left out.</summary>
public sealed record ReportQuery
{
    /// <summary>How far back a report looks where nothing else is asked.</summary>
    public const int UsualMonths = 12;

    /// <summary>Further back than anything is known.</summary>
    private const int MostMonths = 1200;

    /// <summary>Null for today.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>True where a day was asked that cannot be, so that the figures are those of today. No address says it.</summary>
    public bool IsDayUnread { get; init; }

    /// <summary>Null for all that ever was.</summary>
    public int? Months { get; init; } = UsualMonths;

    public Guid? Unit { get; init; }

    public string? Course { get; init; }

    public string? Rule { get; init; }

    public string? Misconception { get; init; }

    public HolderStatus? Holder { get; init; }

    public string? Choice { get; init; }

    public long? KnownAt { get; init; }

    /// <summary>What only the page knows: an order or a way to show.</summary>
    public string? Order { get; init; }

    /// <summary>Keys of columns, parted by a point.</summary>
    public string? Columns { get; init; }

    public int Page { get; init; } = 1;

    public static ReportQuery Read(Uri address) => Read(QueryHelpers.ParseQuery(address.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal));

    public static ReportQuery Read(IReadOnlyDictionary<string, string> asked)
    {
        var day = AskedDay.Read(asked.GetValueOrDefault("asOf"), DateOnly.MinValue);
        return new()
        {
            AsOf = day == DateOnly.MinValue ? null : day,
            IsDayUnread = AskedDay.IsUnread(asked.GetValueOrDefault("asOf")),
            Months = Number(asked.GetValueOrDefault("months"), MostMonths) is { } months ? months == 0 ? null : (int)months : UsualMonths,
            Unit = AskedNumber.Id(asked.GetValueOrDefault("unit")),
            Course = Name(asked.GetValueOrDefault("course")),
            Rule = Name(asked.GetValueOrDefault("rule")),
            Misconception = Name(asked.GetValueOrDefault("misconception")),
            Holder = AskedNumber.Value<HolderStatus>(asked.GetValueOrDefault("clearance")),
            Choice = Name(asked.GetValueOrDefault("choice")),
            KnownAt = Number(asked.GetValueOrDefault("known"), long.MaxValue),
            Order = Name(asked.GetValueOrDefault("order")),
            Columns = Name(asked.GetValueOrDefault("columns")),
            Page = AskedNumber.Page(asked.GetValueOrDefault("page")),
        };
    }

    /// <summary>The address of a page that is asked this.</summary>
    public string On(string page) => QueryHelpers.AddQueryString(page, Values());

    /// <summary>The address of the file of a report that is asked this.</summary>
    public string File(string report, string format) => (this with { Page = 1 }).On($"{report}.{format}");

    public ReportQuestion Question(DateOnly today, string language) => new(AsOf ?? today, language, Unit, Course)
    {
        Months = Months,
        Rule = Rule,
        Misconception = Misconception,
        Holder = Holder,
        Choice = Choice,
        KnownAt = KnownAt,
        Order = Order,
        Columns = Columns?.Split('.', StringSplitOptions.RemoveEmptyEntries),
    };

    private Dictionary<string, string?> Values() => new Dictionary<string, string?>
    {
        ["asOf"] = AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["months"] = Months == UsualMonths ? null : (Months ?? 0).ToString(CultureInfo.InvariantCulture),
        ["unit"] = Unit?.ToString(),
        ["course"] = Course,
        ["rule"] = Rule,
        ["misconception"] = Misconception,
        ["clearance"] = Holder?.ToString(),
        ["choice"] = Choice,
        ["known"] = KnownAt?.ToString(CultureInfo.InvariantCulture),
        ["order"] = Order,
        ["columns"] = Columns,
        ["page"] = Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null).ToDictionary();

    // Names of ours, as facts hold them.
    private static string? Name(string? text) =>
        text is { Length: > 0 and <= Slug.Longest } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.' or '_') ? text : null;

    private static long? Number(string? text, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;
}
