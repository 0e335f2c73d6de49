using System.Data.Common;
using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Attempts;

public sealed class SingleItemTests
{
    [Fact]
    public async Task One_item_of_an_attempt_is_the_same_as_among_all_of_them()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        await room.AnswerRightAsync(viewer, id, count: 3);
        var all = await room.ViewAsync(viewer, id);
        var one = (await room.Get<AttemptQueries>().FindItemAsync(viewer, id, 3, "en", CancellationToken.None)).Value!;
        var item = Assert.Single(one.Items);
        Assert.Equivalent(all.Items[2], item, strict: true);
        Assert.Equal(all.Items.Count, one.Total);
        Assert.Equal(all.Total, one.Total);
    }

    [Fact]
    public async Task Outside_the_form_there_is_no_item()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        Assert.Empty((await room.Get<AttemptQueries>().FindItemAsync(viewer, id, 0, "en", CancellationToken.None)).Value!.Items);
        Assert.Empty((await room.Get<AttemptQueries>().FindItemAsync(viewer, id, 21, "en", CancellationToken.None)).Value!.Items);
    }

    [Fact]
    public async Task An_attempt_that_cannot_be_read_is_not_called_missing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        room.TakeDiskAway(gone: true);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => room.Get<AttemptQueries>().FindItemAsync(viewer, id, 1, "en", CancellationToken.None));
        var cause = failure;
        while (cause is not (null or DbException))
        {
            cause = cause.InnerException;
        }

        Assert.NotNull(cause);
        var answered = await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, [], Guid.CreateVersion7(), CancellationToken.None);
        Assert.Equal(Refusal.StorageUnavailable, answered.Refused);
        room.TakeDiskAway(gone: false);
        Assert.True((await room.Get<AttemptQueries>().FindItemAsync(viewer, id, 1, "en", CancellationToken.None)).Ok);
    }
}
