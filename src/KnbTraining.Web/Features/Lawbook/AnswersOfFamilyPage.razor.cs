using KnbTraining.Learning.Reports.Analysis;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>What answers tell of one family, with its words in all languages beside each other.</summary>
public sealed partial class AnswersOfFamilyPage
{
    private FamilyAnalysis? _found;
    private bool _missing;

    [SupplyParameterFromQuery(Name = "id")]
    private string? AskedFamily { get; set; }

    [Inject]
    private AnalysisQueries Queries { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private LocalTime Clock { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "months")]
    private string? AskedMonths { get; set; }

    [SupplyParameterFromQuery(Name = "choice")]
    private string? AskedChoice { get; set; }

    [SupplyParameterFromQuery(Name = "course")]
    private string? AskedCourse { get; set; }

    private AnswersQuery Asked => AnswersQuery.Read(AskedMonths, AskedChoice, AskedCourse, null, null);

    protected override async Task OnParametersSetAsync()
    {
        var filter = Asked.Filter(Clock.Today);
        var found = await Queries.FindAsync(await Current.GetAsync(), AskedFamily ?? "", filter, Cultures.CurrentLanguage, CancellationToken.None);
        (_found, _missing) = (found.Value, !found.Ok);
    }

    private string Interval(double value, double low, double high) =>
        Texts["Answers.interval", FigureWords.Share(value), FigureWords.Share(low), FigureWords.Share(high)];

    private static string RemarksOf(string familyId) => QueryHelpers.AddQueryString(RemarkAddress.Queue, "family", familyId);
}
