using KnbTraining.Learning;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Acknowledgements;

public sealed class ConfirmingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_confirmation_keeps_who_what_which_text_when_and_what_was_typed()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var reading = await room.OpenTextAsync(viewer, language: "kk");
        room.Clock.Advance(TimeSpan.FromSeconds(75));

        var id = (await room.Get<AcknowledgementService>().ConfirmAsync(viewer, reading.Id!.Value, "  шетелге шығу туралы eске салуды оқып шықтым. ", None)).Value;

        await using var db = room.Open();
        var row = await db.Acknowledgements.SingleAsync(None);
        var document = EditionSample.Edition.Acknowledgements[Confirming.Travel];
        Assert.Equal((id, viewer.PersonId, Confirming.Travel, 1, 1, "kk", document["kk"].Hash), (row.Id, row.PersonId, row.DocumentId, row.Version, row.EditionNumber, row.Language, row.TextHash));
        Assert.Equal((LearningRoom.Start, LearningRoom.Start.AddSeconds(75)), (row.OpenedAt, row.ConfirmedAt!.Value));
        Assert.Equal(("шетелге шығу туралы eске салуды оқып шықтым.", new DateOnly(2026, 3, 2), new DateOnly(2027, 3, 2)), (row.TypedPhrase, row.ConfirmedOn!.Value, row.ValidUntil!.Value));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task The_reading_time_is_enforced_to_the_second(int seconds, bool tooEarly)
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var reading = await room.OpenTextAsync(viewer);
        room.Clock.Advance(TimeSpan.FromSeconds(reading.ReadingSeconds + seconds));

        var confirmed = await room.TryConfirmAsync(viewer, reading);

        Assert.Equal(tooEarly ? new Refusal.TooEarly(LearningRoom.Start.AddSeconds(reading.ReadingSeconds)) : null, confirmed.Refused);
    }

    [Fact]
    public async Task The_reading_time_survives_a_reload_and_a_killed_server()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var first = await room.OpenTextAsync(viewer);
        room.Clock.Advance(TimeSpan.FromSeconds(30));
        var reloaded = await room.OpenTextAsync(viewer);
        await room.KillAndRestartAsync();
        room.Clock.Advance(TimeSpan.FromSeconds(first.ReadingSeconds - 30));
        var again = await room.OpenTextAsync(viewer);

        Assert.Equal((first.Id, first.ConfirmableAt), (reloaded.Id, reloaded.ConfirmableAt));
        Assert.Equal((first.Id, first.ConfirmableAt), (again.Id, again.ConfirmableAt));
        Assert.True((await room.TryConfirmAsync(viewer, again)).Ok);
    }

    [Fact]
    public async Task An_opening_that_led_to_nothing_counts_for_a_day()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var first = await room.OpenTextAsync(viewer);
        room.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(first.ConfirmableAt, (await room.OpenTextAsync(viewer)).ConfirmableAt);
        room.Clock.Advance(TimeSpan.FromSeconds(1));

        var again = await room.OpenTextAsync(viewer);

        Assert.Equal(room.Clock.GetUtcNow().AddSeconds(again.ReadingSeconds), again.ConfirmableAt);
        Assert.Equal(RefusalKind.TooEarly, (await room.TryConfirmAsync(viewer, again)).Refused?.Kind);
        await using var db = room.Open();
        Assert.Equal(1, await db.Acknowledgements.CountAsync(None));
    }

    [Fact]
    public async Task Each_language_has_a_reading_time_of_its_own()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var english = await room.OpenTextAsync(viewer);
        room.Clock.Advance(TimeSpan.FromSeconds(english.ReadingSeconds));
        var russian = await room.OpenTextAsync(viewer, language: "ru");

        Assert.Equal(RefusalKind.TooEarly, (await room.TryConfirmAsync(viewer, russian)).Refused?.Kind);
        Assert.True((await room.TryConfirmAsync(viewer, english)).Ok);
    }

    [Theory]
    [InlineData("", "required")]
    [InlineData(null, "required")]
    [InlineData("I have read nothing", "differs")]
    public async Task A_wrong_phrase_is_refused_and_nothing_is_lost(string? typed, string key)
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var reading = await room.OpenTextAsync(viewer);
        room.Clock.Advance(TimeSpan.FromMinutes(5));

        var refused = await room.Get<AcknowledgementService>().ConfirmAsync(viewer, reading.Id!.Value, typed, None);

        Assert.Equal($"Phrase: {key}", refused.Findings.ToString());
        Assert.True((await room.TryConfirmAsync(viewer, reading)).Ok);
    }

    [Fact]
    public async Task However_often_and_in_however_many_languages_it_is_pressed_it_is_confirmed_once()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var english = await room.OpenTextAsync(viewer);
        var russian = await room.OpenTextAsync(viewer, language: "ru");
        room.Clock.Advance(TimeSpan.FromMinutes(5));

        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => room.TryConfirmAsync(viewer, i % 2 == 0 ? english : russian)));

        Assert.Single(all, one => one.Ok);
        Assert.All(all.Where(one => !one.Ok), one => Assert.Equal(Refusal.Finished, one.Refused));
        await using var db = room.Open();
        Assert.Equal(1, await db.Acknowledgements.CountAsync(row => row.ConfirmedAt != null, None));
        Assert.Null((await room.OpenTextAsync(viewer)).Id);
    }

    [Fact]
    public async Task Two_tabs_that_open_at_once_share_one_reading()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => room.OpenTextAsync(viewer)));
        Assert.Single(both.Select(reading => reading.Id).Distinct());
    }

    [Fact]
    public async Task Nobody_confirms_for_somebody_else()
    {
        await using var room = await LearningRoom.OpenAsync();
        var reading = await room.OpenTextAsync(await room.AddLearnerAsync());
        room.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(Refusal.NotFound, (await room.TryConfirmAsync(await room.AddLearnerAsync(), reading)).Refused);
    }

    [Fact]
    public async Task Whom_a_text_does_not_address_can_neither_open_nor_confirm_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var outsider = await room.AddAsync(new PersonBuilder().Holding(HolderStatus.None));
        var service = room.Get<AcknowledgementService>();
        Assert.Equal(Refusal.NotAllowed, (await service.OpenAsync(outsider, Confirming.Travel, "en", None)).Refused);
        Assert.Equal(Refusal.NotFound, (await service.OpenAsync(outsider, "no-such-text", "en", None)).Refused);

        var insider = await room.AddLearnerAsync();
        var reading = await room.OpenTextAsync(insider);
        room.Clock.Advance(TimeSpan.FromMinutes(5));
        await using (var db = room.Open())
        {
            var person = await db.People.SingleAsync(one => one.Id == insider.PersonId, None);
            person.Stand(person.StandingToday with { HolderStatus = HolderStatus.None });
            await db.SaveChangesAsync(None);
        }

        Assert.Equal(Refusal.NotAllowed, (await room.TryConfirmAsync(insider, reading)).Refused);
    }

    [Fact]
    public async Task A_new_version_stops_a_confirmation_of_the_old_one_and_makes_everybody_due_again()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (done, slow) = (await room.AddLearnerAsync(), await room.AddLearnerAsync());
        await room.ConfirmTextAsync(done);
        var reading = await room.OpenTextAsync(slow);
        room.Clock.Advance(TimeSpan.FromDays(3));
        await room.ReviseTextAsync();

        Assert.Equal(Refusal.Outdated, (await room.TryConfirmAsync(slow, reading)).Refused);
        var due = (await room.Get<AcknowledgementQueries>().MineAsync(done, "en", None)).Single(view => view.DocumentId == Confirming.Travel);
        Assert.Equal((AcknowledgementState.Outdated, 2, new DateOnly(2026, 3, 5)), (due.Standing.State, due.Version, due.Standing.DueSince!.Value));
        await room.ConfirmTextAsync(done);
        await using var db = room.Open();
        Assert.Equal([(1, 1), (2, 2)], (await db.Acknowledgements.Where(row => row.PersonId == done.PersonId).OrderBy(row => row.OpenedAt).ToListAsync(None)).Select(row => (row.Version, row.EditionNumber)));
    }

    [Fact]
    public async Task An_edition_that_leaves_the_text_alone_asks_nobody_anew()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        await room.ConfirmTextAsync(viewer);
        var reading = await room.OpenTextAsync(viewer, Confirming.Obligation);
        await room.ReviseTextAsync("non-disclosure-reminder");
        Assert.Equal(Refusal.Outdated, (await room.TryConfirmAsync(viewer, reading)).Refused);
        var travel = (await room.Get<AcknowledgementQueries>().MineAsync(viewer, "en", None)).Single(view => view.DocumentId == Confirming.Travel);
        Assert.Equal(AcknowledgementState.Confirmed, travel.Standing.State);
    }

    [Fact]
    public async Task A_renewal_is_a_row_of_its_own_with_a_reading_time_of_its_own()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        await room.OpenTextAsync(viewer, language: "ru");
        await room.ConfirmTextAsync(viewer);
        room.Clock.Advance(TimeSpan.FromDays(340));
        Assert.Null((await room.OpenTextAsync(viewer)).Id);
        room.Clock.Advance(TimeSpan.FromDays(20));

        var early = await room.OpenTextAsync(viewer, language: "ru");
        Assert.Equal(AcknowledgementState.EndsSoon, early.Standing.State);
        Assert.Equal(RefusalKind.TooEarly, (await room.TryConfirmAsync(viewer, early)).Refused?.Kind);
        room.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await room.TryConfirmAsync(viewer, early)).Ok);
        await using var db = room.Open();
        Assert.Equal(2, await db.Acknowledgements.CountAsync(row => row.ConfirmedAt != null, None));
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_is_an_answer_and_the_reading_goes_on()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var reading = await room.OpenTextAsync(viewer);
        room.Clock.Advance(TimeSpan.FromMinutes(5));
        room.MakeReadOnly(true);
        Assert.Equal(Refusal.StorageUnavailable, (await room.TryConfirmAsync(viewer, reading)).Refused);
        room.MakeReadOnly(false);
        Assert.True((await room.TryConfirmAsync(viewer, reading)).Ok);
    }
}
