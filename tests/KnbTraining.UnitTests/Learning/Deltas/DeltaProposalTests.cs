using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Deltas;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Deltas;

/// <summary>A course about changed rules is proposed by an editor, decided by an administrator, and may be taken back.</summary>
[Trait("Database", "Each")]
public sealed class DeltaProposalTests
{
    private const string Rule = "current-holder-without-approval";
    private const string Course = "delta.2";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly LocalizedText Reason = Localized.Of("An amendment asks for it.", "Этого требует поправка.", "Мұны түзету талап етеді.");

    private static readonly Lazy<Edition> Changed = new(() =>
    {
        var path = EditionSample.Edition.Rules[Rule].Path;
        var text = EditionSample.Documents.Find(path)!.Replace("until: null", "until: 2027-01-01", StringComparison.Ordinal);
        return EditionCompiler.Recompile(EditionSample.Documents.With([KeyValuePair.Create(path, text)])).Edition!;
    });

    [Fact]
    public async Task An_editor_proposes_an_administrator_opens_and_the_proposer_is_told()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, editor, learner) = (await PersonAsync(room, Role.Administrator), await PersonAsync(room, Role.Editor), await room.AddLearnerAsync());
        await room.PublishAsEditorAsync(Changed.Value);
        var proposals = room.Get<DeltaProposals>();
        Assert.Equal("required", (await proposals.ProposeAsync(editor, Form() with { Reason = Reason.With("ru", "") }, None)).Findings.At("Reason.ru"));
        var id = (await proposals.ProposeAsync(editor, Form(), None)).Value;

        // Nobody is asked for anything; administrators are told, and one waits at a time.
        Assert.Equal(Refusal.Conflict, (await proposals.ProposeAsync(editor, Form(), None)).Refused);
        Assert.Equal((id, 2, 30), ((await room.FactsAsync<DeltaProposed>()).Single() is var told ? (told.ProposalId, told.Edition, told.Days) : default));
        Assert.Equal([(admin.PersonId, "2")], await NoticesAsync(room, NoticeKind.DeltaWaiting));
        await using (var db = room.Open())
        {
            Assert.False(await db.DeltaCourses.AnyAsync(None));
        }

        var offer = (await room.Get<DeltaService>().FindAsync(admin, 2, None)).Value!;
        Assert.Equal((true, false, true), (offer.MayOpen, offer.MayPropose, offer.Waiting is { IsOwn: false, Days: 30 } waiting && waiting.Reason.Equals(Reason)));
        var form = Form() with { ProposalId = id, Whom = DeltaWhom.Audience, Audience = new AssignmentAudience(HolderStatus.Current) };
        Assert.Equal(Course, (await room.Get<DeltaService>().OpenAsync(admin, form, null, None)).Value);
        Assert.Equal(id, Assert.Single(await room.FactsAsync<DeltaOpened>()).ProposalId);
        Assert.Equal(DeltaDecision.Opened, Assert.Single(await room.FactsAsync<DeltaProposalDecided>()).Decision);
        Assert.Equal([(editor.PersonId, "2")], await NoticesAsync(room, NoticeKind.DeltaDecided));
        Assert.Equal(1, (await CyclesAsync(room)).Count(cycle => cycle.PersonId == learner.PersonId));

        // What is decided is not decided again.
        Assert.Equal(Refusal.Conflict, (await room.Get<DeltaService>().OpenAsync(admin, form, null, None)).Refused);
        Assert.Equal(Refusal.Conflict, (await proposals.DeclineAsync(admin, id, "No.", None)).Refused);
        Assert.Equal(Refusal.Conflict, (await proposals.WithdrawAsync(editor, id, None)).Refused);
    }

    [Fact]
    public async Task It_is_declined_with_a_reason_or_withdrawn_by_whoever_proposed_it_and_by_nobody_else()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, editor, other) = (await PersonAsync(room, Role.Administrator), await PersonAsync(room, Role.Editor), await PersonAsync(room, Role.Editor));
        await room.PublishAsEditorAsync(Changed.Value);
        var proposals = room.Get<DeltaProposals>();
        var id = (await proposals.ProposeAsync(editor, Form(), None)).Value;
        Assert.Equal(Refusal.NotAllowed, (await proposals.WithdrawAsync(other, id, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await proposals.DeclineAsync(editor, id, "No.", None)).Refused);
        Assert.Equal("required", (await proposals.DeclineAsync(admin, id, " ", None)).Findings.At("Declined"));
        foreach (var role in new[] { Role.Reviewer, Role.Auditor, Role.Learner, Role.Administrator })
        {
            var viewer = await PersonAsync(room, role);
            Assert.Equal(Refusal.NotAllowed, (await proposals.ProposeAsync(viewer, Form(), None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await proposals.WithdrawAsync(viewer, id, None)).Refused);
        }

        Assert.True((await proposals.DeclineAsync(admin, id, "Too small a change.", None)).Ok);
        Assert.Equal([(editor.PersonId, "2")], await NoticesAsync(room, NoticeKind.DeltaDecided));
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = (await proposals.ProposeAsync(editor, Form(), None)).Value;
        Assert.True((await proposals.WithdrawAsync(editor, second, None)).Ok);

        // Who takes it back is not told; what became of both stays visible.
        Assert.Single(await NoticesAsync(room, NoticeKind.DeltaDecided));
        var offer = (await room.Get<DeltaService>().FindAsync(editor, 2, None)).Value!;
        Assert.Equal([DeltaDecision.Withdrawn, DeltaDecision.Declined], offer.Proposals.Select(proposal => proposal.Decision));
        Assert.Equal((null, "Too small a change.", true), (offer.Waiting, offer.Proposals[1].Answer, offer.MayPropose));
        Assert.Equal([DeltaDecision.Declined, DeltaDecision.Withdrawn], (await room.FactsAsync<DeltaProposalDecided>()).Select(fact => fact.Decision));
    }

    [Fact]
    public async Task Taken_back_it_is_asked_of_nobody_any_more_and_what_was_done_stays()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, done, open) = (await PersonAsync(room, Role.Administrator), await room.AddLearnerAsync(), await room.AddLearnerAsync());
        await room.PublishAsEditorAsync(Changed.Value);
        Assert.Equal(Course, (await room.Get<DeltaService>().OpenAsync(admin, Everybody(), null, None)).Value);
        var started = await room.Get<AttemptService>().StartAsync(done, Course, AttemptMode.Exam, "en", None);
        await room.AnswerRightAsync(done, started.Value);
        Assert.True((await room.Get<AttemptService>().SubmitAsync(done, started.Value, None)).Ok);

        var ending = room.Get<DeltaEnding>();
        Assert.Equal("required", (await ending.TakeBackAsync(admin, Course, " ", None)).Findings.At("TakeBack"));
        Assert.Equal(Refusal.NotFound, (await ending.TakeBackAsync(admin, "delta.9", "A mistake.", None)).Refused);
        foreach (var role in new[] { Role.Editor, Role.Reviewer, Role.Auditor, Role.Learner })
        {
            Assert.Equal(Refusal.NotAllowed, (await ending.TakeBackAsync(await PersonAsync(room, role), Course, "A mistake.", None)).Refused);
        }

        Assert.Equal(1, (await ending.TakeBackAsync(admin, Course, "A mistake.", None)).Value);
        Assert.Equal(Refusal.Conflict, (await ending.TakeBackAsync(admin, Course, "A mistake.", None)).Refused);
        var cycles = (await CyclesAsync(room)).ToDictionary(cycle => cycle.PersonId);
        Assert.Equal((true, null), (cycles[done.PersonId].CompletedOn is not null, cycles[done.PersonId].WithdrawnOn));
        Assert.Equal((null, room.Get<LocalCalendar>().Today), (cycles[open.PersonId].CompletedOn, cycles[open.PersonId].WithdrawnOn));
        var fact = Assert.Single(await room.FactsAsync<DeltaTakenBack>());
        Assert.Equal((1, 1, 0), (fact.Open, fact.Done, fact.Waiting));
        Assert.Equal((open.PersonId, CycleEnd.TakenBack), Assert.Single(await room.FactsAsync<CycleEnded>()) is var ended ? (ended.PersonId, ended.Why) : default);

        // The person is told that, and not any more that the course is asked for.
        Assert.Equal([(open.PersonId, Course)], await NoticesAsync(room, NoticeKind.TakenBack));
        Assert.Null(await room.Get<NoticeRound>().SendAsync(None));
        await using (var db = room.Open())
        {
            var sent = await db.Notices.Where(notice => notice.PersonId == open.PersonId && notice.Subject == Course).ToDictionaryAsync(notice => notice.Kind, notice => notice.Reason, None);
            Assert.Equal((OmissionReason.Ended, null), (sent[NoticeKind.Assigned], sent[NoticeKind.TakenBack]));
        }

        // The course says so, is given to nobody, and its result is there as before.
        Assert.True((await room.Get<EditionStore>().CurrentAsync(None)).Edition.Deltas[Course].Text.IsTakenBack);
        Assert.Equal(Refusal.NotFound, (await room.Get<CycleActs>().AssignAsync(admin, [open.PersonId], Course, 30, None)).Refused);
        Assert.True((await room.Get<AttemptQueries>().ResultAsync(done, started.Value, "en", None)).Value!.Passed);
        var told = Assert.Single((await room.Get<DeltaService>().FindAsync(admin, 2, None)).Value!.Opened);
        Assert.Equal((1, 0, "A mistake."), (told.Done, told.Open, told.TakenBack!.Reason));
    }

    [Fact]
    public async Task From_many_people_it_is_taken_back_part_by_part_and_who_waits_for_it_does_not_get_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await PersonAsync(room, Role.Administrator);
        await using (var db = room.Open())
        {
            var root = await db.Units.SingleAsync(unit => unit.ParentId == null, None);
            db.People.AddRange(Enumerable.Range(0, (2 * CycleLists.MostAtOnce) + 1).Select(i => new PersonBuilder().Named($"Person {i:000}").Build(root, LearningRoom.Start)));
            await db.SaveChangesAsync(None);
        }

        await room.PublishAsEditorAsync(Changed.Value);
        Assert.Equal(Course, (await room.Get<DeltaService>().OpenAsync(admin, Everybody(), null, None)).Value);
        var waiting = Assert.Single(await room.Get<DeltaGiving>().ListWaitingAsync(None));
        for (var part = 0; part < 3; part++)
        {
            Assert.True((await room.Get<DeltaGiving>().GivePartAsync(waiting.Id, None)).Value);
        }

        var given = (await CyclesAsync(room)).Count;
        Assert.InRange(given, CycleLists.MostAtOnce + 1, 2 * CycleLists.MostAtOnce);
        Assert.Equal(given, (await room.Get<DeltaEnding>().TakeBackAsync(admin, Course, "A mistake.", None)).Value);
        Assert.Equal((2 * CycleLists.MostAtOnce) + 1 - given, Assert.Single(await room.FactsAsync<DeltaTakenBack>()).Waiting);
        Assert.Empty(await room.Get<DeltaGiving>().ListWaitingAsync(None));
        Assert.False((await room.Get<DeltaGiving>().GivePartAsync(waiting.Id, None)).Value);

        // It survives the end of the process, and ends each once.
        await room.KillAndRestartWithoutEditionAsync();
        Assert.Equal([Course], await room.Get<DeltaEnding>().ListEndingAsync(None));
        var (parts, goesOn) = (0, true);
        while (goesOn)
        {
            goesOn = (await room.Get<DeltaEnding>().EndPartAsync(Course, None)).Value;
            parts++;
        }

        Assert.Equal(4, parts);
        Assert.Empty(await room.Get<DeltaEnding>().ListEndingAsync(None));
        Assert.False((await room.Get<DeltaEnding>().EndPartAsync(Course, None)).Value);
        Assert.All(await CyclesAsync(room), cycle => Assert.NotNull(cycle.WithdrawnOn));
        Assert.Equal(given, (await room.FactsAsync<CycleEnded>()).Select(fact => fact.PersonId).Distinct().Count());
        Assert.Equal(given, (await NoticesAsync(room, NoticeKind.TakenBack)).Count);
    }

    private static DeltaForm Form() => new() { Edition = 2, Rules = [Rule], Days = 30, Reason = Reason };

    private static DeltaForm Everybody() => Form() with { Whom = DeltaWhom.Audience, Audience = new AssignmentAudience(HolderStatus.Current) };

    private static Task<Viewer> PersonAsync(LearningRoom room, Role role) =>
        room.AddAsync(new PersonBuilder().Named($"{role} {Guid.CreateVersion7():N}").Holding(HolderStatus.None).With(role));

    private static async Task<List<Cycle>> CyclesAsync(LearningRoom room)
    {
        await using var db = room.Open();
        return await db.Cycles.Where(cycle => cycle.CourseId == Course).ToListAsync(None);
    }

    private static async Task<List<(Guid PersonId, string Subject)>> NoticesAsync(LearningRoom room, NoticeKind kind)
    {
        await using var db = room.Open();
        return [.. (await db.Notices.Where(notice => notice.Kind == kind).OrderBy(notice => notice.PersonId).ToListAsync(None)).Select(notice => (notice.PersonId, notice.Subject))];
    }
}
