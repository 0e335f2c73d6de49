using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Web.Components;
using KnbTraining.Web.Components.Assigned;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Assignments;

/// <summary>Offers the assignments that follow from the audiences of the courses. Setup leads here, so that a new organisation needs one button.</summary>
public sealed partial class ProposalsPage
{
    private List<Line>? _lines;
    private NoticeForecast? _forecast;
    private string? _refusal;
    private bool _busy;
    private bool _tried;

    /// <summary>What setup goes on with.</summary>
    [SupplyParameterFromQuery(Name = "next")]
    private string? Next { get; set; }

    [Inject]
    private AssignmentRuleQueries Assignments { get; set; } = default!;

    [Inject]
    private NoticeForecasts Forecasts { get; set; } = default!;

    [Inject]
    private AssignmentService Service { get; set; } = default!;

    [Inject]
    private CurrentViewer Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private int Wanted => _lines!.Count(line => line is { Accepted: true, Given: false });

    protected override async Task OnInitializedAsync()
    {
        var viewer = await Current.GetAsync();
        var courses = (await Assignments.CoursesAsync(Cultures.CurrentLanguage, CancellationToken.None)).ToDictionary(course => course.Id, StringComparer.Ordinal);
        var running = (await Assignments.ListAsync(viewer, Cultures.CurrentLanguage, CancellationToken.None)).Where(row => row.EndedAt is null).ToArray();
        var lines = new List<Line>();
        foreach (var proposal in await Assignments.ProposedAsync(CancellationToken.None))
        {
            // Audiences that have the course already are not proposed again, but their people are counted.
            var missing = proposal.Audiences.Where(audience => !Array.Exists(running, row => row.CourseId == proposal.CourseId && row.Audience == audience)).ToArray();
            lines.Add(new Line(
                proposal with { Audiences = missing },
                courses[proposal.CourseId],
                string.Join("; ", proposal.Audiences.Select(audience => Texts.Who(audience, null))),
                await Assignments.CountAsync(viewer, proposal.Audiences, CancellationToken.None)));
        }

        _lines = lines;
        await ForetellAsync();
    }

    private Task AcceptAsync(Line line, bool accepted)
    {
        line.Accepted = accepted;
        return ForetellAsync();
    }

    // Days that are not typed yet are not foretold.
    private async Task ForetellAsync()
    {
        var asked = _lines!.Where(line => line is { Accepted: true, Given: false, DueDays: not null }).ToArray();
        _forecast = asked.Length == 0
            ? null
            : await Forecasts.OfAsync(
                await Current.GetAsync(), [.. asked.Select(line => line.Proposal with { DueDays = line.DueDays!.Value })], CancellationToken.None);
    }

    private string? Say(Line line) => !_tried || !line.Accepted ? null
        : line.DueDays is not { } days ? Texts["Finding.not-a-number"].Value
        : days < 0 ? Texts["Finding.negative"].Value
        : days > line.MostDays ? Texts.Plural("Finding.longer-than-half", line.ValidityMonths, line.MostDays)
        : null;

    private async Task AcceptAsync()
    {
        _tried = true;
        var wanted = _lines!.Where(line => line is { Accepted: true, Given: false }).ToArray();
        if (Array.Exists(wanted, line => Say(line) is not null))
        {
            return;
        }

        _busy = true;
        var given = wanted.Length == 0
            ? 0
            : await Service.AssignAllAsync(await Current.GetAsync(), [.. wanted.Select(line => line.Proposal with { DueDays = line.DueDays!.Value })], CancellationToken.None);
        _busy = false;
        _refusal = given.Refused is { } refusal ? Shared[$"Refusal.{refusal}"].Value : null;
        if (given.Ok)
        {
            Navigation.NavigateTo(Next == "import" ? "admin/people/import" : "admin");
        }
    }

    private sealed class Line(ProposedAssignment proposal, CourseChoice course, string who, int reaches)
    {
        public ProposedAssignment Proposal { get; } = proposal;

        public string CourseId => Proposal.CourseId;

        public string Title => course.Title;

        public int ValidityMonths => course.ValidityMonths;

        public string Who { get; } = who;

        public int Reaches { get; } = reaches;

        public int MostDays => CycleDates.MostDueDays(course.ValidityMonths);

        public bool Given => Proposal.Audiences.Count == 0;

        public bool Accepted { get; set; } = true;

        public string Days { get; set; } = proposal.DueDays.ToString(CultureInfo.InvariantCulture);

        public string FieldId => $"days-{CourseId}";

        public int? DueDays => new AssignmentForm { Days = Days }.DueDays;
    }
}
