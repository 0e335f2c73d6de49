using KnbTraining.Content.Items;
using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Remarks;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Remarks;

[Trait("Database", "Each")]
public sealed class RemarkServiceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_remark_keeps_what_was_seen_and_answered_and_is_a_fact_of_the_same_transaction()
    {
        await using var room = await LearningRoom.OpenAsync();
        var learner = await room.AddLearnerAsync();
        var exam = await room.SitAsync(learner);
        var made = await MakeAsync(room, learner, exam, 2, RemarkReason.Translation, "  The word is wrong.  ");
        Assert.True(made.Ok, $"{made}");

        await using var db = room.Open();
        var remark = await db.Remarks.SingleAsync(None);
        var attempt = await db.Attempts.Include(found => found.Items).ThenInclude(item => item.Family).AsSplitQuery().SingleAsync(None);
        var item = attempt.Items.Single(asked => asked.Position == 2);
        Assert.Equal(
            (learner.PersonId, item.ItemId, item.Family.RuleId, 1, attempt.LawDate, "kk", item.Order, item.Chosen, RemarkPlace.Outcome, RemarkReason.Translation, RemarkState.Open),
            (remark.PersonId, remark.ItemId, remark.RuleId, remark.EditionNumber, remark.LawDate, remark.Language, remark.Order, remark.Chosen, remark.Place, remark.Reason, remark.State));
        var row = await db.LedgerRows.SingleAsync(found => found.Kind == "remark.made", None);
        Assert.Equal((remark.MadeSeq, (Guid?)learner.PersonId, (Guid?)learner.PersonId), (row.Number, row.ActorId, row.SubjectPersonId));
        var text = await db.LedgerTexts.SingleAsync(found => found.PersonId == learner.PersonId, None);
        Assert.Equal(("The word is wrong.", remark.Text), (text.Text, Convert.ToHexStringLower(text.Hash)));
    }

    [Fact]
    public async Task Nothing_can_be_said_about_foreign_attempts_or_while_an_answer_is_not_known()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (learner, other) = (await room.AddLearnerAsync(), await room.AddLearnerAsync());
        var exam = await room.StartAsync(learner);
        await room.AnswerRightAsync(learner, exam);
        Assert.Equal(Refusal.NotAllowed, (await MakeAsync(room, learner, exam, 1)).Refused);
        await room.Get<AttemptService>().SubmitAsync(learner, exam, None);
        Assert.Equal(Refusal.NotFound, (await MakeAsync(room, other, exam, 1)).Refused);
        Assert.Equal(Refusal.NotFound, (await MakeAsync(room, learner, exam, 99)).Refused);

        // In a practice the answer is known as soon as it is given.
        var practice = await room.StartAsync(other, AttemptMode.Practice);
        Assert.Equal(Refusal.NotAllowed, (await MakeAsync(room, other, practice, 1)).Refused);
        await room.AnswerRightAsync(other, practice, count: 1);
        var made = await MakeAsync(room, other, practice, 1);
        Assert.True(made.Ok, $"{made}");
        await using var db = room.Open();
        Assert.Equal(RemarkPlace.Practice, (await db.Remarks.SingleAsync(None)).Place);
    }

    [Fact]
    public async Task Reason_and_text_are_checked_each_at_its_field_and_a_day_has_its_limit()
    {
        await using var room = await LearningRoom.OpenAsync();
        var learner = await room.AddLearnerAsync();
        var exam = await room.SitAsync(learner);
        Assert.Equal("Reason: required\nText: required", (await MakeAsync(room, learner, exam, 1, null, " ")).Findings.ToString());
        Assert.Equal("Reason: required", (await MakeAsync(room, learner, exam, 1, (RemarkReason)9)).Findings.ToString());
        Assert.Equal("Text: too-long", (await MakeAsync(room, learner, exam, 1, text: new string('x', RemarkService.LongestText + 1))).Findings.ToString());
        foreach (var hidden in new[] { "a\0b", "a\u202Eb", "a\uD83Db", "a\ab" })
        {
            Assert.Equal("Text: hidden", (await MakeAsync(room, learner, exam, 1, text: hidden)).Findings.ToString());
        }

        Assert.True((await MakeAsync(room, learner, exam, 1, text: new string('x', RemarkService.LongestText))).Ok);
        Assert.Equal("Item: said-already", (await MakeAsync(room, learner, exam, 1)).Findings.ToString());
        for (var position = 2; position <= RemarkService.MostADay; position++)
        {
            Assert.True((await MakeAsync(room, learner, exam, position)).Ok);
        }

        Assert.Equal(Refusal.TooMany, (await MakeAsync(room, learner, exam, RemarkService.MostADay + 1)).Refused);
        room.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await MakeAsync(room, learner, exam, RemarkService.MostADay + 1)).Ok);
    }

    [Fact]
    public async Task A_question_of_a_lesson_is_taken_only_as_the_edition_makes_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var learner = await room.AddLearnerAsync();
        var item = QuestionOf(QuestionKind.SingleChoice);
        string[] order = [.. item.Options.Select(option => option.Id).Reverse()];
        var about = new RemarkSubject.InLesson(1, item.Id, order, [order[0]]);
        RemarkSubject[] wrong =
        [
            about with { ItemId = "verdict.nothing~1" },
            about with { ItemId = "nonsense" },
            about with { Order = order[1..] },
            about with { Order = [.. order.Select(_ => order[0])] },
            about with { Chosen = [] },
            about with { Chosen = ["no-such-option"] },
        ];
        foreach (var subject in wrong)
        {
            Assert.Equal(Refusal.NotFound, (await room.Get<RemarkService>().MakeAsync(learner, subject, RemarkReason.Answer, "Why?", "ru", None)).Refused);
        }

        foreach (var edition in new[] { -1, 0, 2 })
        {
            Assert.Equal(Refusal.NotFound, (await room.Get<RemarkSight>().FindAsync(learner, about with { Edition = edition }, "ru", None)).Refused);
        }

        var made = await room.Get<RemarkService>().MakeAsync(learner, about, RemarkReason.Answer, "Why?", "ru", None);
        Assert.True(made.Ok, $"{made}");

        // An editor sees it in the order and the language in which it was shown.
        var editor = await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor));
        var sheet = (await room.Get<RemarkQueries>().FindAsync(editor, made.Value, "en", None)).Value!;
        Assert.Equal(order, sheet.Shown.Options.Select(option => option.Id));
        Assert.True(sheet.Shown.Options[0].Chosen);
        Assert.Equal(EditionSample.Edition.ItemsOn(new DateOnly(2026, 3, 2)).Render(item, "ru").Question, sheet.Shown.Question);
        Assert.Equal(["en", "kk"], sheet.Others.Select(other => other.Key).Order());
        Assert.Equal(RemarkPlace.Lesson, Assert.Single(sheet.Lines).Place);

        // A matching question has rows and choices.
        var matching = QuestionOf(QuestionKind.Matching);
        string[][] pairs = [.. matching.Options.Select(option => option.Id.Split('=', 2))];
        string[] sides = [.. pairs.Select(pair => pair[0]).Distinct().Reverse(), .. pairs.Select(pair => pair[1]).Distinct()];
        var made2 = await room.Get<RemarkService>().MakeAsync(
            learner, new RemarkSubject.InLesson(1, matching.Id, sides, [matching.Options[0].Id]), RemarkReason.Other, "Hm", "en", None);
        Assert.True(made2.Ok, $"{made2}");
    }

    [Fact]
    public async Task Only_editors_and_reviewers_answer_everybody_else_sees_and_changes_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var learner = await room.AddLearnerAsync();
        var remark = (await MakeAsync(room, learner, await room.SitAsync(learner), 1)).Value;
        var (service, queries, answer) = (room.Get<RemarkService>(), room.Get<RemarkQueries>(), new RemarkAnswer(RemarkOutcome.Right, null, "It is right."));
        foreach (var role in new[] { Role.Learner, Role.Manager, Role.Auditor, Role.Administrator })
        {
            var person = new PersonBuilder().Named($"{role}");
            var viewer = await room.AddAsync(role == Role.Manager ? person.Managing(await room.RootAsync()) : person.With(role));
            Assert.Equal(Refusal.NotAllowed, (await service.TakeAsync(viewer, remark, None)).Refused);
            Assert.Equal(Refusal.NotAllowed, (await service.AnswerAsync(viewer, [remark], answer, None)).Refused);
            var mayRead = role == Role.Administrator;
            Assert.Equal(mayRead ? 1 : 0, (await queries.ListAsync(viewer, new RemarkFilter(), "en", None)).Groups.Count);
            Assert.Equal(mayRead ? 1 : 0, await queries.CountWaitingAsync(viewer, None));
            Assert.Equal(mayRead, (await queries.FindAsync(viewer, remark, "en", None)).Ok);
        }

        Assert.Empty(await queries.MineAsync(await room.AddLearnerAsync(), "en", None));
        foreach (var role in new[] { Role.Editor, Role.Reviewer })
        {
            var viewer = await room.AddAsync(new PersonBuilder().Named($"{role}").With(role));
            Assert.True((await service.TakeAsync(viewer, remark, None)).Ok);
        }
    }

    [Fact]
    public async Task Remarks_about_one_question_are_one_line_taken_and_answered_together_once()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (first, second, editor) = (await room.AddLearnerAsync(), await room.AddLearnerAsync(), await room.AddAsync(new PersonBuilder().Named("Editor").With(Role.Editor)));
        var item = QuestionOf(QuestionKind.SingleChoice);
        var (service, queries) = (room.Get<RemarkService>(), room.Get<RemarkQueries>());
        var about = new RemarkSubject.InLesson(1, item.Id, [.. item.Options.Select(option => option.Id)], [item.Options[0].Id]);
        var one = (await service.MakeAsync(first, about, RemarkReason.Answer, "Why?", "ru", None)).Value;
        var two = (await service.MakeAsync(second, about, RemarkReason.Source, "The source differs.", "kk", None)).Value;
        var apart = (await MakeAsync(room, first, await room.SitAsync(first), 1)).Value;

        var list = await queries.ListAsync(editor, new RemarkFilter(), "en", None);
        Assert.Equal(2, list.Waiting);
        Assert.Equal([2, 1], list.Groups.Select(group => group.Count));
        Assert.Equal([RemarkReason.Answer, RemarkReason.Source], list.Groups[0].Reasons);
        Assert.Equal(item.Family.Id, Assert.Single((await queries.ListAsync(editor, new RemarkFilter { Family = item.Family.Id }, "en", None)).Groups).FamilyId);
        Assert.Equal(1, Assert.Single((await queries.ListAsync(editor, new RemarkFilter { Reason = RemarkReason.Source }, "en", None)).Groups).Count);
        Assert.All((await queries.ListAsync(editor, new RemarkFilter { Rule = item.Family.Rule }, "en", None)).Groups, group => Assert.Equal(item.Family.Rule, group.RuleId));
        Assert.Empty((await queries.ListAsync(editor, new RemarkFilter { Answered = true }, "en", None)).Groups);

        Assert.True((await service.TakeAsync(editor, one, None)).Ok);
        Assert.Equal(RemarkState.InWork, (await queries.ListAsync(editor, new RemarkFilter(), "en", None)).Groups[0].State);

        // What is missing is said at its field, and nothing is answered by halves.
        Assert.Equal("Outcome: required\nText: required", (await service.AnswerAsync(editor, [one], new RemarkAnswer(null, null, ""), None)).Findings.ToString());
        Assert.Equal("CorrectedIn: no-such-edition", (await service.AnswerAsync(editor, [one], new RemarkAnswer(RemarkOutcome.Corrected, 2, ""), None)).Findings.ToString());
        Assert.Equal("Remarks: required", (await service.AnswerAsync(editor, [], new RemarkAnswer(RemarkOutcome.Right, null, "Yes"), None)).Findings.ToString());
        Assert.Equal(Refusal.NotFound, (await service.AnswerAsync(editor, [one, apart], new RemarkAnswer(RemarkOutcome.Right, null, "Yes"), None)).Refused);
        Assert.Equal(2, await queries.CountWaitingAsync(editor, None));

        Assert.True((await service.AnswerAsync(editor, [one, two], new RemarkAnswer(RemarkOutcome.Corrected, 1, null), None)).Ok);
        Assert.Equal(Refusal.Conflict, (await service.AnswerAsync(editor, [two], new RemarkAnswer(RemarkOutcome.Right, null, "No"), None)).Refused);
        Assert.Equal(Refusal.Finished, (await service.TakeAsync(editor, one, None)).Refused);
        var own = (await queries.MineAsync(second, "ru", None)).Single();
        Assert.Equal(
            (RemarkState.Answered, RemarkOutcome.Corrected, 1, (string?)null, "The source differs.", EditionSample.Edition.Rules[item.Family.Rule].Title["ru"]),
            (own.State, own.Outcome, own.CorrectedIn, own.Answer, own.Text, own.RuleTitle));
        await using var db = room.Open();
        Assert.Equal(2, await db.LedgerRows.CountAsync(row => row.Kind == "remark.answered", None));
        Assert.Equal(2, await db.LedgerRows.CountAsync(row => row.Kind == "remark.taken", None));
    }

    [Fact]
    public async Task An_erased_text_goes_from_the_queue_and_from_the_page_of_the_person()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (learner, admin) = (await room.AddLearnerAsync(), await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator)));
        var remark = (await MakeAsync(room, learner, await room.SitAsync(learner), 1)).Value;
        await using (var db = room.Open())
        {
            var text = new TextRef(Digest.Parse((await db.Remarks.SingleAsync(None)).Text));
            Assert.True((await room.Get<LedgerErasing>().EraseAsync(admin, text, None)).Ok);
        }

        Assert.Null((await room.Get<RemarkQueries>().MineAsync(learner, "en", None)).Single().Text);
        Assert.Null((await room.Get<RemarkQueries>().FindAsync(admin, remark, "en", None)).Value!.Lines.Single().Text);
    }

    private static Task<Result<Guid>> MakeAsync(
        LearningRoom room, Viewer viewer, Guid attempt, int position, RemarkReason? reason = RemarkReason.Unclear, string text = "What is meant?") =>
        room.Get<RemarkService>().MakeAsync(viewer, new RemarkSubject.InAttempt(attempt, position), reason, text, "kk", None);

    private static Item QuestionOf(QuestionKind kind)
    {
        var bank = EditionSample.Edition.ItemsOn(new DateOnly(2026, 3, 2));
        return bank.Create(bank.Families.First(family => family.Kind == kind).Id, 7);
    }
}
