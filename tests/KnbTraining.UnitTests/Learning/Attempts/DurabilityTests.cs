using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.UnitTests.Learning.Attempts;

[Trait("Database", "Each")]
public sealed class DurabilityTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_restart_keeps_every_acknowledged_answer()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var acknowledged = new Dictionary<int, (string[] Key, DateTimeOffset At)>();
        foreach (var (position, key) in await room.KeysAsync(id))
        {
            room.Clock.Advance(TimeSpan.FromSeconds(7));
            var saved = await room.Get<AttemptService>().AnswerAsync(viewer, id, position, key, Guid.CreateVersion7(), None);
            acknowledged[position] = (key, saved.Value);
        }

        await room.KillAndRestartAsync();

        var view = await room.ViewAsync(viewer, id);
        Assert.All(view.Items, item => Assert.Equal(acknowledged[item.Position].Key, item.Response));
        Assert.All(view.Items, item => Assert.Equal(acknowledged[item.Position].At, item.SavedAt));
    }

    [Fact]
    public async Task A_read_only_database_refuses_every_waiter_and_stores_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var keys = await room.KeysAsync(id);
        var steps = keys.ToDictionary(key => key.Key, _ => Guid.CreateVersion7());
        Task<Result<DateTimeOffset>[]> AnswerAllAsync() => Task.WhenAll(
            keys.Select(key => room.Get<AttemptService>().AnswerAsync(viewer, id, key.Key, key.Value, steps[key.Key], None)));

        room.MakeReadOnly(true);
        Assert.All(await AnswerAllAsync(), result => Assert.Equal(Refusal.StorageUnavailable, result.Refused));
        Assert.Equal(Refusal.StorageUnavailable, (await room.Get<AttemptService>().SubmitAsync(viewer, id, None)).Refused);
        Assert.Contains(room.Log.Entries, entry => entry.Level == LogLevel.Error);
        Assert.All((await room.ViewAsync(viewer, id)).Items, item => Assert.Null(item.SavedAt));

        room.MakeReadOnly(false);
        Assert.All(await AnswerAllAsync(), result => Assert.True(result.Ok));
        Assert.All((await room.ViewAsync(viewer, id)).Items, item => Assert.True(item.Complete));
    }

    [Fact]
    public async Task A_full_disk_refuses_plainly_and_keeps_everything_that_was_acknowledged()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var keys = await room.KeysAsync(id);
        room.FillDisk(true);
        var acknowledged = 0;
        Result<DateTimeOffset> last;
        do
        {
            last = await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, keys[1], Guid.CreateVersion7(), None);
            acknowledged += last.Ok ? 1 : 0;
        }
        while (last.Ok && acknowledged < 2000);

        Assert.Equal(Refusal.StorageUnavailable, last.Refused);
        Assert.Contains(room.Log.Entries, entry => entry.Level == LogLevel.Error);

        room.FillDisk(false);
        await using (var db = room.Open())
        {
            Assert.Equal(acknowledged, await db.AttemptSteps.CountAsync(step => step.Kind == StepKind.Answered, None));
        }

        Assert.True((await room.Get<AttemptService>().AnswerAsync(viewer, id, 2, keys[2], Guid.CreateVersion7(), None)).Ok);
    }

    [Fact]
    public async Task A_locked_database_refuses_and_the_same_step_succeeds_afterwards()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var key = (await room.KeysAsync(id))[1];
        var step = Guid.CreateVersion7();
        await using (await room.LockAsync())
        {
            var refused = await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, key, step, None);
            Assert.Equal(Refusal.StorageUnavailable, refused.Refused);
        }

        Assert.True((await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, key, step, None)).Ok);
        await using var db = room.Open();
        Assert.Equal(1, await db.AttemptSteps.CountAsync(stored => stored.Kind == StepKind.Answered, None));
    }

    [Fact]
    public async Task A_writer_that_stops_first_writes_what_it_accepted()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var keys = await room.KeysAsync(id);
        var answers = keys.Select(key => room.Get<AttemptService>().AnswerAsync(viewer, id, key.Key, key.Value, Guid.CreateVersion7(), None)).ToArray();

        await room.Get<AnswerWriter>().StopAsync(None);
        var results = await Task.WhenAll(answers);

        var saved = (await room.ViewAsync(viewer, id)).Items.Count(item => item.SavedAt is not null);
        Assert.Equal(results.Count(result => result.Ok), saved);
        Assert.All(results.Where(result => !result.Ok), result => Assert.Equal(Refusal.StorageUnavailable, result.Refused));
    }

    [Fact]
    public async Task A_writer_writes_what_it_accepted_also_where_the_patience_of_the_host_is_used_up()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var keys = await room.KeysAsync(id);
        await room.Get<AttemptService>().FlagAsync(viewer, id, 1, true, None);
        var answers = keys.Select(key => room.Get<AttemptService>().AnswerAsync(viewer, id, key.Key, key.Value, Guid.CreateVersion7(), None)).ToArray();

        await room.Get<AnswerWriter>().StopAsync(new CancellationToken(canceled: true));

        Assert.All(await Task.WhenAll(answers), result => Assert.True(result.Ok));
        Assert.All((await room.ViewAsync(viewer, id)).Items, item => Assert.True(item.Complete));
    }

    [Fact]
    public async Task A_finished_attempt_of_twenty_items_takes_at_most_four_kilobytes()
    {
        // The pages of a file; a server's tables are another matter.
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        var viewer = await room.AddLearnerAsync();

        // Pages fill one after another: over few attempts a page more or less would weigh too much.
        const int Attempts = 30;

        // Each family is written down once, when it is first asked, and once a month in the sums of each unit.
        for (var i = 0; i < 40; i++)
        {
            await room.SitAsync(viewer, mode: AttemptMode.Practice);
        }

        var before = await PagesAsync(room);
        for (var i = 0; i < Attempts; i++)
        {
            await room.SitAsync(viewer, mode: AttemptMode.Practice);
        }

        var perItem = (await PagesAsync(room) - before) / (double)Attempts / EditionSample.Edition.Courses[EditionSample.Course].Exam.Count;
        Assert.True(perItem * 20 <= 4096, $"{perItem * 20:F0} bytes");
    }

    private static async Task<long> PagesAsync(LearningRoom room)
    {
        await using var db = room.Open();
        return await db.Database.SqlQueryRaw<long>("SELECT (page_count - freelist_count) * page_size AS Value FROM pragma_page_count, pragma_freelist_count, pragma_page_size").SingleAsync(None);
    }
}
