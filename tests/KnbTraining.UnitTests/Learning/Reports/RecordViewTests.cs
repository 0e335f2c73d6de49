using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Reports;

public sealed class RecordViewTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Who_looks_at_anothers_record_is_told_once_a_day_and_nobody_of_their_own()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (manager, learner) = (await room.AddAsync(new PersonBuilder().Managing(await room.RootAsync())), await room.AddLearnerAsync());
        var views = room.Get<RecordViews>();
        var day = new DateOnly(2026, 3, 2);

        await views.SeenAsync(learner, learner.PersonId, RecordedPage.Transcript, None);
        room.MakeReadOnly(true);
        Assert.Equal(Refusal.StorageUnavailable, (await views.SeenAsync(manager, learner.PersonId, RecordedPage.Transcript, None)).Refused);
        room.MakeReadOnly(false);
        await views.SeenAsync(manager, learner.PersonId, RecordedPage.Transcript, None);
        await views.SeenAsync(manager, learner.PersonId, RecordedPage.Transcript, None);
        Assert.Equal([new RecordViewed(learner.PersonId, RecordedPage.Transcript, day)], await room.FactsAsync<RecordViewed>());
        Assert.Equal(manager.PersonId, (await room.LinesAsync())[^1].Actor.PersonId);

        await views.SeenAsync(manager, learner.PersonId, RecordedPage.Person, None);
        room.Clock.Advance(TimeSpan.FromDays(1));
        await views.SeenAsync(manager, learner.PersonId, RecordedPage.Transcript, None);

        Assert.Equal(
            [(RecordedPage.Transcript, day), (RecordedPage.Person, day), (RecordedPage.Transcript, day.AddDays(1))],
            (await room.FactsAsync<RecordViewed>()).Select(seen => (seen.Page, seen.Day)));
    }
}
