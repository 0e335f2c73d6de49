using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.UnitTests.Learning.Editing;

public sealed class ReviewTests
{
    private const string Course = "courses/working-with-state-secrets.yaml";
    private const string Other = "courses/after-access.yaml";
    private const string Rule = "rules/travel-approval/former-holder-without-approval.yaml";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_change_goes_from_draft_over_review_and_approval_to_an_edition_and_each_step_is_kept()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var change = await OpenAsync(room, editor, 31);

        Assert.True((await room.AskReviewAsync(editor, change)).Ok);
        var read = await room.ReadChangeAsync(reviewer, change);
        Assert.True((await room.Get<ChangeDecisions>().ApproveAsync(reviewer, read, "Fine.", None)).Ok);
        var published = await room.Get<ChangePublishing>().PublishAsync(reviewer, read, None);

        Assert.Equal(new PublishOutcome(2, false), published.Value);
        var view = (await room.Get<ChangeQueries>().FindAsync(editor, change, None)).Value!;
        Assert.Equal((ChangeState.Published, 2), (view.Row.State, view.Row.Edition));
        Assert.Equal(
            [ChangeStepKind.Opened, ChangeStepKind.ReviewAsked, ChangeStepKind.Approved, ChangeStepKind.Published], view.Steps.Select(step => step.Kind));
        Assert.Equal((reviewer.Name, "Fine.", 1), (view.Steps[2].By, view.Steps[2].Text, view.Steps[2].BaseEdition));
        Assert.Contains("minutes: 30", view.Documents[0].Before, StringComparison.Ordinal);
        var approved = Assert.Single(await room.FactsAsync<ChangeApproved>());
        Assert.Equal((change, 1, read.Hash, 1, false), (approved.Change, approved.Revision, approved.Content.ToString(), approved.BaseEdition, approved.ByAuthor));
        Assert.Equal(new ChangePublished(change, 1, 2, reviewer.PersonId), Assert.Single(await room.FactsAsync<ChangePublished>()));
        Assert.Empty(await room.Get<ChangeQueries>().OpenAsync(editor, None));
        Assert.Equal(change, Assert.Single(await room.Get<ChangeQueries>().EndedAsync(editor, None)).Number);
    }

    [Fact]
    public async Task Nothing_is_reviewed_without_a_reason_a_difference_and_a_sound_text()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, _) = await AddAsync(room);
        var service = room.Get<ChangeService>();
        var empty = (await service.OpenAsync(editor, "Nothing in it", "Because.", None)).Value;
        var unreasoned = await OpenAsync(room, editor, 31);
        var broken = (await room.SaveDocumentAsync(editor, Course, Minutes(Course, "none"))).Value!.Change;
        var same = (await room.SaveDocumentAsync(editor, Course, EditionSample.Documents.Find(Course)!)).Value!.Change;

        Assert.Equal("Documents: required", (await room.AskReviewAsync(editor, empty)).Findings.ToString());
        Assert.Equal("Reason: required", (await room.Get<ChangeDecisions>().AskReviewAsync(editor, await room.ReadChangeAsync(editor, unreasoned), None)).Findings.ToString());
        Assert.IsType<ContentFaults>((await room.AskReviewAsync(editor, broken)).Refused);
        Assert.Equal("Documents: unchanged", (await room.AskReviewAsync(editor, same)).Findings.ToString());
        Assert.Equal("Title: required", (await service.OpenAsync(editor, " ", "", None)).Findings.ToString());
        Assert.All(await room.Get<ChangeQueries>().OpenAsync(editor, None), row => Assert.Equal(ChangeState.Draft, row.State));
    }

    [Fact]
    public async Task What_was_written_after_it_was_read_is_neither_approved_nor_published()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var (service, publishing) = (room.Get<ChangeService>(), room.Get<ChangePublishing>());
        var change = await OpenAsync(room, editor, 31);
        await room.AskReviewAsync(editor, change);
        var read = await room.ReadChangeAsync(reviewer, change);
        await room.SaveDocumentAsync(editor, Course, Minutes(Course, "32"), change, 1);
        await room.AskReviewAsync(editor, change);

        Assert.IsType<NotAsRead>((await room.Get<ChangeDecisions>().ApproveAsync(reviewer, read, "", None)).Refused);
        Assert.IsType<NotAsRead>((await room.Get<ChangeDecisions>().SendBackAsync(reviewer, read, "Too short.", None)).Refused);
        var newer = await room.ReadChangeAsync(reviewer, change);
        Assert.True((await room.Get<ChangeDecisions>().ApproveAsync(reviewer, newer, "", None)).Ok);
        Assert.IsType<NotAsRead>((await publishing.PublishAsync(reviewer, read, None)).Refused);
        Assert.Equal(1, (await room.Get<EditionStore>().NewestAsync(None)).Number);
        Assert.True((await publishing.PublishAsync(reviewer, newer, None)).Ok);
    }

    [Fact]
    public async Task Writing_on_takes_a_change_back_from_review_and_voids_an_approval()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var change = await OpenAsync(room, editor, 31);
        await room.AskReviewAsync(editor, change);
        var read = await room.ReadChangeAsync(reviewer, change);
        await room.Get<ChangeDecisions>().ApproveAsync(reviewer, read, "", None);

        await room.SaveDocumentAsync(editor, Course, Minutes(Course, "32"), change, 1);

        Assert.Equal(ChangeState.Draft, Assert.Single(await room.Get<ChangeQueries>().OpenAsync(editor, None)).State);
        Assert.Equal(new WrongState(ChangeState.Draft), (await room.Get<ChangePublishing>().PublishAsync(reviewer, read, None)).Refused);
        Assert.Equal(new ChangeWrittenOn(change, true), Assert.Single(await room.FactsAsync<ChangeWrittenOn>()));

        // Even the very text that was approved has to be approved anew.
        await room.SaveDocumentAsync(editor, Course, Minutes(Course, "31"), change, 2);
        Assert.Equal(new WrongState(ChangeState.Draft), (await room.Get<ChangePublishing>().PublishAsync(reviewer, read, None)).Refused);
    }

    [Fact]
    public async Task A_change_that_is_over_takes_no_text_no_decision_and_no_other_end()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var service = room.Get<ChangeService>();
        var published = await OpenAsync(room, editor, 31);
        Assert.True((await room.PublishChangeAsync(editor, reviewer, published)).Ok);
        var withdrawn = await OpenAsync(room, editor, 33);
        Assert.True((await service.WithdrawAsync(editor, withdrawn, "Not needed.", None)).Ok);

        foreach (var (change, state) in new[] { (published, ChangeState.Published), (withdrawn, ChangeState.Withdrawn) })
        {
            var read = await room.ReadChangeAsync(reviewer, change);
            Assert.Equal(new WrongState(state), (await room.SaveDocumentAsync(editor, Course, Minutes(Course, "34"), change, 1)).Refused);
            Assert.Equal(new WrongState(state), (await room.Get<DocumentSaving>().DropAsync(editor, change, Course, 1, None)).Refused);
            Assert.Equal(new WrongState(state), (await service.WithdrawAsync(editor, change, "", None)).Refused);
            Assert.Equal(new WrongState(state), (await room.Get<ChangeDecisions>().SendBackAsync(reviewer, read, "No.", None)).Refused);
            Assert.Equal(new WrongState(state), (await room.Get<ChangePublishing>().PublishAsync(reviewer, read, None)).Refused);
        }

        // What was withdrawn stays readable.
        Assert.Equal(Minutes(Course, "33"), (await room.Get<ChangeQueries>().FindAsync(editor, withdrawn, None)).Value!.Documents[0].After);
    }

    [Fact]
    public async Task Nobody_approves_what_they_wrote_whoever_saved_it_last()
    {
        await using var room = await LearningRoom.OpenAsync();
        var first = await room.AddAsync(new PersonBuilder().Named("First").With(Role.Editor).With(Role.Reviewer));
        var second = await room.AddAsync(new PersonBuilder().Named("Second").With(Role.Editor).With(Role.Administrator).With(Role.Reviewer));
        var reviewer = await room.AddAsync(new PersonBuilder().Named("Reviewer").With(Role.Reviewer));
        var change = await OpenAsync(room, first, 31);
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        await room.SaveDocumentAsync(second, Course, Minutes(Course, "32"), change, 1);
        await room.AskReviewAsync(second, change);
        var read = await room.ReadChangeAsync(reviewer, change);

        foreach (var author in new[] { first, second })
        {
            Assert.Equal([Course], Assert.IsType<FourEyesMissing>((await room.Get<ChangeDecisions>().ApproveAsync(author, read, "", None)).Refused).OwnTexts);
            Assert.True(Assert.Single(await room.Get<ChangeQueries>().OpenAsync(author, None)).IsOwn);
        }

        Assert.True((await room.Get<ChangeDecisions>().ApproveAsync(reviewer, read, "", None)).Ok);
        Assert.True((await room.Get<ChangePublishing>().PublishAsync(first, read, None)).Ok);
        var record = Assert.Single(await room.FactsAsync<DocumentPublished>());
        Assert.Equal((2, Course, false), (record.Edition, record.Path.ToString(), record.ByAuthor));
        Assert.Equal([first.PersonId, second.PersonId], record.Authors);
    }

    [Fact]
    public async Task Where_the_organisation_relaxes_it_an_author_approves_and_page_and_record_say_so()
    {
        await using var room = await LearningRoom.OpenAsync();
        var author = await room.AddAsync(new PersonBuilder().Named("Author").With(Role.Editor).With(Role.Administrator));
        var change = await OpenAsync(room, author, 31);
        await RelaxAsync(room, author, relaxed: true);

        var published = await room.PublishChangeAsync(author, author, change);

        Assert.Equal(new PublishOutcome(2, true), published.Value);
        Assert.True(Assert.Single(await room.FactsAsync<DocumentPublished>()).ByAuthor);
        Assert.True(Assert.Single(await room.FactsAsync<ChangeApproved>()).ByAuthor);
        var view = (await room.Get<ChangeQueries>().FindAsync(author, change, None)).Value!;
        Assert.True(view.FourEyesRelaxed);
        Assert.True(view.Steps.Single(step => step.Kind == ChangeStepKind.Approved).ByAuthor);
        await RelaxAsync(room, author, relaxed: false);
        Assert.IsType<FourEyesMissing>((await room.PublishChangeAsync(author, author, await OpenAsync(room, author, 32))).Refused);
    }

    [Fact]
    public async Task Only_a_reviewer_or_an_editing_administrator_decides_and_publishes()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var (service, publishing) = (room.Get<ChangeService>(), room.Get<ChangePublishing>());
        var change = await OpenAsync(room, editor, 31);
        await room.AskReviewAsync(editor, change);
        var read = await room.ReadChangeAsync(reviewer, change);
        foreach (var builder in new[]
        {
            new PersonBuilder(), new PersonBuilder().With(Role.Editor), new PersonBuilder().With(Role.Administrator), new PersonBuilder().With(Role.Auditor),
        })
        {
            var other = await room.AddAsync(builder);
            Assert.Equal(Refusal.NotAllowed, (await room.Get<ChangeDecisions>().ApproveAsync(other, read, "", None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await room.Get<ChangeDecisions>().SendBackAsync(other, read, "No.", None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await room.Get<ChangeDecisions>().PlanAsync(other, read, null, None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await publishing.PublishAsync(other, read, None)).Refused);
        }

        var both = await room.AddAsync(new PersonBuilder().With(Role.Administrator).With(Role.Editor));
        Assert.True((await room.Get<ChangeDecisions>().ApproveAsync(both, read, "", None)).Ok);
        Assert.True((await publishing.PublishAsync(both, read, None)).Ok);
    }

    [Fact]
    public async Task Sent_back_it_says_why_and_is_written_on_and_reviewed_again()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var service = room.Get<ChangeService>();
        var change = await OpenAsync(room, editor, 31);
        await room.AskReviewAsync(editor, change);

        Assert.Equal("Reason: required", (await room.Get<ChangeDecisions>().SendBackAsync(reviewer, await room.ReadChangeAsync(reviewer, change), " ", None)).Findings.ToString());
        Assert.True((await room.Get<ChangeDecisions>().SendBackAsync(reviewer, await room.ReadChangeAsync(reviewer, change), "Thirty-five, please.", None)).Ok);
        var view = (await room.Get<ChangeQueries>().FindAsync(editor, change, None)).Value!;
        Assert.Equal((ChangeState.SentBack, "Thirty-five, please."), (view.Row.State, view.Steps[^1].Text));

        await room.SaveDocumentAsync(editor, Course, Minutes(Course, "35"), change, 1);
        Assert.True((await room.PublishChangeAsync(editor, reviewer, change)).Ok);
        Assert.Equal([1, 2], (await room.FactsAsync<ChangeReviewAsked>()).Select(fact => fact.Revision));
    }

    [Fact]
    public async Task A_document_that_another_edition_changed_is_put_together_before_anything_goes_on()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var (faster, slower) = (await OpenAsync(room, editor, 31), await OpenAsync(room, editor, 45));
        Assert.True((await room.PublishChangeAsync(editor, reviewer, faster)).Ok);

        var refused = await room.AskReviewAsync(editor, slower);

        Assert.Equal([new PublishConflict(Course, PublishConflictReason.EditionMoved)], Assert.IsType<NotAsRead>(refused.Refused).Documents);
        var moved = (await room.Get<EditingQueries>().FindAsync(editor, Course, slower, None)).Value!;
        Assert.True(moved.IsMoved);
        Assert.Equal((EditionSample.Documents.Find(Course), Minutes(Course, "31"), Minutes(Course, "45")), (moved.BaseText, moved.PublishedText, moved.DraftText));

        // Saving alone settles nothing: whoever did not look at the other text cannot have worked it in.
        await room.SaveDocumentAsync(editor, Course, Minutes(Course, "46"), slower, 1);
        Assert.True((await room.Get<EditingQueries>().FindAsync(editor, Course, slower, None)).Value!.IsMoved);
        var merged = new DocumentSave(slower, Course, Minutes(Course, "46"), 2, moved.PublishedHash) { TakesBase = true };
        Assert.True((await room.Get<DocumentSaving>().SaveAsync(editor, merged, None)).Ok);
        Assert.True((await room.PublishChangeAsync(editor, reviewer, slower)).Ok);
        Assert.Equal(46, (await room.Get<EditionStore>().NewestAsync(None)).Edition.Courses[EditionSample.Course].Exam.Minutes);
    }

    [Fact]
    public async Task An_edition_in_between_leaves_an_approval_where_the_change_means_the_same_and_voids_it_where_it_does_not()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var (service, publishing) = (room.Get<ChangeService>(), room.Get<ChangePublishing>());
        var harmless = await OpenAsync(room, editor, 31);
        var statement = EditionSample.Documents.Find(Rule)!;
        var meaningful = (await room.SaveDocumentAsync(
            editor, Rule, statement.Replace("liability: none-administrative", "liability: none-stated", StringComparison.Ordinal))).Value!.Change;
        await room.SaveDocumentAsync(
            editor,
            "cases/travel-abroad.yaml",
            EditionSample.Documents.Find("cases/travel-abroad.yaml")!.Replace("expect: none-administrative", "expect: none-stated", StringComparison.Ordinal),
            meaningful);
        foreach (var change in new[] { harmless, meaningful })
        {
            await room.AskReviewAsync(editor, change);
            Assert.True((await room.Get<ChangeDecisions>().ApproveAsync(reviewer, await room.ReadChangeAsync(reviewer, change), "", None)).Ok);
        }

        // Another course changes meanwhile: nothing of either change means something else by it.
        Assert.True((await room.PublishTextAsync(editor, reviewer, Other, Minutes(Other, "41"))).Ok);
        var kept = await publishing.PublishAsync(reviewer, await room.ReadChangeAsync(reviewer, harmless), None);
        Assert.Equal(3, kept.Value?.EditionNumber);

        // As if the approver had been shown something else than what it means now.
        await using (var db = room.Open())
        {
            var id = (await db.ContentChanges.SingleAsync(change => change.Number == meaningful, None)).Id;
            await db.ChangeSteps
                .Where(one => one.ChangeId == id && one.Kind == ChangeStepKind.Approved)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.Impact, new string('0', 64)), None);
        }

        var voided = await publishing.PublishAsync(reviewer, await room.ReadChangeAsync(reviewer, meaningful), None);

        Assert.Equal(new ApprovalVoid(3), voided.Refused);
        Assert.Equal(ChangeState.InReview, Assert.Single(await room.Get<ChangeQueries>().OpenAsync(editor, None)).State);
        Assert.Equal(new ChangeApprovalVoided(meaningful, 1, 3), Assert.Single(await room.FactsAsync<ChangeApprovalVoided>()));
        Assert.True((await room.Get<ChangeDecisions>().ApproveAsync(reviewer, await room.ReadChangeAsync(reviewer, meaningful), "", None)).Ok);
        Assert.True((await publishing.PublishAsync(reviewer, await room.ReadChangeAsync(reviewer, meaningful), None)).Ok);
    }

    [Fact]
    public async Task An_edition_made_while_the_next_one_is_compiled_is_not_undone_by_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var change = await OpenAsync(room, editor, 31);
        await room.AskReviewAsync(editor, change);
        var read = await room.ReadChangeAsync(reviewer, change);
        await room.Get<ChangeDecisions>().ApproveAsync(reviewer, read, "", None);
        var faster = EditionCompiler.Compile(EditionSample.Documents.With([new(Other, Minutes(Other, "41"))]), EditionSample.Edition).Edition!;

        var published = await PublishDuringAsync(
            room, reviewer, read, async write => await room.Get<EditionStore>().AddAsync(write, faster, EditionOrigin.Editors, "Somebody faster", null, None));

        Assert.Equal(Refusal.Conflict, published.Refused);
        await using var db = room.Open();
        var newest = await db.Editions.OrderByDescending(row => row.Number).FirstAsync(None);
        Assert.Equal((2, faster.Hash), (newest.Number, newest.Hash));
        Assert.True((await room.Get<ChangePublishing>().PublishAsync(reviewer, read, None)).Ok);
    }

    [Fact]
    public async Task On_its_day_a_change_is_published_once_by_the_application()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var change = await OpenAsync(room, editor, 31);
        await room.AskReviewAsync(editor, change);
        var read = await room.ReadChangeAsync(reviewer, change);
        var (service, today) = (room.Get<ChangeService>(), room.Get<LocalCalendar>().Today);
        Assert.Equal(new WrongState(ChangeState.InReview), (await room.Get<ChangeDecisions>().PlanAsync(reviewer, read, today.AddDays(2), None)).Refused);
        await room.Get<ChangeDecisions>().ApproveAsync(reviewer, read, "", None);
        Assert.Equal("Day: range", (await room.Get<ChangeDecisions>().PlanAsync(reviewer, read, today, None)).Findings.ToString());
        Assert.True((await room.Get<ChangeDecisions>().PlanAsync(reviewer, read, today.AddDays(2), None)).Ok);

        await SweepAsync(room);
        room.Clock.Advance(TimeSpan.FromDays(1));
        await SweepAsync(room);
        Assert.Equal(1, (await room.Get<EditionStore>().NewestAsync(None)).Number);
        room.Clock.Advance(TimeSpan.FromDays(1));
        await SweepAsync(room);
        await SweepAsync(room);

        Assert.Equal(2, (await room.Get<EditionStore>().NewestAsync(None)).Number);
        var step = (await room.Get<ChangeQueries>().FindAsync(editor, change, None)).Value!.Steps[^1];
        Assert.Equal((ChangeStepKind.Published, null), (step.Kind, step.By));
        Assert.Null(Assert.Single(await room.LinesAsync(), line => line.Fact is ChangePublished).Actor.PersonId);
    }

    [Fact]
    public async Task A_publication_that_fails_on_its_day_is_sent_back_with_the_cause()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var service = room.Get<ChangeService>();
        var change = await OpenAsync(room, editor, 31);
        await room.AskReviewAsync(editor, change);
        var read = await room.ReadChangeAsync(reviewer, change);
        await room.Get<ChangeDecisions>().ApproveAsync(reviewer, read, "", None);
        await room.Get<ChangeDecisions>().PlanAsync(reviewer, read, room.Get<LocalCalendar>().Today.AddDays(1), None);
        Assert.True((await room.PublishChangeAsync(editor, reviewer, await OpenAsync(room, editor, 50))).Ok);

        room.Clock.Advance(TimeSpan.FromDays(1));
        await SweepAsync(room);
        await SweepAsync(room);

        Assert.Equal(2, (await room.Get<EditionStore>().NewestAsync(None)).Number);
        var view = (await room.Get<ChangeQueries>().FindAsync(editor, change, None)).Value!;
        Assert.Equal((ChangeState.SentBack, ChangeStepKind.PublishingFailed, "EditionMoved"), (view.Row.State, view.Steps[^1].Kind, view.Steps[^1].Text));
        Assert.Equal(new ChangePublishingFailed(change, 1, PublishFailure.EditionMoved), Assert.Single(await room.FactsAsync<ChangePublishingFailed>()));
    }

    [Fact]
    public async Task A_plan_that_is_taken_back_publishes_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var service = room.Get<ChangeService>();
        var change = await OpenAsync(room, editor, 31);
        await room.AskReviewAsync(editor, change);
        var read = await room.ReadChangeAsync(reviewer, change);
        await room.Get<ChangeDecisions>().ApproveAsync(reviewer, read, "", None);
        await room.Get<ChangeDecisions>().PlanAsync(reviewer, read, room.Get<LocalCalendar>().Today.AddDays(1), None);
        Assert.True((await room.Get<ChangeDecisions>().PlanAsync(reviewer, read, null, None)).Ok);

        room.Clock.Advance(TimeSpan.FromDays(3));
        await SweepAsync(room);

        Assert.Equal(1, (await room.Get<EditionStore>().NewestAsync(None)).Number);
        Assert.Equal([room.Get<LocalCalendar>().Today.AddDays(-2), null], (await room.FactsAsync<ChangePlanned>()).Select(fact => fact.Day));
    }

    [Fact]
    public async Task Comments_are_answered_and_settled_and_stay_readable()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var service = room.Get<ChangeService>();
        var change = await OpenAsync(room, editor, 31);
        var place = new CommentPlace(Course, "exam/minutes", "", "minutes: 31");

        Assert.Equal("Text: required", (await room.Get<CommentService>().CommentAsync(reviewer, change, place, " ", null, None)).Findings.ToString());
        Assert.Equal(Refusal.NotFound, (await room.Get<CommentService>().CommentAsync(reviewer, change, new CommentPlace("rules/none.yaml"), "Why?", null, None)).Refused);
        Assert.True((await room.Get<CommentService>().CommentAsync(reviewer, change, place, "Why not 35?", null, None)).Ok);
        var asked = Assert.Single((await room.Get<ChangeQueries>().FindAsync(editor, change, None)).Value!.Comments);
        Assert.True((await room.Get<CommentService>().CommentAsync(editor, change, place, "The law says so.", asked.Id, None)).Ok);
        Assert.Equal(1, Assert.Single(await room.Get<ChangeQueries>().OpenAsync(editor, None)).OpenComments);
        Assert.True((await room.Get<CommentService>().SettleAsync(reviewer, change, asked.Id, None)).Ok);
        Assert.True((await room.Get<CommentService>().SettleAsync(editor, change, asked.Id, None)).Ok);
        Assert.Equal(Refusal.NotFound, (await room.Get<CommentService>().SettleAsync(editor, change + 1, asked.Id, None)).Refused);

        var settled = Assert.Single((await room.Get<ChangeQueries>().FindAsync(editor, change, None)).Value!.Comments);
        Assert.Equal((place, "Why not 35?", reviewer.Name, reviewer.Name), (settled.Place, settled.Text, settled.By, settled.SettledBy));
        Assert.Equal((editor.Name, "The law says so."), (Assert.Single(settled.Answers).By, settled.Answers[0].Text));
        Assert.Equal(0, Assert.Single(await room.Get<ChangeQueries>().OpenAsync(editor, None)).OpenComments);
        Assert.Single(await room.FactsAsync<ChangeCommentSettled>());
        Assert.Equal(2, (await room.FactsAsync<ChangeCommented>()).Count);
    }

    [Fact]
    public async Task An_edition_is_taken_back_by_a_change_and_what_later_ones_changed_is_left()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        var change = await OpenAsync(room, editor, 31);
        await room.SaveDocumentAsync(editor, Other, Minutes(Other, "41"), change);
        await room.SaveDocumentAsync(editor, "questions/brand-new.yaml", EditionSample.Documents.Find("questions/institutions-range-of-measures.yaml")!
            .Replace("id: institutions-range-of-measures", "id: brand-new", StringComparison.Ordinal), change);
        Assert.True((await room.PublishChangeAsync(editor, reviewer, change)).Ok);
        Assert.True((await room.PublishTextAsync(editor, reviewer, Other, Minutes(Other, "42"))).Ok);
        var reverts = room.Get<ChangeReverts>();

        var reverted = (await reverts.RevertAsync(editor, 2, "Take edition 2 back", None)).Value!;

        Assert.Equal([Other], reverted.Left);
        var view = (await room.Get<ChangeQueries>().FindAsync(editor, reverted.Change, None)).Value!;
        Assert.Equal(
            [(Course, EditionSample.Documents.Find(Course)), ("questions/brand-new.yaml", null)], view.Documents.Select(document => (document.Path, document.After)));
        Assert.True((await room.PublishChangeAsync(editor, reviewer, reverted.Change)).Ok);
        var current = (await room.Get<EditionStore>().NewestAsync(None)).Edition;
        Assert.Equal((30, 42), (current.Courses[EditionSample.Course].Exam.Minutes, current.Courses["after-access"].Exam.Minutes));
        Assert.Null(current.Documents.Find("questions/brand-new.yaml"));
        Assert.Equal("questions/brand-new.yaml", Assert.Single(await room.FactsAsync<DocumentRetired>()).Path.ToString());
        Assert.Equal("Documents: unchanged", (await reverts.RevertAsync(editor, 2, "Again", None)).Findings.ToString());
        Assert.Equal(Refusal.NotFound, (await reverts.RevertAsync(editor, 1, "First", None)).Refused);
        Assert.Equal(Refusal.NotFound, (await reverts.RevertAsync(editor, 9, "None", None)).Refused);
    }

    [Fact]
    public async Task The_history_of_a_document_names_edition_change_and_reason()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (editor, reviewer) = await AddAsync(room);
        Assert.True((await room.PublishTextAsync(editor, reviewer, Course, Minutes(Course, "31"))).Ok);
        Assert.True((await room.PublishTextAsync(editor, reviewer, Other, Minutes(Other, "41"))).Ok);

        var history = await room.Get<EditingQueries>().HistoryOfAsync(editor, Course, None);

        Assert.Equal([2, 1], history.Select(one => one.Edition));
        Assert.Equal((1, "working-with-state-secrets", "An amendment asks for it.", reviewer.Name), (history[0].Change, history[0].Title, history[0].Reason, history[0].PublishedBy));
        Assert.Equal((null, EditionOrigin.Shipped), (history[1].Change, history[1].Origin));
        Assert.Empty(await room.Get<EditingQueries>().HistoryOfAsync(editor, "rules/none.yaml", None));
    }

    private static async Task<(Viewer Editor, Viewer Reviewer)> AddAsync(LearningRoom room) => (
        await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor)),
        await room.AddAsync(new PersonBuilder().Named("Reviewer").With(Role.Reviewer)));

    /// <summary>A change that gives the exam of a course another time, made from the first edition.</summary>
    private static async Task<int> OpenAsync(LearningRoom room, Viewer editor, int minutes)
    {
        var saved = await room.SaveDocumentAsync(editor, Course, Minutes(Course, $"{minutes}"));
        Assert.True(saved.Ok, $"{saved}");
        return saved.Value!.Change;
    }

    private static string Minutes(string path, string minutes) => System.Text.RegularExpressions.Regex.Replace(
        EditionSample.Documents.Find(path)!, "minutes: [0-9]+", $"minutes: {minutes}", System.Text.RegularExpressions.RegexOptions.NonBacktracking);

    private static async Task SweepAsync(LearningRoom room) =>
        await room.Get<IEnumerable<IHostedService>>().OfType<PlannedPublishing>().Single().RoundAsync(None);

    /// <summary>Publishes while the writer is held by another write, which goes through only when publishing has read and begun to compile.</summary>
    private static async Task<Result<PublishOutcome>> PublishDuringAsync(LearningRoom room, Viewer viewer, ReadChange read, Func<StoreWrite, Task> write)
    {
        var gate = new TaskCompletionSource();
        var writing = room.Get<LearningStore>().WriteAsync<Done>(
            async held =>
            {
                await gate.Task;
                await write(held);
                return default(Done);
            },
            None);
        var asked = room.Get<DraftCheck>().Asked;
        var publishing = room.Get<ChangePublishing>().PublishAsync(viewer, read, None);
        while (room.Get<DraftCheck>().Asked == asked)
        {
            await Task.Delay(5, Xunit.TestContext.Current.CancellationToken);
        }

        gate.SetResult();
        Assert.True((await writing).Ok);
        return await publishing;
    }

    private static async Task RelaxAsync(LearningRoom room, Viewer administrator, bool relaxed)
    {
        var current = await room.Get<SettingsStore>().CurrentAsync(None);
        var form = SettingsForm.From(current) with { Names = LocalizedText.Same("House"), FourEyesRelaxed = relaxed };
        Assert.True((await room.Get<SettingsService>().UpdateAsync(administrator, form, current.Version, None)).Ok);
    }
}
