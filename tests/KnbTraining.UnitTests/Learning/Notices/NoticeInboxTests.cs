using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Notices;

public sealed class NoticeInboxTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    [Trait("Database", "Each")]
    public async Task What_was_sent_stays_unread_until_its_person_opens_it_and_nobody_else_can()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, learner, inbox) = (await AdminAsync(room), await room.AddLearnerAsync(), room.Get<NoticeInbox>());
        await AssignAsync(room, admin);
        Assert.Equal(0, (await inbox.CountAsync(learner, None)).Value);
        await room.Get<NoticeRound>().SendAsync(None);

        var notice = Assert.Single(await inbox.ListAsync(learner, "en", None));
        Assert.Equal((NoticeKind.Assigned, EditionSample.Course, false), (notice.Kind, notice.Subject, notice.IsRead));
        Assert.Equal(
            new NoticeText("A course for you: Working with state secrets", "Please complete it by 1 April 2026."), notice.Words);
        Assert.Equal("Соңғы күні: 2026 ж. 1 сәуір.", Assert.Single(await inbox.ListAsync(learner, "kk", None)).Words.Text);
        Assert.Equal("Пройдите его не позднее 1 апреля 2026 г.", Assert.Single(await inbox.ListAsync(learner, "ru", None)).Words.Text);
        Assert.Equal(1, (await inbox.CountAsync(learner, None)).Value);
        Assert.Equal(Refusal.NotFound, (await inbox.OpenAsync(admin, notice.Id, None)).Refused);
        Assert.Equal(1, (await inbox.CountAsync(learner, None)).Value);

        // Opened twice, it is one step.
        Assert.True((await inbox.OpenAsync(learner, notice.Id, None)).Ok);
        Assert.True((await inbox.OpenAsync(learner, notice.Id, None)).Ok);
        Assert.Equal(0, (await inbox.OpenAllAsync(learner, None)).Value);
        Assert.True(Assert.Single(await inbox.ListAsync(learner, "en", None)).IsRead);
        await using var db = room.Open();
        var step = await db.Deliveries.SingleAsync(None);
        Assert.Equal((notice.Id, DeliveryChannel.Application, DeliveryStep.Opened), (step.NoticeId, step.Channel, step.Step));
        Assert.Equal(room.Clock.GetUtcNow(), step.At);
    }

    [Fact]
    public async Task An_application_that_stood_still_catches_up_with_one_notice_of_a_course()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, learner, round) = (await AdminAsync(room), await room.AddLearnerAsync(), room.Get<NoticeRound>());
        await AssignAsync(room, admin);
        foreach (var days in new[] { 16, 9, 2, 4 })
        {
            room.Clock.Advance(TimeSpan.FromDays(days));
            await FindAsync(room);
            if (days == 2)
            {
                // Three steps wait, and only the last is told.
                await round.SendAsync(None);
                Assert.Equal("Due soon: Working with state secrets", Assert.Single(await CoursesAsync()).Words.Title);
            }
        }

        await round.SendAsync(None);
        Assert.Equal(["Overdue: Working with state secrets", "Due soon: Working with state secrets"], (await CoursesAsync()).Select(notice => notice.Words.Title));
        await using var db = room.Open();
        Assert.Equal(
            [(NoticeKind.Assigned, OmissionReason.ToldOtherwise), (NoticeKind.DueSoon, OmissionReason.ToldOtherwise), (NoticeKind.DueSoon, OmissionReason.ToldOtherwise)],
            (await db.Notices.Where(notice => notice.Outcome == NoticeOutcome.Omitted && notice.Subject == EditionSample.Course).OrderBy(notice => notice.MadeAt).ToListAsync(None))
                .Select(notice => (notice.Kind, notice.Reason!.Value)));

        async Task<List<NoticeView>> CoursesAsync() =>
            [.. (await room.Get<NoticeInbox>().ListAsync(learner, "en", None)).Where(notice => notice.Subject == EditionSample.Course)];
    }

    /// <summary>Real processes would have leases besides; here both go on at the same moment. Skipped where there is no server.</summary>
    [Fact]
    public async Task Two_nodes_that_find_and_send_at_the_same_moment_tell_nobody_twice()
    {
        await using var here = await LearningRoom.OpenAsync(DatabaseKind.PostgreSql);
        await using var there = await LearningRoom.OpenBesideAsync(here);
        var admin = await AdminAsync(here);
        for (var i = 0; i < 20; i++)
        {
            await here.AddLearnerAsync();
        }

        await AssignAsync(here, admin);
        here.Clock.Advance(TimeSpan.FromDays(25));
        there.Clock.Advance(TimeSpan.FromDays(25));
        await Task.WhenAll(RoundAsync(here), RoundAsync(there));
        await RoundAsync(there);

        await using var db = here.Open();
        var told = await db.Notices.Where(notice => notice.Kind == NoticeKind.DueSoon).ToListAsync(None);
        Assert.Equal((20, 20), (told.Count, told.DistinctBy(notice => notice.PersonId).Count()));
        Assert.All(told, notice => Assert.Equal(NoticeOutcome.Sent, notice.Outcome));
    }

    private static async Task RoundAsync(LearningRoom room)
    {
        var round = room.Get<NoticeRound>();
        foreach (var subject in round.Subjects)
        {
            Assert.True(await round.FindAsync(subject, None) is var found && (found is null || found == Refusal.Conflict), $"{found}");
        }

        Assert.True(await round.SendAsync(None) is var sent && (sent is null || sent == Refusal.Conflict), $"{sent}");
    }

    private static async Task FindAsync(LearningRoom room)
    {
        var round = room.Get<NoticeRound>();
        foreach (var subject in round.Subjects)
        {
            Assert.Null(await round.FindAsync(subject, None));
        }
    }

    private static Task<Viewer> AdminAsync(LearningRoom room) =>
        room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));

    private static async Task AssignAsync(LearningRoom room, Viewer admin) =>
        Assert.True((await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None)).Ok);
}
