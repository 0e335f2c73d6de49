using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Deltas;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Deltas;

[Trait("Database", "Each")]
public sealed class DeltaServiceTests
{
    private const string Rule = "current-holder-without-approval";
    private const string Course = "delta.2";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly LocalizedText Reason = Localized.Of("An amendment asks for it.", "Этого требует поправка.", "Мұны түзету талап етеді.");

    private static readonly Lazy<Edition> Changed = new(() => Changing("until: null", "until: 2027-01-01"));

    [Fact]
    public async Task Whoever_holds_a_certificate_on_the_rule_gets_it_and_passing_it_completes_it_and_changes_nothing_else()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var (holder, later, stranger) = (await AskedAsync(room), await AskedAsync(room), await room.AddLearnerAsync());
        await room.PublishAsEditorAsync(Changed.Value);
        var today = TodayOf(room);

        // Whoever has passed under the new edition was asked anew.
        room.Clock.Advance(TimeSpan.FromDays(1));
        await room.SitAsync(later);
        var before = await CountedAsync(room, holder);

        var offer = (await Service(room).FindAsync(admin, 2, None)).Value!;
        Assert.Equal((today, true), (offer.PublishedOn, offer.MayOpen));
        Assert.Contains(offer.Rules, rule => rule.Id == Rule && rule.IsMaterial && rule.Before is not null && rule.After is not null);

        var preview = (await Service(room).PreviewAsync(admin, Form(), None)).Value!;
        Assert.Equal((Course, today.AddDays(30)), (preview.CourseId, preview.DueOn));
        Assert.Equal([holder.PersonId], preview.People.Select(person => person.PersonId));
        Assert.InRange(preview.Questions, 1, 5);
        Assert.Equal(1, (await room.Get<NoticeForecasts>().OfAsync(admin, Course, preview.People.Select(person => new NewDue(person.PersonId, preview.DueOn)), None))!.AtOnce);

        Assert.Equal(Course, (await Service(room).OpenAsync(admin, Form(), null, None)).Value);
        await using (var db = room.Open())
        {
            var cycle = await db.Cycles.SingleAsync(one => one.CourseId == Course, None);
            Assert.Equal((holder.PersonId, null, today.AddDays(1), today.AddDays(30)), (cycle.PersonId, cycle.RuleId, cycle.OpenedOn, cycle.DueOn));
            var fact = Assert.Single(await room.FactsAsync<DeltaOpened>());
            Assert.Equal((2, today.AddDays(30), 1, Digest.Of($"{holder.PersonId:D}\n")), (fact.Edition, fact.DueOn, fact.Count, fact.People));
            Assert.Equal(["en", "kk", "ru"], fact.Reason.Select(told => told.Language.ToString()));
            Assert.Single(await room.FactsAsync<CycleOpened>(), told => told.RuleId is null && told.PersonId == holder.PersonId && told.Course.ToString() == Course);
            Assert.Single(await db.Notices.Where(notice => notice.Subject == Course && notice.Kind == NoticeKind.Assigned).ToListAsync(None));
        }

        var view = Assert.Single(await room.Get<OwnCourses>().MineAsync(holder, "en", None), course => course.CourseId == Course);
        Assert.Equal(("Changed rules of edition 2", Course, 2), (view.Title, view.NextLessonId, view.MinutesLeft));
        var lesson = (await room.Get<EditionStore>().CurrentAsync(None)).Edition.LessonOf(Course)["ru"];
        Assert.Equal("Изменённые правила выпуска 2", lesson.Title);
        Assert.Equal(Reason, Assert.Single(lesson.Blocks.OfType<DeltaBlock>()).Delta.Reason);
        Assert.Equal(EditionSample.Edition.Rules[Rule].Statement, Assert.Single(lesson.Blocks.OfType<AmendedBlock>()).Rule.Statement);
        Assert.Equal(Refusal.NotAllowed, (await room.Get<AttemptService>().StartAsync(stranger, Course, AttemptMode.Exam, "en", None)).Refused);

        var started = await room.Get<AttemptService>().StartAsync(holder, Course, AttemptMode.Exam, "en", None);
        await room.AnswerRightAsync(holder, started.Value);
        Assert.True((await room.Get<AttemptService>().SubmitAsync(holder, started.Value, None)).Ok);
        var result = (await room.Get<AttemptQueries>().ResultAsync(holder, started.Value, "kk", None)).Value!;
        Assert.Equal(("2-шығарылымның өзгерген қағидалары", true), (result.CourseTitle, result.Passed));
        Assert.All(result.Items, item => Assert.Equal(Rule, item.RuleId));
        await using (var db = room.Open())
        {
            Assert.Equal(TodayOf(room), (await db.Cycles.SingleAsync(one => one.CourseId == Course, None)).CompletedOn);
            Assert.False(await db.Certificates.AnyAsync(one => one.CourseId == Course, None));
        }

        Assert.Equal(before, await CountedAsync(room, holder));
        var done = Assert.Single((await Service(room).FindAsync(admin, 2, None)).Value!.Opened);
        Assert.Equal((Course, 1, 0, 1, 0), (done.CourseId, done.People, done.Waiting, done.Done, done.Overdue));
        var progress = await room.Get<ProgressQueries>().ByUnitAsync(admin, TodayOf(room), "en", None);
        Assert.Contains(progress, row => row is { CourseId: Course, CourseTitle: "Changed rules of edition 2", Required: 1, Done: 1 });
    }

    [Fact]
    public async Task An_audience_gets_it_and_who_is_on_leave_has_until_after_the_return_and_who_leaves_is_asked_no_more()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var (away, leaving, moving) = (await room.AddLearnerAsync(), await room.AddLearnerAsync(), await room.AddLearnerAsync());
        await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Former));
        await room.PublishAsEditorAsync(Changed.Value);
        var today = TodayOf(room);
        await room.ChangeAsync(away.PersonId, new StandingParts(Employment: Employment.OnLeave), today, today.AddDays(60));
        var form = Form() with { Whom = DeltaWhom.Audience, Audience = new AssignmentAudience(HolderStatus.Current) };

        var preview = (await Service(room).PreviewAsync(admin, form, None)).Value!;
        Assert.Equal(3, preview.People.Count);
        Assert.Equal([away.PersonId], preview.People.Where(person => person.IsOnLeave).Select(person => person.PersonId));
        Assert.True((await Service(room).OpenAsync(admin, form, null, None)).Ok);
        Assert.Equal(today.AddDays(61 + RenewalTerms.UsualGraceDays), (await CycleAsync(room, away)).DueOn);

        await room.ChangeAsync(moving.PersonId, new StandingParts((await room.AddUnitAsync("North", await room.RootAsync())).Id));
        Assert.Equal((today.AddDays(30), null), ((await CycleAsync(room, moving)).DueOn, (await CycleAsync(room, moving)).WithdrawnOn));

        await room.ChangeAsync(leaving.PersonId, new StandingParts(Employment: Employment.Left));
        Assert.Equal(today, (await CycleAsync(room, leaving)).WithdrawnOn);

        // Overdue on the day after.
        room.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(1, Assert.Single((await Service(room).FindAsync(admin, 2, None)).Value!.Opened).Overdue);
    }

    [Fact]
    public async Task A_second_one_of_an_edition_has_a_name_of_its_own_and_many_people_get_it_part_by_part()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        await using (var db = room.Open())
        {
            var root = await db.Units.SingleAsync(unit => unit.ParentId == null, None);
            db.People.AddRange(Enumerable.Range(0, CycleLists.MostAtOnce + 1).Select(i => new PersonBuilder().Named($"Person {i:000}").Build(root, LearningRoom.Start)));
            await db.SaveChangesAsync(None);
        }

        await room.PublishAsEditorAsync(Changed.Value);
        var form = Form() with { Whom = DeltaWhom.Audience, Audience = new AssignmentAudience(HolderStatus.Current) };
        Assert.Equal(Course, (await Service(room).OpenAsync(admin, form, null, None)).Value);
        Assert.Equal(Refusal.Conflict, (await Service(room).OpenAsync(admin, form, Course, None)).Refused);
        Assert.Equal("delta.2-2", (await Service(room).OpenAsync(admin, form, "delta.2-2", None)).Value);
        Assert.Equal("Changed rules of edition 2, part 2", (await room.Get<EditionStore>().CurrentAsync(None)).Edition.EveryCourse["delta.2-2"].Title["en"]);
        Assert.Equal(0, await GivenAsync());

        var waiting = await room.Get<DeltaGiving>().ListWaitingAsync(None);
        Assert.Equal([Course, "delta.2-2"], waiting.Select(one => one.CourseId));
        var (parts, goesOn) = (0, true);
        while (goesOn)
        {
            goesOn = (await room.Get<DeltaGiving>().GivePartAsync(waiting[0].Id, None)).Value;
            parts++;
        }

        Assert.Equal((3, CycleLists.MostAtOnce + 1), (parts, await GivenAsync()));
        Assert.Equal(["delta.2-2"], (await room.Get<DeltaGiving>().ListWaitingAsync(None)).Select(one => one.CourseId));

        // What was opened is known after a restart, and a part more changes nothing.
        await room.KillAndRestartWithoutEditionAsync();
        Assert.Contains(Course, (await room.Get<EditionStore>().CurrentAsync(None)).Edition.Deltas.Keys);
        Assert.False((await room.Get<DeltaGiving>().GivePartAsync(waiting[0].Id, None)).Value);
        Assert.Equal(CycleLists.MostAtOnce + 1, await GivenAsync());

        async Task<int> GivenAsync()
        {
            await using var db = room.Open();
            return await db.Cycles.CountAsync(cycle => cycle.CourseId == Course, None);
        }
    }

    [Fact]
    public async Task A_later_edition_tells_and_asks_the_rules_as_they_are_then_and_an_earlier_attempt_keeps_its_own()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, holder) = (await AdminAsync(room), await AskedAsync(room));
        await room.PublishAsEditorAsync(Changed.Value);
        Assert.True((await Service(room).OpenAsync(admin, Form(), null, None)).Ok);
        var started = await room.Get<AttemptService>().StartAsync(holder, Course, AttemptMode.Exam, "en", None);

        await room.PublishAsEditorAsync(Changing("until: null", "until: 2028-01-01"));
        var store = room.Get<EditionStore>();
        Assert.Equal(3, (await store.CurrentAsync(None)).Number);
        Assert.Equal([Course], (await store.CurrentAsync(None)).Edition.Deltas.Keys);
        Assert.Empty((await store.FindAsync(1, None)).Edition.Deltas);
        await room.AnswerRightAsync(holder, started.Value);
        Assert.True((await room.Get<AttemptService>().SubmitAsync(holder, started.Value, None)).Ok);
        Assert.True((await room.Get<AttemptQueries>().ResultAsync(holder, started.Value, "en", None)).Value!.Passed);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_is_opened()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        await room.AddLearnerAsync();
        await room.PublishAsEditorAsync(Changed.Value);
        var audience = Form() with { Whom = DeltaWhom.Audience, Audience = new AssignmentAudience(HolderStatus.Current) };
        room.Clock.Advance(TimeSpan.FromDays(40));
        (DeltaForm Form, string Field, string Key)[] faults =
        [
            (audience with { Rules = [] }, "Rules", "none-chosen"),
            (audience with { Rules = ["no-such-rule"] }, "Rules", "unknown"),
            (audience with { Days = null }, "Days", "required"),
            (audience with { Days = -1 }, "Days", "negative"),
            (audience with { Days = 30 }, "Days", "past"),
            (audience with { Days = 3651 }, "Days", "more-than-ten-years"),
            (audience with { Days = 60, Reason = Reason.With("en", " ") }, "Reason.en", "required"),
            (audience with { Days = 60, Reason = Reason.With("kk", new string('x', DeltaCourse.LongestReason + 1)) }, "Reason.kk", "too-long"),
            (audience with { Days = 60, Audience = new AssignmentAudience(UnitPath: "/no/") }, "UnitPath", "unknown"),
            (Form() with { Days = 60 }, "Whom", "nobody"),
        ];
        foreach (var (form, field, key) in faults)
        {
            Assert.Equal(key, (await Service(room).PreviewAsync(admin, form, None)).Findings.At(field));
            Assert.Equal(key, (await Service(room).OpenAsync(admin, form, null, None)).Findings.At(field));
        }

        await using var db = room.Open();
        Assert.Empty(await db.DeltaCourses.ToListAsync(None));
        Assert.Equal(Refusal.NotFound, (await Service(room).FindAsync(admin, 1, None)).Refused);
        Assert.Equal(Refusal.NotFound, (await Service(room).FindAsync(admin, 3, None)).Refused);
    }

    [Fact]
    public async Task A_rule_of_which_nothing_can_be_asked_is_told_at_its_field()
    {
        const string Defined = "clearance-defined";
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        await room.AddLearnerAsync();
        var path = EditionSample.Edition.Rules[Defined].Path;
        var text = EditionSample.Documents.Find(path)!;
        await room.PublishAsEditorAsync(EditionCompiler.Recompile(EditionSample.Documents.With([KeyValuePair.Create(path, YamlEdit.Set(text, [new("statement/en", YamlEdit.Get(text, "statement/en") + " So it is.")]))])).Edition!);
        var form = Form() with { Rules = [Defined], Whom = DeltaWhom.Audience, Audience = new AssignmentAudience(HolderStatus.Current) };
        var preview = await Service(room).PreviewAsync(admin, form, None);
        Assert.True(preview.Findings.At("Rules") == "nothing-asked" || preview.Value is { Questions: > 0 }, $"{preview.Refused}");
    }

    [Fact]
    public async Task Editors_see_what_there_is_and_only_administrators_open_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.PublishAsEditorAsync(Changed.Value);
        foreach (var role in new[] { Role.Editor, Role.Reviewer, Role.Manager, Role.Auditor, Role.Learner })
        {
            var person = new PersonBuilder().Named($"{role}");
            var viewer = await room.AddAsync(role == Role.Manager ? person.Managing(await room.RootAsync()) : person.With(role));
            var found = await Service(room).FindAsync(viewer, 2, None);
            Assert.True(role is Role.Editor or Role.Reviewer ? found.Value is { MayOpen: false } : found.Refused == Refusal.NotAllowed, $"{role}: {found}");
            Assert.Equal(Refusal.NotAllowed, (await Service(room).PreviewAsync(viewer, Form(), None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await Service(room).OpenAsync(viewer, Form(), null, None)).Refused);
        }
    }

    private static DeltaForm Form() => new() { Edition = 2, Rules = [Rule], Days = 30, Reason = Reason };

    private static DeltaService Service(LearningRoom room) => room.Get<DeltaService>();

    private static DateOnly TodayOf(LearningRoom room) => room.Get<LocalCalendar>().Today;

    private static Task<Viewer> AdminAsync(LearningRoom room) =>
        room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));

    private static Edition Changing(string old, string now)
    {
        var path = EditionSample.Edition.Rules[Rule].Path;
        var text = EditionSample.Documents.Find(path)!;
        Assert.Contains(old, text, StringComparison.Ordinal);
        return EditionCompiler.Recompile(EditionSample.Documents.With([KeyValuePair.Create(path, text.Replace(old, now, StringComparison.Ordinal))])).Edition!;
    }

    // Passes until an exam asked about the rule: forms are drawn by chance.
    private static async Task<Viewer> AskedAsync(LearningRoom room)
    {
        for (var tries = 0; tries < 40; tries++)
        {
            var person = await room.AddAsync(new PersonBuilder().Named($"Asked {Guid.CreateVersion7():N}").Holding(HolderStatus.Current));
            var attempt = await room.SitAsync(person);
            await using var db = room.Open();
            if (await db.Attempts.AnyAsync(one => one.Id == attempt && one.Items.Any(item => item.Family.RuleId == Rule), None))
            {
                return person;
            }

            await room.ChangeAsync(person.PersonId, new StandingParts(Employment: Employment.Left));
        }

        throw new InvalidOperationException("No exam asked about the rule.");
    }

    private static async Task<string> CountedAsync(LearningRoom room, Viewer person)
    {
        await using var db = room.Open();
        var certificates = await db.Certificates.Where(one => one.PersonId == person.PersonId).OrderBy(one => one.Number).Select(one => one.Number + one.ValidUntil).ToListAsync(None);
        var cycles = await db.Cycles.Where(one => one.PersonId == person.PersonId && one.CourseId != Course).Select(one => $"{one.CompletedOn} {one.ValidUntil}").ToListAsync(None);
        return string.Join(' ', certificates.Concat(cycles));
    }

    private static async Task<Cycle> CycleAsync(LearningRoom room, Viewer person)
    {
        await using var db = room.Open();
        return await db.Cycles.SingleAsync(cycle => cycle.PersonId == person.PersonId && cycle.CourseId == Course, None);
    }
}
