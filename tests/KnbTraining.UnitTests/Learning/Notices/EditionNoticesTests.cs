using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Notices;

public sealed class EditionNoticesTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly Lazy<Edition> Changed = new(() =>
    {
        var rule = EditionSample.Edition.Courses[EditionSample.Course].Lessons
            .SelectMany(lesson => EditionSample.Edition.Lessons[lesson]["en"].Blocks.OfType<RuleBlock>())
            .Select(block => EditionSample.Edition.Rules[block.RuleId].Path)
            .First();
        var compilation = EditionCompiler.Compile(EditionSample.Documents.With([new(rule, EditionSample.Documents.Find(rule)! + "\n# changed\n")]), EditionSample.Edition);
        return compilation.Edition ?? throw new InvalidOperationException(string.Join(' ', compilation.Findings));
    });

    public static Edition WithChangedRule() => Changed.Value;

    [Fact]
    public void A_course_has_changed_where_a_rule_of_its_lessons_has_and_no_other()
    {
        Assert.Empty(ChangedCourses.Between(EditionSample.Edition, EditionSample.Edition));
        var changed = ChangedCourses.Between(EditionSample.Edition, WithChangedRule());
        Assert.Contains(EditionSample.Course, changed);
        Assert.True(changed.Count < EditionSample.Edition.Courses.Count, string.Join(' ', changed));
    }

    [Fact]
    [Trait("Database", "Each")]
    public async Task People_who_had_the_course_are_told_once_and_those_who_come_later_are_not()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var (open, passed, stranger) = (await room.AddLearnerAsync(), await room.AddLearnerAsync(), await room.AddAsync(new PersonBuilder().Holding(HolderStatus.None)));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        await room.SitAsync(passed);
        await RoundAsync();
        Assert.Empty(await ToldAsync());

        room.Clock.Advance(TimeSpan.FromDays(1));
        await room.PublishAsEditorAsync(WithChangedRule());
        Assert.Equal(2, (await room.Get<EditionStore>().CurrentAsync(None)).Number);
        room.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await room.Get<CycleActs>().AssignAsync(admin, [stranger.PersonId], EditionSample.Course, 10, None)).Ok);
        await RoundAsync();
        await RoundAsync();
        Assert.Equal(new[] { open.PersonId, passed.PersonId }.Order(), (await ToldAsync()).Order());
        Assert.Equal(
            "Rules have changed: Working with state secrets",
            (await room.Get<NoticeInbox>().ListAsync(passed, "en", None)).First(notice => notice.Kind == NoticeKind.NewEdition).Words.Title);

        // An edition with no news for the course says nothing.
        await room.PublishAsEditorAsync(WithChangedRule());
        await RoundAsync();
        Assert.Equal(2, (await ToldAsync()).Count);

        async Task<List<Guid>> ToldAsync()
        {
            await using var db = room.Open();
            return await db.Notices.Where(notice => notice.Kind == NoticeKind.NewEdition && notice.Subject == EditionSample.Course).Select(notice => notice.PersonId).ToListAsync(None);
        }

        async Task RoundAsync()
        {
            var round = room.Get<NoticeRound>();
            foreach (var subject in round.Subjects)
            {
                Assert.Null(await round.FindAsync(subject, None));
            }

            Assert.Null(await round.SendAsync(None));
        }
    }
}
