using KnbTraining.Learning;
using KnbTraining.Learning.Annulments;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Annulments;

[Trait("Database", "Each")]
public sealed class AnnulmentTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Each_exam_gets_what_follows_from_its_second_grading_and_the_first_one_stays()
    {
        await using var house = await AnnulmentHouse.OpenAsync();
        var room = house.Room;
        Viewer[] people = [];
        foreach (var name in new[] { "Losing", "Gaining", "Same", "Renewing", "Leaving", "Waived", "Open" })
        {
            people = [.. people, await house.LearnerAsync(name)];
        }

        var (losing, gaining, same, renewing, leaving, waived, open) = (people[0], people[1], people[2], people[3], people[4], people[5], people[6]);
        await room.Get<AssignmentService>().ApplyRulesAsync(None);
        var renewed = await house.SitAsync(renewing, true, WrongItems.LeaveOut, false);
        room.Clock.Advance(TimeSpan.FromDays(350));
        await room.Get<AssignmentService>().ApplyRulesAsync(None);
        await room.SitAsync(renewing);
        var until = house.Today.AddDays(40);
        await WaiveAsync(house, waived, until);
        var lost = await house.SitAsync(losing, true, WrongItems.LeaveOut, false);
        var gained = await house.SitAsync(gaining, false, WrongItems.Count, true);
        var kept = await house.SitAsync(same, true, WrongItems.LeaveOut, true);
        var left = await house.SitAsync(leaving, true, WrongItems.LeaveOut, false);
        var excused = await house.SitAsync(waived, true, WrongItems.LeaveOut, false);
        var sitting = await house.SitAsync(open, true, WrongItems.LeaveOut, false, submit: false);
        await room.ChangeAsync(leaving.PersonId, new StandingParts(Employment: Employment.Left));
        var numbers = new Dictionary<Guid, string>();
        foreach (var exam in new[] { renewed, lost, left, excused })
        {
            numbers[exam.Attempt] = await room.CertificateOfAsync(exam.Attempt);
        }

        room.Clock.Advance(TimeSpan.FromDays(3));
        var before = await AttemptsAsync(room);
        var grace = RenewalTerms.UsualGraceDays;

        // Passed before and not any more: open again, the certificate revoked, and the person told until when.
        await house.AnnulAsync(lost.Item, WrongItems.LeaveOut);
        Assert.Equal((RequirementState.Open, house.Today.AddDays(grace), null), await StandingOfAsync(house, losing));
        Assert.Equal((CertificateStanding.Revoked, house.Today), await CertificateAsync(room, losing, numbers[lost.Attempt]));
        var shown = await house.ResultAsync(losing, lost.Attempt);
        Assert.False(shown.Passed);
        Assert.Equal([true, false], shown.Gradings.Select(grading => grading.Passed));
        Assert.Equal((20, 19, "The key was wrong."), (shown.Gradings[0].Total, shown.Total, shown.Gradings[1].Reason));
        Assert.Equal(WrongItems.LeaveOut, Assert.Single(shown.Items, item => item.FoundWrong is not null).FoundWrong);
        Assert.Equal(shown.Points, shown.Items.Where(item => item.FoundWrong is null).Sum(item => item.Score), 9);

        // Not passed before and passed now: completed on the day of the exam, with a certificate of that day.
        await house.AnnulAsync(gained.Item, WrongItems.Count);
        var examDay = house.Today.AddDays(-3);
        Assert.Equal((RequirementState.Valid, null, examDay.AddMonths(12)), await StandingOfAsync(house, gaining));
        var won = (await room.Get<CertificateQueries>().FindAsync(gaining, await room.CertificateOfAsync(gained.Attempt), "en", None)).Value!;
        Assert.Equal((CertificateStanding.Valid, examDay, examDay.AddMonths(12)), (won.Standing, won.IssuedOn, won.ValidUntil));
        Assert.Equal((await house.ResultAsync(gaining, gained.Attempt)).Percent, won.Percent);

        // Passed as before, and the pass from before the renewal, which keeps its results.
        await house.AnnulAsync(kept.Item, WrongItems.LeaveOut);
        Assert.Equal(RequirementState.Valid, (await StandingOfAsync(house, same)).State);
        var later = await StandingOfAsync(house, renewing);
        await house.AnnulAsync(renewed.Item, WrongItems.LeaveOut);
        Assert.Equal(later, await StandingOfAsync(house, renewing));
        Assert.Equal(CertificateStanding.Revoked, (await CertificateAsync(room, renewing, numbers[renewed.Attempt])).Standing);

        // Nobody asks whoever has left, and a waiver goes on to count: the due day that it gave is the one from which grace is counted.
        await house.AnnulAsync(left.Item, WrongItems.LeaveOut);
        Assert.Equal((RequirementState.Ended, null, null), await StandingOfAsync(house, leaving));
        await house.AnnulAsync(excused.Item, WrongItems.LeaveOut);
        Assert.Equal((RequirementState.Waived, until.AddDays(grace + grace), null), await StandingOfAsync(house, waived));

        // What is open is graded without it from the beginning.
        await house.AnnulAsync(sitting.Item, WrongItems.LeaveOut);
        await room.Get<AttemptService>().SubmitAsync(open, sitting.Attempt, None);
        var graded = await house.ResultAsync(open, sitting.Attempt);
        Assert.Equal((false, 19, 0), (graded.Passed, graded.Total, graded.Gradings.Count));
        Assert.Equal(RequirementState.Overdue, (await StandingOfAsync(house, open)).State);

        // The first gradings are as they were, and so are all seals; sums hold exactly what counts.
        var after = await AttemptsAsync(room);
        Assert.All(before.Where(one => one.State == AttemptState.Graded), one => Assert.Equal(Told(one), Told(after.Single(other => other.Id == one.Id))));
        Assert.Empty((await room.Get<AttemptCheck>().RunAsync(None)).Broken);
        Assert.True((await room.Get<LedgerCheck>().RunAsync(None)).Fits);
        await using var db = room.Open();
        var counted = after.Where(one => one.State == AttemptState.Graded).SelectMany(one => one.Items).Where(item => item.AnnulmentId is null).ToArray();
        Assert.Equal(7, after.SelectMany(one => one.Items).Count(item => item.AnnulmentId is not null));
        Assert.Equal((counted.Length, counted.Sum(item => item.Score!.Value)), (await db.AnswerSums.SumAsync(sum => sum.Answers, None), await db.AnswerSums.SumAsync(sum => sum.Points, None)));
        Assert.All(after.Where(one => one.Marks is not null), one => Assert.Equal(one.Items.Count(item => item.AnnulmentId is null), Marks(one).Count));
        var unit = (await room.RootAsync()).Id;
        var firsts = after.Where(one => one is { State: AttemptState.Graded, Ordinal: 1 }).SelectMany(one => one.Items).Count(item => item.AnnulmentId is null);
        Assert.Equal(firsts, await db.AnswerMonths.Where(sum => sum.UnitId == unit && sum.Misconception == "").SumAsync(sum => sum.Answers, None));

        // Whoever has another result is told once, with the day; whoever has left is not.
        await room.Get<NoticeRound>().SendAsync(None);
        var told = await db.Notices.AsNoTracking().Where(notice => notice.Kind == NoticeKind.GradedAnew).ToListAsync(None);
        foreach (var (person, news, day) in new (Viewer, RegradingNews, DateOnly?)[]
        {
            (gaining, RegradingNews.Gained, null), (leaving, RegradingNews.Lost, null), (losing, RegradingNews.Lost, house.Today.AddDays(grace)),
            (renewing, RegradingNews.Lost, null), (waived, RegradingNews.Lost, until.AddDays(grace + grace)),
        })
        {
            var notice = Assert.Single(told, one => one.PersonId == person.PersonId);
            Assert.Equal(($"{news}", day), (notice.Occasion.Split(' ')[0], notice.Day));
        }

        Assert.DoesNotContain(told, notice => notice.PersonId == open.PersonId);
        Assert.Equal((NoticeOutcome.Omitted, OmissionReason.Left), told.Where(notice => notice.PersonId == leaving.PersonId).Select(notice => (notice.Outcome, notice.Reason!.Value)).Single());
        Assert.All(told.Where(notice => notice.PersonId != leaving.PersonId), notice => Assert.Equal(NoticeOutcome.Sent, notice.Outcome));
        var transcript = (await room.Get<TranscriptQueries>().FindAsync(losing, losing.PersonId, "en", None)).Value!;
        Assert.Equal((false, null), transcript.Attempts.Select(one => (one.Passed!.Value, one.CertificateNumber)).Single());
        Assert.Equal(shown.Gradings[0].Percent, transcript.Attempts[0].FirstPercent);

        // A pass after the annulment completes the same course again.
        await room.SitAsync(losing);
        Assert.Equal((RequirementState.Valid, null, house.Today.AddMonths(12)), await StandingOfAsync(house, losing));
    }

    [Fact]
    public async Task A_rule_is_taken_out_of_the_editions_that_are_named_and_of_no_other_and_twice_is_once()
    {
        await using var house = await AnnulmentHouse.OpenAsync();
        var room = house.Room;
        var first = await room.SitAsync(await house.LearnerAsync("First"));
        await room.SitAsync(await house.LearnerAsync("Practising"), mode: AttemptMode.Practice);
        var rule = (await AttemptsAsync(room)).Single(one => one.Id == first).Items[0].Family.RuleId;
        await room.PublishAsEditorAsync(EditionSample.Edition);
        await room.SitAsync(await house.LearnerAsync("Second"));

        var id = await house.AnnulAsync(rule, WrongItems.LeaveOut);
        foreach (var attempt in await AttemptsAsync(room))
        {
            var isMeant = attempt.EditionNumber == 1 && attempt.Items.Any(item => item.Family.RuleId == rule);
            Assert.Equal(attempt.Items.Count(item => attempt.EditionNumber == 1 && item.Family.RuleId == rule), attempt.Items.Count(item => item.AnnulmentId == id));
            Assert.Equal(isMeant && attempt.Mode == AttemptMode.Exam ? 1 : 0, attempt.Regrades.Count);
        }

        // Pressed twice, or carried out by two servers: nothing more happens.
        Assert.Equal(Refusal.Conflict, (await house.Service.ApproveAsync(house.Reviewer, id, "", None)).Refused);
        await using var db = room.Open();
        var facts = await db.LedgerRows.CountAsync(None);
        Assert.False((await room.Get<AnnulmentCarrying>().ApplyPartAsync(id, None)).Value);
        Assert.Empty(await room.Get<AnnulmentCarrying>().ListRunningAsync(None));
        Assert.Empty(await room.Get<AnnulmentCarrying>().ListLeftAsync(None));
        Assert.Equal(facts, await db.LedgerRows.CountAsync(None));

        // What another server graded at the very moment of the approval is found later.
        await db.AttemptItems.Where(item => item.AnnulmentId == id && db.Attempts.Any(one => one.Number == item.AttemptNumber && one.Id == first))
            .ExecuteUpdateAsync(set => set.SetProperty(item => item.AnnulmentId, (Guid?)null), None);
        Assert.Equal([id], (await room.Get<AnnulmentCarrying>().ListLeftAsync(None)).Select(one => one.Id));
        Assert.False((await room.Get<AnnulmentCarrying>().ApplyPartAsync(id, None)).Value);
        Assert.Empty(await room.Get<AnnulmentCarrying>().ListLeftAsync(None));
        var done = (await room.Get<AnnulmentQueries>().FindAsync(house.Admin, id, "en", None)).Value!;
        Assert.Equal((AnnulmentState.Done, 2, "Reviewer", "The key was wrong."), (done.Row.State, done.Row.Regraded, done.Row.DeciderName, done.Row.Reason));
        Assert.Equal([AnnulledKind.Rule], (await room.Get<AnnulmentQueries>().ListAsync(house.Editor, "en", None)).Select(row => row.Kind));
    }

    [Fact]
    public async Task What_is_large_goes_on_in_parts_and_what_is_taken_out_twice_is_counted_by_both()
    {
        await using var house = await AnnulmentHouse.OpenAsync();
        var room = house.Room;
        room.Get<AnnulmentCarrying>().AtOnce = 2;
        for (var number = 0; number < 5; number++)
        {
            await room.SitAsync(await house.LearnerAsync($"Person {number}"), right: 0);
        }

        var rules = (await AttemptsAsync(room)).SelectMany(one => one.Items.Select(item => (one.Number, item.Family.RuleId)).Distinct())
            .GroupBy(each => each.RuleId).OrderByDescending(own => own.Count()).ThenBy(own => own.Key).ToArray();
        var (wrong, count) = (rules[0].Key, rules[0].Count());
        var id = await house.AnnulAsync(wrong, WrongItems.Count);
        var parts = 0;
        while ((await room.Get<AnnulmentCarrying>().ApplyPartAsync(id, None)).Value)
        {
            parts++;
        }

        Assert.InRange(parts, count / 2 - 2, count / 2);
        var sheet = (await room.Get<AnnulmentQueries>().FindAsync(house.Editor, id, "en", None)).Value!;
        Assert.Equal((AnnulmentState.Done, count), (sheet.Row.State, sheet.Row.Regraded));

        // The second is taken out beside the first: each item by the annulment that found it.
        var other = await house.AnnulAsync(rules[1].Key, WrongItems.LeaveOut);
        while ((await room.Get<AnnulmentCarrying>().ApplyPartAsync(other, None)).Value)
        {
        }

        foreach (var attempt in (await AttemptsAsync(room)).Where(one => one.Regrades.Count == 2))
        {
            var (counted, leftOut) = (attempt.Items.Count(item => item.AnnulmentId == id), attempt.Items.Count(item => item.AnnulmentId == other));
            Assert.Equal((counted, attempt.Total - leftOut), (attempt.Counted!.Points, attempt.Counted.Total));
        }

        Assert.Empty((await room.Get<AttemptCheck>().RunAsync(None)).Broken);
        await using var db = room.Open();
        var spoilt = await db.AttemptRegrades.MinAsync(regrade => regrade.AttemptNumber, None);
        await db.AttemptRegrades.Where(regrade => regrade.AttemptNumber == spoilt && regrade.Number == 1).ExecuteUpdateAsync(set => set.SetProperty(regrade => regrade.Percent, 100), None);
        Assert.Equal([SealFault.GradedAnew], (await room.Get<AttemptCheck>().RunAsync(None)).Broken.Select(broken => broken.Fault));
    }

    [Fact]
    public async Task Four_eyes_see_exactly_what_is_done()
    {
        await using var house = await AnnulmentHouse.OpenAsync();
        var room = house.Room;
        var (attempt, item) = await house.SitAsync(await house.LearnerAsync("Losing"), true, WrongItems.LeaveOut, false);
        var form = new RegradingForm { Wrong = item, From = 1, To = 1, Treatment = WrongItems.LeaveOut };
        foreach (var role in new[] { Role.Learner, Role.Reviewer, Role.Auditor, Role.Administrator })
        {
            Assert.Equal(Refusal.NotAllowed, (await house.Service.ProposeAsync(await house.AddAsync($"{role} two", role), form, "Wrong", None)).Refused);
        }

        Assert.Equal("required", (await house.Service.ProposeAsync(house.Editor, form, " ", None)).Findings.At("Reason"));
        var both = await house.AddAsync("Both", Role.Editor, Role.Reviewer);
        var id = (await house.Service.ProposeAsync(both, form, "Wrong key", None)).Value;
        Assert.Equal("waits-already", (await house.Service.ProposeAsync(house.Editor, form, "Wrong key", None)).Findings.At("Wrong"));
        var effect = await house.EffectAsync(id);
        Assert.Equal(Refusal.NotAllowed, (await house.Service.ApproveAsync(house.Editor, id, effect, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await house.Service.WithdrawAsync(house.Reviewer, id, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await house.Service.WithdrawAsync(house.Editor, id, None)).Refused);
        Assert.IsType<OwnProposal>((await house.Service.ApproveAsync(both, id, effect, None)).Refused);
        Assert.Equal("required", (await house.Service.RejectAsync(house.Reviewer, id, "", None)).Findings.At("Reason"));
        await house.Service.RejectAsync(house.Reviewer, id, "It is right.", None);
        Assert.Equal(Refusal.Conflict, (await house.Service.ApproveAsync(house.Reviewer, id, effect, None)).Refused);
        Assert.Empty((await house.ResultAsync(house.Admin, attempt)).Gradings);

        // Figures that moved are read again.
        var second = await house.ProposeAsync(item, WrongItems.LeaveOut);
        effect = await house.EffectAsync(second);
        await using (var db = room.Open())
        {
            await db.Attempts.Where(one => one.Id == attempt).ExecuteUpdateAsync(set => set.SetProperty(one => one.Percent, one => one.Percent + 1), None);
        }

        Assert.IsType<EffectMoved>((await house.Service.ApproveAsync(house.Reviewer, second, effect, None)).Refused);
        Assert.True((await house.Service.WithdrawAsync(house.Editor, second, None)).Ok);

        // Where the organisation has one person for both, the record says so.
        await house.RelaxAsync();
        var own = (await house.Service.ProposeAsync(both, form, "Wrong key", None)).Value;
        Assert.True((await house.Service.ApproveAsync(both, own, await house.EffectAsync(own), None)).Ok);
        var rows = await room.Get<AnnulmentQueries>().ListAsync(house.Editor, "en", None);
        Assert.Equal([(AnnulmentState.Done, true), (AnnulmentState.Withdrawn, false), (AnnulmentState.Rejected, false)], rows.Select(row => (row.State, row.ByProposer)));
        Assert.Equal("It is right.", rows[2].DecisionReason);
        Assert.Equal([1, 0, 0], rows.Select(row => row.Revoked));

        // Whoever proposed it is told what somebody else decided; who withdraws it, or approves it for themselves, knows it.
        await using var told = room.Open();
        var notice = Assert.Single(await told.Notices.Where(one => one.Kind == NoticeKind.AnnulmentDecided).ToListAsync(None));
        Assert.Equal(both.PersonId, notice.PersonId);
        Assert.StartsWith("The grading anew that you proposed was rejected", (await room.Get<NoticeTexts>().OfAsync([notice], "en", None))[0].Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_found_wrong_is_chosen_by_its_words()
    {
        await using var house = await AnnulmentHouse.OpenAsync();
        var room = house.Room;
        var exam = await room.SitAsync(await house.LearnerAsync("Learner"));
        var asked = (await AttemptsAsync(room)).Single(one => one.Id == exam).Items[0];
        var choices = room.Get<AnnulmentChoices>();
        var title = EditionSample.Edition.Rules[asked.Family.RuleId].Title["en"];
        Assert.Contains(asked.Family.RuleId, (await choices.RulesAsync(house.Editor, title.ToUpperInvariant(), "en", None)).Select(rule => rule.Id));
        Assert.Empty(await choices.RulesAsync(house.Editor, "no such words", "en", None));
        Assert.Empty(await choices.RulesAsync(await house.AddAsync("Auditor", Role.Auditor), title, "en", None));
        var things = await choices.ThingsAsync(house.Editor, asked.Family.RuleId, 1, 1, "en", None);
        Assert.Equal((AnnulledKind.Rule, asked.Family.RuleId, title), (things[0].Kind, things[0].Id, things[0].Words));
        var question = Assert.Single(things, thing => thing.Id == asked.ItemId);
        var view = (await room.Get<AttemptQueries>().ResultAsync(house.Admin, exam, "en", None)).Value!.Items[asked.Position - 1];
        Assert.EndsWith(view.Question, question.Words, StringComparison.Ordinal);
        Assert.Contains(things, thing => thing.Kind == AnnulledKind.Family && thing.Id == asked.Family.FamilyId);
        Assert.Equal(asked.Family.RuleId, await choices.RuleOfAsync(house.Editor, asked.ItemId, None));
        Assert.Empty(await choices.ThingsAsync(house.Editor, asked.Family.RuleId, 2, 2, "en", None));
    }

    private static object Told(Attempt one) =>
        (one.Points, one.Total, one.Percent, one.Passed, one.ValidUntil, string.Join(' ', one.Items.OrderBy(item => item.Position).Select(item => item.Score)));

    private static List<AttemptMark> Marks(Attempt attempt)
    {
        var marks = new List<AttemptMark>();
        AttemptMarks.Unpack(attempt.Marks, marks);
        return marks;
    }

    private static async Task<List<Attempt>> AttemptsAsync(LearningRoom room)
    {
        await using var db = room.Open();
        return await db.Attempts.AsNoTracking().Include(one => one.Items).ThenInclude(item => item.Family).Include(one => one.Regrades).AsSplitQuery().ToListAsync(None);
    }

    private static async Task<(RequirementState State, DateOnly? Due, DateOnly? Until)> StandingOfAsync(AnnulmentHouse house, Viewer person)
    {
        // As the reports read it, and as it follows from the events.
        var state = await house.StandingAsync(person);
        await using var db = house.Room.Open();
        var span = await db.CycleSpans.SingleAsync(
            one => one.PersonId == person.PersonId && one.CourseId == EditionSample.Course && one.SeqOut == null && one.From <= house.Today && (one.Until == null || one.Until >= house.Today), None);
        Assert.Equal((state.State, state.Due, state.ValidUntil), (span.State, span.Due, span.ValidUntil));
        return (state.State, state.Due, state.ValidUntil);
    }

    private static async Task<(CertificateStanding Standing, DateOnly? On)> CertificateAsync(LearningRoom room, Viewer person, string number)
    {
        var found = (await room.Get<CertificateQueries>().FindAsync(person, number, "en", None)).Value!;
        var known = await room.Get<CertificateQueries>().VerifyAsync(number, "en", None);
        Assert.Equal((found.Standing, found.RevokedOn), (known.Standing, known.Certificate!.RevokedOn));
        return (found.Standing, found.RevokedOn);
    }

    private static async Task WaiveAsync(AnnulmentHouse house, Viewer person, DateOnly until)
    {
        await using var db = house.Room.Open();
        var cycle = await db.Cycles.Where(one => one.PersonId == person.PersonId).Select(one => one.Id).SingleAsync(None);
        var waivers = house.Room.Get<WaiverService>();
        var second = await house.AddAsync("Second admin", Role.Administrator);
        Assert.True((await waivers.ProposeAsync(house.Admin, [cycle], until, second.PersonId, "On the way", None)).Ok);
        var proposal = await db.WaiverProposals.Select(one => one.Id).SingleAsync(None);
        Assert.True((await waivers.DecideAsync(second, proposal, true, null, None)).Ok);
    }
}
