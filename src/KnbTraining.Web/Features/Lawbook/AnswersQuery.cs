using System.Globalization;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Reports.Analysis;
using Microsoft.AspNetCore.WebUtilities;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>What is asked about answers, as an address says it; its names are those of the report's files. What cannot be meant is left out.</summary>
/// <param name="Months">So many months up to today; 0 for all that ever was.</param>
public sealed record AnswersQuery(int Months, AnalysisBasis Basis, string? Course, string? Rule, string? Order)
{
    public const int UsualMonths = 12;

    /// <summary>Further back than anything is known.</summary>
    private const int MostMonths = 1200;

    public static AnswersQuery Read(string? months, string? choice, string? course, string? rule, string? order) => new(
        int.TryParse(months, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostMonths ? number : UsualMonths,
        Choices.Read<AnalysisBasis>(choice) ?? AnalysisBasis.First,
        Name(course),
        Name(rule),
        Name(order));

    public AnalysisFilter Filter(DateOnly today) => new(ReportQuestion.FirstDay(today, Months == 0 ? null : Months), today, Basis, Course);

    public string On(string page) => QueryHelpers.AddQueryString(page, Values());

    /// <summary>The address of the file; rule and order are of the page alone.</summary>
    public string File(string format) => (this with { Rule = null, Order = null }).On($"{LawAddress.Answers}.{format}");

    /// <summary>The page of one family, of the same time and basis.</summary>
    public string Family(string id) => QueryHelpers.AddQueryString((this with { Rule = null, Order = null }).On(LawAddress.AnswersOfFamily), "id", id);

    private Dictionary<string, string?> Values() => new Dictionary<string, string?>
    {
        ["months"] = Months == UsualMonths ? null : Months.ToString(CultureInfo.InvariantCulture),
        ["choice"] = Basis == AnalysisBasis.First ? null : Choices.NameOf(Basis),
        ["course"] = Course,
        ["rule"] = Rule,
        ["order"] = Order,
    }.Where(pair => pair.Value is not null).ToDictionary();

    // Names of ours, as facts hold them.
    private static string? Name(string? text) =>
        text is { Length: > 0 and <= Slug.Longest } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.' or '_') ? text : null;
}
