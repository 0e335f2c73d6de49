using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Overview;
using KnbTraining.Rules;
using KnbTraining.Web.Components;
using KnbTraining.Web.Components.Exploring;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Search;

/// <summary>What the published content says about some words. Only what every learner may read is searched; drafts are not.</summary>
public sealed partial class SearchPage
{
    /// <summary>Most places of one kind that the page shows.</summary>
    public const int MostShown = 10;

    private readonly Dictionary<string, string> _courses = new(StringComparer.Ordinal);
    private IReadOnlyList<SearchEntry> _found = [];
    private Edition? _edition;

    [SupplyParameterFromQuery(Name = SearchAddress.Query)]
    private string? Q { get; set; }

    [Inject]
    private EditionStore Editions { get; set; } = default!;

    [Inject]
    private OwnCourses Assignments { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    private IReadOnlyList<string> Words { get; set; } = [];

    protected override async Task OnParametersSetAsync()
    {
        Words = SearchWords.OfQuery(Q);
        if (Words.Count == 0)
        {
            return;
        }

        _edition = (await Editions.CurrentAsync(CancellationToken.None)).Edition;
        var own = (await Assignments.MineAsync(await Current.GetAsync(), Cultures.CurrentLanguage, CancellationToken.None)).Select(cycle => cycle.CourseId).ToHashSet(StringComparer.Ordinal);
        foreach (var course in _edition.Courses.Values.OrderBy(course => own.Contains(course.Id) ? 0 : 1))
        {
            foreach (var lesson in course.Lessons)
            {
                _courses.TryAdd(lesson, course.Id);
            }
        }

        _found = SearchIndex.Of(_edition).Find(Q, Cultures.CurrentLanguage);
    }

    private static string Heading(FoundKind kind) => $"found-{kind}".ToLowerInvariant();

    private static string? Foreign(SearchEntry found) => found.Language == Cultures.CurrentLanguage ? null : found.Language;

    private bool IsPlanned(SearchEntry found) => found.Kind == FoundKind.Rule && _edition!.Rules[found.Id].Rule.Status == RuleStatus.Proposed;

    /// <summary>The place itself; null for a rule that neither a lesson shows nor the explorer can.</summary>
    private string? AddressOf(SearchEntry found) => found.Kind switch
    {
        FoundKind.Term => GlossaryAddress.Of(found.Id),
        FoundKind.Course => $"learn/{found.Id}",
        FoundKind.Lesson => LessonAddress(found.Id, found.Anchor),
        _ => LessonOf(found.Id) is { } lesson ? LessonAddress(lesson, $"rule-{found.Id}") : ExploreAddress.Of(_edition!.RuleBook.Vocabulary, _edition.Rules[found.Id].Rule),
    };

    private string LessonAddress(string lesson, string? anchor) =>
        $"learn/{_courses[lesson]}/{lesson}{(anchor is null ? "" : $"#{Uri.EscapeDataString(anchor)}")}";

    private string? LessonOf(string ruleId) => _courses.Keys
        .Where(lesson => _edition!.Lessons[lesson][Cultures.CurrentLanguage].Blocks.OfType<RuleBlock>().Any(block => block.RuleId == ruleId))
        .Order(StringComparer.Ordinal)
        .FirstOrDefault();
}
