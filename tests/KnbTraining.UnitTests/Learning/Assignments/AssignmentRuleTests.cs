using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Assignments;

public sealed class AssignmentRuleTests
{
    private const string Course = EditionSample.Course;
    private const string ForEveryone = "who-protects-state-secrets";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly AssignmentAudience Holders = new(HolderStatus.Current);

    [Fact]
    public async Task The_preview_tells_what_saving_then_does()
    {
        await using var house = await House.OpenAsync();
        await house.Room.AddAsync(new PersonBuilder().Named("Bota"));
        var passed = await house.Room.AddAsync(new PersonBuilder().Named("Aigul"));
        await house.Room.AddAsync(new PersonBuilder().Named("Former").Holding(HolderStatus.Former));
        Assert.True((await house.Service.AssignAsync(house.Admin, Course, new AssignmentAudience(HolderStatus.Former), 20, None)).Ok);
        Assert.True((await house.Service.AssignAsync(house.Admin, Course, new AssignmentAudience(HolderStatus.Current, Capacity.Head), 20, None)).Ok);
        await house.Room.AddAsync(new PersonBuilder().Named("Head").As(Capacity.Head));
        await house.Service.ApplyRulesAsync(None);
        await house.SitAssignedAsync(passed);

        var everybody = new AssignmentAudience();
        var preview = (await house.Queries.PreviewAsync(house.Admin, Course, everybody, RenewalTerms.Usual(30), null, None)).Value!;
        var saved = await house.Service.AssignAsync(house.Admin, Course, everybody, 30, None);

        Assert.Equal((5, 2, 2, 1), (preview.Reaches, preview.Opens, preview.OpenAlready, preview.Valid));
        Assert.Equal(preview.Opens, saved.Value);
        Assert.Equal(["Admin", "Bota"], preview.Names);
        Assert.Equal((Today.AddDays(30), Today.AddDays(30)), (preview.FirstDue, preview.LastDue));
    }

    [Fact]
    public async Task Days_beyond_half_of_the_validity_are_refused_beside_their_field()
    {
        await using var house = await House.OpenAsync();
        var most = CycleDates.MostDueDays(EditionSample.Edition.Courses[Course].ValidityMonths);

        Assert.True((await house.Queries.PreviewAsync(house.Admin, Course, Holders, RenewalTerms.Usual(most), null, None)).Ok);
        Assert.Equal("WindowDays: longer-than-half", (await house.Queries.PreviewAsync(house.Admin, Course, Holders, RenewalTerms.Usual(most + 1), null, None)).Findings.ToString());
        Assert.Equal("WindowDays: longer-than-half", (await house.Service.AssignAsync(house.Admin, Course, Holders, most + 1, None)).Findings.ToString());
        var rule = await house.AssignAsync(Holders);
        Assert.Equal("WindowDays: longer-than-half", (await house.Service.ChangeAsync(house.Admin, rule.Id, 1, Holders, RenewalTerms.Usual(most + 1), None)).Findings.ToString());
        Assert.Equal("FirstDueDays: negative\nWindowDays: negative", (await house.Service.ChangeAsync(house.Admin, rule.Id, 1, Holders, RenewalTerms.Usual(-1), None)).Findings.ToString());
    }

    [Fact]
    public async Task A_course_passed_today_does_not_open_again_at_once_whatever_an_older_assignment_says()
    {
        await using var house = await House.OpenAsync();
        var viewer = await house.Room.AddLearnerAsync();
        await using (var db = house.Room.Open())
        {
            db.AssignmentRules.Add(AssignmentRule.Create(Course, Holders, RenewalTerms.Usual(400), house.Admin.PersonId, house.Room.Clock.GetUtcNow()));
            await db.SaveChangesAsync(None);
        }

        Assert.Equal(1, (await house.Service.ApplyRulesAsync(None)).Value);
        await house.Room.SitAsync(viewer);
        Assert.Equal(0, (await house.Service.ApplyRulesAsync(None)).Value);
        house.Room.Clock.Advance(TimeSpan.FromDays(180));
        Assert.Equal(0, (await house.Service.ApplyRulesAsync(None)).Value);
        house.Room.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal(1, (await house.Service.ApplyRulesAsync(None)).Value);
    }

    [Fact]
    public async Task A_change_gives_the_course_to_those_who_come_in_and_leaves_what_is_open()
    {
        await using var house = await House.OpenAsync();
        var holder = await house.Room.AddLearnerAsync();
        var candidate = await house.Room.AddAsync(new PersonBuilder().Holding(HolderStatus.Candidate));
        var rule = await house.AssignAsync(Holders);

        var candidates = new AssignmentAudience(HolderStatus.Candidate);
        var preview = (await house.Queries.PreviewAsync(house.Admin, Course, candidates, RenewalTerms.Usual(10), rule.Id, None)).Value!;
        var changed = await house.Service.ChangeAsync(house.Admin, rule.Id, rule.Version, candidates, RenewalTerms.Usual(10), None);

        Assert.Equal((1, 1), (preview.Opens, preview.NotMeantAnyMore));
        Assert.Equal(1, changed.Value);
        await using var db = house.Room.Open();
        var due = await db.Cycles.ToDictionaryAsync(cycle => cycle.PersonId, cycle => cycle.DueOn, None);
        Assert.Equal((Today.AddDays(30), Today.AddDays(10)), (due[holder.PersonId], due[candidate.PersonId]));
    }

    [Fact]
    public async Task Who_changes_what_somebody_else_changed_meanwhile_is_told_and_nothing_is_stored()
    {
        await using var house = await House.OpenAsync();
        var rule = await house.AssignAsync(Holders);
        Assert.True((await house.Service.ChangeAsync(house.Admin, rule.Id, rule.Version, Holders, RenewalTerms.Usual(10), None)).Ok);

        Assert.Equal(Refusal.Conflict, (await house.Service.ChangeAsync(house.Admin, rule.Id, rule.Version, Holders, RenewalTerms.Usual(20), None)).Refused);
        Assert.Equal(Refusal.Conflict, (await house.Service.EndAsync(house.Admin, rule.Id, rule.Version, true, None)).Refused);
        var now = (await house.Queries.FindAsync(house.Admin, rule.Id, "en", None)).Value!;
        Assert.Equal((10, rule.Version + 1, null), (now.Terms.FirstDueDays, now.Version, now.EndedAt));
    }

    [Fact]
    public async Task An_ended_assignment_gives_nothing_any_more_and_leaves_open_courses_due()
    {
        await using var house = await House.OpenAsync();
        var viewer = await house.Room.AddLearnerAsync();
        var rule = await house.AssignAsync(Holders);

        Assert.Equal(0, (await house.Service.EndAsync(house.Admin, rule.Id, rule.Version, false, None)).Value);
        await house.Room.AddLearnerAsync();
        Assert.Equal(0, (await house.Service.ApplyRulesAsync(None)).Value);
        Assert.Single(await house.Room.Get<OwnCourses>().MineAsync(viewer, "en", None));
        Assert.Equal(Refusal.Finished, (await house.Service.ChangeAsync(house.Admin, rule.Id, rule.Version + 1, Holders, RenewalTerms.Usual(5), None)).Refused);
    }

    [Fact]
    public async Task What_is_taken_back_is_asked_of_nobody_unless_another_assignment_asks_too()
    {
        await using var house = await House.OpenAsync();
        var mistaken = await house.Room.AddLearnerAsync();
        var head = await house.Room.AddAsync(new PersonBuilder().As(Capacity.Head));
        var done = await house.Room.AddLearnerAsync();
        var rule = await house.AssignAsync(Holders);
        await house.Room.SitAsync(done);
        await house.Service.AssignAsync(house.Admin, Course, new AssignmentAudience(Capacity: Capacity.Head), 30, None);

        Assert.Equal(new EndPreview(2, 1), (await house.Queries.PreviewEndAsync(house.Admin, rule.Id, None)).Value);
        Assert.Equal(1, (await house.Service.EndAsync(house.Admin, rule.Id, rule.Version, true, None)).Value);

        var mine = house.Room.Get<OwnCourses>();
        Assert.Empty(await mine.MineAsync(mistaken, "en", None));
        Assert.Single(await mine.MineAsync(head, "en", None));
        Assert.NotNull(Assert.Single(await mine.MineAsync(done, "en", None)).CompletedOn);
        Assert.Empty((await house.Room.Get<TranscriptQueries>().FindAsync(house.Admin, mistaken.PersonId, "en", None)).Value!.Cycles);
        Assert.Equal(2, (await house.Room.Get<ProgressQueries>().ByUnitAsync(house.Admin, Today, "en", None)).Single().Required);

        // The exam of a course that was taken back still counts for itself, and the course can be given again.
        await house.Room.SitAsync(mistaken);
        Assert.True((await house.Service.AssignAsync(house.Admin, Course, Holders, 30, None)).Ok);
        Assert.Single(await mine.MineAsync(mistaken, "en", None));
    }

    [Fact]
    public async Task The_same_course_goes_to_the_same_audience_once()
    {
        await using var house = await House.OpenAsync();
        await house.AssignAsync(Holders);
        Assert.Equal("CourseId: assigned-already", (await house.Service.AssignAsync(house.Admin, Course, Holders, 10, None)).Findings.ToString());
        Assert.True((await house.Service.AssignAsync(house.Admin, ForEveryone, Holders, 10, None)).Ok);

        // Holders of one unit, and heads among holders, are other audiences.
        Assert.True((await house.Service.AssignAsync(house.Admin, Course, Holders with { UnitPath = (await house.Room.RootAsync()).Path }, 10, None)).Ok);
        Assert.True((await house.Service.AssignAsync(house.Admin, Course, Holders with { Capacity = Capacity.Head }, 10, None)).Ok);
    }

    [Fact]
    public async Task An_assignment_that_ended_protects_nobody_from_taking_back_and_gives_a_newcomer_nothing()
    {
        await using var house = await House.OpenAsync();
        var viewer = await house.Room.AddLearnerAsync();
        var (first, second) = (await house.AssignAsync(Holders), await house.AssignAsync(Holders with { Capacity = Capacity.Employee }));
        Assert.Equal(0, (await house.Service.EndAsync(house.Admin, second.Id, second.Version, true, None)).Value);

        Assert.Equal(1, (await house.Service.EndAsync(house.Admin, first.Id, first.Version, true, None)).Value);
        Assert.Empty(await house.Room.Get<OwnCourses>().MineAsync(viewer, "en", None));
        var added = await house.Room.Get<PeopleService>().AddAsync(
            house.Admin, new PersonForm { Name = "New", UserName = "new", UnitId = (await house.Room.RootAsync()).Id, HolderStatus = HolderStatus.Current }, None);
        await using var db = house.Room.Open();
        Assert.False(await db.Cycles.AnyAsync(cycle => cycle.PersonId == added.Value!.Id, None));
    }

    [Fact]
    public async Task A_newcomer_whom_two_assignments_of_a_course_mean_gets_it_once()
    {
        await using var house = await House.OpenAsync();
        await house.AssignAsync(Holders);
        await house.AssignAsync(new AssignmentAudience(Capacity: Capacity.Employee));
        var form = new PersonForm { Name = "New", UserName = "new", UnitId = (await house.Room.RootAsync()).Id, HolderStatus = HolderStatus.Current };

        var added = await house.Room.Get<PeopleService>().AddAsync(house.Admin, form, None);

        await using var db = house.Room.Open();
        Assert.Equal(1, await db.Cycles.CountAsync(cycle => cycle.PersonId == added.Value!.Id, None));
    }

    [Fact]
    public async Task Every_change_is_recorded_and_nobody_but_an_administrator_makes_or_sees_one()
    {
        await using var house = await House.OpenAsync();
        var rule = await house.AssignAsync(Holders);
        var auditor = await house.Room.AddAsync(new PersonBuilder().With(Role.Auditor));
        Assert.Equal(Refusal.NotAllowed, (await house.Service.ChangeAsync(auditor, rule.Id, 1, Holders, RenewalTerms.Usual(5), None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await house.Service.EndAsync(auditor, rule.Id, 1, true, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await house.Service.AssignAllAsync(auditor, await house.Queries.ProposedAsync(None), None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await house.Queries.PreviewAsync(auditor, Course, Holders, RenewalTerms.Usual(5), null, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await house.Queries.FindAsync(auditor, rule.Id, "en", None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await house.Queries.PreviewEndAsync(auditor, rule.Id, None)).Refused);
        Assert.Empty(await house.Queries.ListAsync(auditor, "en", None));

        await house.Service.ChangeAsync(house.Admin, rule.Id, 1, Holders, RenewalTerms.Usual(5), None);
        await house.Service.EndAsync(house.Admin, rule.Id, 2, true, None);
        var facts = (await house.Room.LinesAsync()).Where(line => line.Actor.PersonId == house.Admin.PersonId).Select(line => line.Fact).ToArray();
        var (terms, changed) = (Recorded(30), Recorded(5));
        var opened = Assert.Single(facts.OfType<CycleOpened>());
        Assert.Equal(
            [
                new AssignmentMade(rule.Id, Slug.Of(Course), terms, 0),
                new AssignmentChanged(rule.Id, Slug.Of(Course), terms, changed, 1),
                new CycleOpened(opened.CycleId, opened.PersonId, Slug.Of(Course), rule.Id, opened.DueOn),
                new AssignmentEnded(rule.Id, Slug.Of(Course), 1),
                new CycleWithdrawn(opened.CycleId, opened.PersonId, Slug.Of(Course), rule.Id),
            ],
            facts);
    }

    private static RecordedAssignment Recorded(int days) => new(
        HolderStatus.Current, null, null, FirstDue.DaysAfter, days, null, 30, RenewalBasis.Completion, null, days, 0, null, 14, false, []);

    /// <summary>A room with one administrator.</summary>
    private sealed record House(LearningRoom Room, Viewer Admin) : IAsyncDisposable
    {
        public AssignmentService Service => Room.Get<AssignmentService>();

        public AssignmentRuleQueries Queries => Room.Get<AssignmentRuleQueries>();

        public static async Task<House> OpenAsync()
        {
            var room = await LearningRoom.OpenAsync();
            return new House(room, await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator)));
        }

        public async Task<AssignmentRow> AssignAsync(AssignmentAudience audience)
        {
            Assert.True((await Service.AssignAsync(Admin, Course, audience, 30, None)).Ok);
            return (await Queries.ListAsync(Admin, "en", None)).Single(row => row.CourseId == Course && row.Audience == audience);
        }

        /// <summary>Gives somebody the course by an assignment of their own unit, and passes it.</summary>
        public async Task SitAssignedAsync(Viewer viewer)
        {
            await using (var db = Room.Open())
            {
                db.Cycles.Add(Cycle.Create(viewer.PersonId, Course, null, Today, Today.AddDays(30)));
                await db.SaveChangesAsync(None);
            }

            await Room.SitAsync(viewer);
        }

        public ValueTask DisposeAsync() => Room.DisposeAsync();
    }
}
