using System.Globalization;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Reports.Analysis;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>What answers tell of families of questions, and of the forms that are drawn from them.</summary>
public sealed partial class AnswersPage
{
    private static readonly string[] Sorts = ["look", "answers", "facility", "discrimination", "sure"];

    private AnalysisReport? _report;
    private IReadOnlyList<KnbTraining.Content.Courses.Course> _courses = [];

    [Inject]
    private AnalysisQueries Queries { get; set; } = default!;

    [Inject]
    private EditionStore Editions { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "months")]
    private string? AskedMonths { get; set; }

    [SupplyParameterFromQuery(Name = "choice")]
    private string? AskedChoice { get; set; }

    [SupplyParameterFromQuery(Name = "course")]
    private string? AskedCourse { get; set; }

    [SupplyParameterFromQuery(Name = "rule")]
    private string? AskedRule { get; set; }

    [SupplyParameterFromQuery(Name = "order")]
    private string? AskedOrder { get; set; }

    private AnswersQuery Asked => AnswersQuery.Read(AskedMonths, AskedChoice, AskedCourse, AskedRule, AskedOrder);

    private string Order => Array.Find(Sorts, sort => sort == Asked.Order) ?? "";

    private IEnumerable<(string, string)> Bases => Enum.GetValues<AnalysisBasis>()
        .Select(basis => (Choices.NameOf(basis), Texts[$"Answers.basis.{basis}"].Value));

    private IEnumerable<(string, string)> Periods => new[] { 1, 3, AnswersQuery.UsualMonths, 0 }.Select(months => (Text(months), Texts[$"Answers.months.{months}"].Value));

    private IEnumerable<(string, string)> Courses => _courses
        .Select(course => (course.Id, course.Title[Cultures.CurrentLanguage])).Prepend(("", Texts["Answers.all"].Value));

    private IEnumerable<(string, string)> Rules => (_report?.Families ?? [])
        .Select(family => (family.RuleId, family.RuleTitle)).Distinct().Prepend(("", Texts["Answers.all"].Value));

    private IEnumerable<(string, string)> Orders => Sorts.Select(sort => (sort, Texts[$"Answers.order.{sort}"].Value)).Prepend(("", Texts["Answers.order.rule"].Value));

    // Those of which nothing is known come last, whatever they are sorted by.
    private IEnumerable<AnalysedFamily> Shown
    {
        get
        {
            var families = _report!.Families.Where(family => Asked.Rule is null || family.RuleId == Asked.Rule);
            return Order switch
            {
                "look" => families.OrderBy(family => family.Advices.Count == 0 ? int.MaxValue : (int)family.Advices[0]),
                "answers" => families.OrderByDescending(family => family.Answers),
                "facility" => families.OrderBy(family => family.Figures?.Facility.Value ?? double.MaxValue),
                "discrimination" => families.OrderBy(family => family.Figures?.Discrimination?.Value ?? double.MaxValue),
                "sure" => families.OrderByDescending(family => family.Figures is { Sure: > 0 } figures ? (double)figures.SureAndWrong / figures.Sure : -1),
                _ => families,
            };
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        var edition = (await Editions.CurrentAsync(CancellationToken.None)).Edition;
        _courses = [.. edition.EveryCourse.Values.OrderBy(course => course.Title[Cultures.CurrentLanguage], Learning.Names.NameOrder.Comparer)];
        _report = await Queries.ReadAsync(await Current.GetAsync(), Asked.Filter(Clock.Today), Cultures.CurrentLanguage, CancellationToken.None);
    }

    private void Ask(AnswersQuery asked) => Navigation.NavigateTo(asked.On(LawAddress.Answers));

    private static string? Some(string value) => value.Length == 0 ? null : value;

    private static string Text(int months) => months.ToString(CultureInfo.InvariantCulture);
}
