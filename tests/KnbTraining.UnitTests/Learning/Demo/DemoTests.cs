using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Demo;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Demo;

[Collection(DemoRoom.Readers)]
public sealed class DemoTests(DemoRoom demo)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task There_are_five_units_and_sixty_people_in_all_statuses_with_an_account_each()
    {
        await using var db = demo.Room.Open();
        var people = await db.People.ToListAsync(None);

        Assert.Equal(5, await db.Units.CountAsync(None));
        Assert.Equal((60, 60), (people.Count, await db.Users.CountAsync(None)));
        Assert.Equal(60, people.Select(person => person.Name).Distinct().Count());
        Assert.Equal(Enum.GetValues<HolderStatus>(), people.Select(person => person.HolderStatus).Distinct().Order());
        Assert.All(people, person => Assert.True(person.IsDemo));
    }

    [Theory]
    [InlineData("admin", Role.Administrator, "/")]
    [InlineData("editor", Role.Editor, null)]
    [InlineData("reviewer", Role.Reviewer, null)]
    [InlineData("manager", Role.Manager, "/0001/0001/")]
    [InlineData("auditor", Role.Auditor, "/")]
    [InlineData("employee", Role.Learner, null)]
    public async Task Each_role_signs_in_with_the_printed_password(string userName, Role role, string? scope)
    {
        var users = demo.Room.Get<UserManager<AppUser>>();
        var user = await users.FindByNameAsync(userName);

        Assert.True(await users.CheckPasswordAsync(user!, DemoSignIns.Password));
        Assert.False(user!.MustChangePassword);
        var viewer = await demo.SignedInAsync(userName);
        Assert.Equal((true, scope), (viewer.Is(role), viewer.ScopePath));
    }

    [Fact]
    public async Task The_employee_has_one_course_due_with_some_lessons_done_and_no_attempt()
    {
        var employee = await demo.SignedInAsync("employee");

        var cycle = Assert.Single(await demo.Room.Get<OwnCourses>().MineAsync(employee, "en", None));
        Assert.Equal((3, 6, CycleState.DueSoon), (cycle.LessonsDone, cycle.LessonCount, cycle.State));
        Assert.Empty(await demo.Room.Get<AttemptQueries>().MineAsync(employee, "en", None));
    }

    [Fact]
    public async Task Every_attempt_grades_again_to_what_is_stored_and_lies_before_today()
    {
        await using var db = demo.Room.Open();
        var attempts = await db.Attempts.Include(attempt => attempt.Items).ThenInclude(item => item.Family).ToListAsync(None);
        var steps = (await db.AttemptSteps.OrderBy(step => step.Sequence).ToListAsync(None)).ToLookup(step => step.AttemptNumber);
        Assert.InRange(attempts.Count, 60, 400);
        foreach (var attempt in attempts)
        {
            var answers = new AttemptAnswers();
            foreach (var step in steps[attempt.Number])
            {
                answers.Apply(step.Kind, step.Position, step.Response, step.At);
            }

            var course = EditionSample.Edition.Courses[attempt.CourseId];
            var grading = Grader.Grade(EditionSample.Edition.ItemsOn(attempt.LawDate), course, attempt.Items, answers);
            Assert.Equal((grading.Percent, grading.Passed), (attempt.Percent!.Value, attempt.Passed!.Value));
            Assert.Equal(attempt.Mode == AttemptMode.Refresher ? course.Refreshers.Items : course.Exam.Count, attempt.Items.Count);
            Assert.True(attempt.SubmittedAt < attempt.Deadline);
            Assert.True(attempt.SubmittedAt < LearningRoom.Start.AddHours(-9));
            Assert.Equal([StepKind.Presented, StepKind.Submitted, StepKind.Graded], steps[attempt.Number].Select(step => step.Kind).Where(kind => kind is not (StepKind.Answered or StepKind.Certainty)));
        }
    }

    [Fact]
    public async Task Whoever_has_a_course_has_been_asked_since_it_was_opened()
    {
        await using var db = demo.Room.Open();
        var reasons = await db.CycleReasons.ToListAsync(None);
        var opened = (await db.Cycles.ToListAsync(None)).ToLookup(cycle => (cycle.PersonId, cycle.CourseId), cycle => cycle.OpenedOn);
        Assert.NotEmpty(reasons);
        Assert.All(
            reasons.GroupBy(reason => (reason.PersonId, reason.CourseId)),
            asked => Assert.Equal(opened[asked.Key].Min(), asked.Min(reason => reason.From)));
    }

    [Fact]
    public async Task The_reports_have_something_to_show()
    {
        var admin = await demo.SignedInAsync("admin");

        var progress = await demo.Room.Get<ProgressQueries>().ByUnitAsync(admin, demo.Today, "en", None);
        var whole = progress.First(row => row is { Depth: 0, CourseId: EditionSample.Course });
        var weak = progress.First(row => row is { UnitName: "Testing Laboratory", CourseId: EditionSample.Course });
        Assert.True(whole.Done > whole.Required / 2, $"{whole}");
        Assert.True(whole is { DueSoon: > 0, Overdue: > 0 }, $"{whole}");
        Assert.True(weak.Done * whole.Required < whole.Done * weak.Required, $"{weak} {whole}");
        var missed = (await demo.Room.Get<MissedRulesQueries>().ListAsync(admin, null, "en", None)).Where(rule => !rule.Few).ToArray();
        Assert.Contains(missed.Take(4), rule => rule.RuleId.StartsWith("former-holder-with", StringComparison.Ordinal));
        Assert.Contains(missed.Take(5), rule => rule.RuleId.EndsWith("-planned", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Some_people_have_refreshers_due_and_some_have_taken_them()
    {
        await using var db = demo.Room.Open();
        var refreshers = await db.Attempts.Where(attempt => attempt.Mode == AttemptMode.Refresher).ToListAsync(None);
        Assert.InRange(refreshers.Count, 40, 400);
        Assert.All(refreshers, attempt => Assert.Null(attempt.ValidUntil));
        var due = 0;
        foreach (var id in await db.People.Select(person => person.Id).ToListAsync(None))
        {
            var viewer = new Viewer(id, "", new HashSet<Role>(), "en", null);
            due += (await demo.Room.Get<RefresherQueries>().MineAsync(viewer, "en", None)).Any(course => course.Due > 0) ? 1 : 0;
        }

        Assert.InRange(due, 10, 50);
    }

    [Fact]
    public async Task Texts_are_confirmed_due_outdated_and_run_out_and_each_confirmation_still_matches_its_text()
    {
        var auditor = await demo.SignedInAsync("auditor");
        var summaries = await demo.Room.Get<AcknowledgementReport>().ListAsync(auditor, null, "en", None);
        var travel = summaries.Single(row => row.DocumentId == Confirming.Travel);
        var obligation = summaries.Single(row => row.DocumentId == Confirming.Obligation);

        Assert.Equal(2, travel.Version);
        Assert.True(travel.Of(AcknowledgementState.Outdated) > 20 && travel.Of(AcknowledgementState.Never) > 0, $"{travel}");
        Assert.True(obligation.Of(AcknowledgementState.Confirmed) > 20 && obligation.Of(AcknowledgementState.Never) > 0 && obligation.Of(AcknowledgementState.RunOut) > 0, $"{obligation}");
        await using var db = demo.Room.Open();
        foreach (var id in await db.Acknowledgements.Select(row => row.Id).ToListAsync(None))
        {
            Assert.True((await demo.Room.Get<AcknowledgementQueries>().FindAsync(auditor, id, None)).Value!.Matches);
        }
    }

    [Fact]
    public async Task Every_text_was_published_before_it_was_confirmed_and_nobody_confirmed_one_before_joining()
    {
        await using var db = demo.Room.Open();
        var published = await db.Editions.AsNoTracking().ToDictionaryAsync(edition => edition.Number, edition => edition.PublishedAt, None);
        var joined = await db.People.AsNoTracking().ToDictionaryAsync(person => person.Id, person => person.CreatedAt, None);
        var confirmed = await db.Acknowledgements.AsNoTracking().ToListAsync(None);

        Assert.Equal(2, published.Count);
        Assert.All(confirmed, one => Assert.True(one.OpenedAt > published[one.EditionNumber] && one.OpenedAt >= joined[one.PersonId]));
        Assert.All(confirmed, one => Assert.True(one.OpenedAt < published[2]));
        Assert.All(await db.Attempts.AsNoTracking().ToListAsync(None), one => Assert.True(one.StartedAt > published[one.EditionNumber]));
    }

    [Fact]
    public async Task The_ledger_tells_the_whole_history_and_every_exam_fits_its_seal()
    {
        await using var db = demo.Room.Open();
        var facts = (await demo.Room.LinesAsync()).Select(line => line.Fact).ToArray();
        var exams = await db.Attempts.Where(attempt => attempt.Mode == AttemptMode.Exam).Select(attempt => attempt.Id).ToListAsync(None);
        var check = await demo.Room.Get<AttemptCheck>().RunAsync(None);

        Assert.Equal((exams.Count, 0), (check.Exams, check.Broken.Count));
        Assert.Equal(exams.Order(), facts.OfType<ExamStarted>().Select(fact => fact.AttemptId).Order());
        Assert.Equal((await db.People.Select(person => person.Id).ToListAsync(None)).Order(), facts.OfType<PersonAdded>().Select(fact => fact.PersonId).Order());
        Assert.Equal((await db.Cycles.Select(cycle => cycle.Id).ToListAsync(None)).Order(), facts.OfType<CycleOpened>().Select(fact => fact.CycleId).Order());
        Assert.Equal(
            (await db.Cycles.Where(cycle => cycle.CompletedOn != null).Select(cycle => cycle.Id).ToListAsync(None)).Order(),
            facts.OfType<CycleCompleted>().Select(fact => fact.CycleId).Order());
        Assert.Equal((await db.Acknowledgements.Select(row => row.Id).ToListAsync(None)).Order(), facts.OfType<AcknowledgementConfirmed>().Select(fact => fact.AcknowledgementId).Order());
        Assert.Equal((await db.Certificates.Select(row => row.Number).ToListAsync(None)).Order(), facts.OfType<CertificateIssued>().Select(fact => fact.Number.ToString()).Order());
        Assert.Equal(await db.Units.CountAsync(None), facts.OfType<UnitAdded>().Count());
        var added = (await demo.Room.LinesAsync()).Where(line => line.Fact is PersonAdded).ToDictionary(line => ((PersonAdded)line.Fact).PersonId, line => line.Number);
        Assert.All(await db.Standings.ToListAsync(None), row => Assert.Equal((added[row.PersonId], StandingSource.Demo), (row.SeqIn, row.Source)));
        Assert.All(await db.StandingChanges.ToListAsync(None), change => Assert.Equal(added[change.PersonId], change.SeqIn));
        Assert.All(await db.UnitManagers.ToListAsync(None), row => Assert.Equal(added[row.PersonId], row.SeqIn));
        Assert.True((await demo.Room.Get<LedgerCheck>().RunAsync(None)).Fits);
    }

    [Fact]
    public async Task A_sound_draft_waits_for_the_reviewer()
    {
        var reviewer = await demo.SignedInAsync("reviewer");

        var row = Assert.Single(await demo.Room.Get<EditingQueries>().ListAsync(reviewer, None), document => document.HasDraft);
        Assert.Equal(0, row.FindingCount);
    }

    [Fact]
    public async Task The_same_day_gives_the_same_demo_and_a_second_call_adds_nothing()
    {
        await using var second = LearningRoom.OpenEmpty();
        await second.InitialiseAsync();
        await second.Get<DemoSeeder>().SeedAsync(None);
        await second.Get<DemoSeeder>().SeedAsync(None);

        Assert.Equal(await DescribeAsync(demo.Room), await DescribeAsync(second));
    }

    [Fact]
    public async Task A_folder_with_real_people_is_refused_and_left_alone()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.AddLearnerAsync();

        var refused = await Assert.ThrowsAsync<LearningStartupException>(() => room.Get<DemoSeeder>().SeedAsync(None));

        Assert.Contains("real data", refused.Message, StringComparison.Ordinal);
        await using var db = room.Open();
        Assert.Equal(1, await db.People.CountAsync(None));
    }

    [Fact]
    public async Task A_real_person_beside_demo_people_is_real_data_too()
    {
        await using var room = LearningRoom.OpenEmpty();
        await room.InitialiseAsync();
        await room.Get<DemoSeeder>().SeedAsync(None);
        await room.AddLearnerAsync();

        await Assert.ThrowsAsync<LearningStartupException>(() => room.Get<DemoSeeder>().SeedAsync(None));
    }

    private static async Task<List<string>> DescribeAsync(LearningRoom room)
    {
        await using var db = room.Open();
        var people = await db.People.OrderBy(person => person.Name).Select(person => $"{person.Name} {person.Unit.Path} {person.HolderStatus} {person.Language} {person.CreatedAt}").ToListAsync(None);
        var steps = await db.AttemptSteps
            .Join(db.Attempts, step => step.AttemptNumber, attempt => attempt.Number, (step, attempt) => new { step, attempt })
            .Join(db.People, pair => pair.attempt.PersonId, person => person.Id, (pair, person) => new { pair.step, pair.attempt, person })
            .OrderBy(row => row.step.Sequence)
            .Select(row => $"{row.person.Name} {row.attempt.CourseId} {row.attempt.Percent} {row.step.Kind} {row.step.Position} {row.step.Response} {row.step.At.UtcTicks}")
            .ToListAsync(None);
        var cycles = await db.Cycles
            .Join(db.People, cycle => cycle.PersonId, person => person.Id, (cycle, person) => new { cycle, person })
            .OrderBy(row => row.person.Name)
            .ThenBy(row => row.cycle.CourseId)
            .Select(row => $"{row.person.Name} {row.cycle.CourseId} {row.cycle.OpenedOn} {row.cycle.CompletedOn}")
            .ToListAsync(None);
        return [.. people, .. steps, .. cycles];
    }
}
