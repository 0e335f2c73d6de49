using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Setup;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Setup;

public sealed class SetupTests
{
    private const string Password = "Long-enough-2026";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_token_makes_one_administrator_once()
    {
        await using var room = await FirstStartAsync();
        var service = room.Get<SetupService>();
        Assert.True(await service.IsNeededAsync(None));
        var token = (await service.CreateTokenAsync(None)).Value!;

        var done = await service.CompleteAsync(token, "Organisation", "Aizhan Admin", "admin", Password, None);

        Assert.True(done.Ok, $"{done}");
        var viewer = await room.Get<PeopleQueries>().FindViewerAsync(done.Value, None);
        Assert.True(viewer!.Is(Role.Administrator));
        Assert.False(await service.IsNeededAsync(None));
        Assert.Equal(Refusal.Finished, (await service.CompleteAsync(token, "Organisation", "Second", "second", Password, None)).Refused);
        Assert.Equal(Refusal.Finished, (await service.CreateTokenAsync(None)).Refused);
    }

    [Fact]
    public async Task A_token_is_stored_only_as_a_hash()
    {
        await using var room = await FirstStartAsync();
        var token = (await room.Get<SetupService>().CreateTokenAsync(None)).Value!;
        await using var db = room.Open();

        Assert.DoesNotContain(token, (await db.SetupTokens.SingleAsync(None)).Hash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_an_older_and_an_expired_token_are_worth_nothing()
    {
        await using var room = await FirstStartAsync();
        var service = room.Get<SetupService>();
        var older = (await service.CreateTokenAsync(None)).Value!;
        var token = (await service.CreateTokenAsync(None)).Value!;

        Assert.Equal(Refusal.NotAllowed, (await service.CompleteAsync("guess", "O", "N", "admin", Password, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await service.CompleteAsync(older, "O", "N", "admin", Password, None)).Refused);
        room.Clock.Advance(SetupService.TokenLifetime);
        Assert.Equal(Refusal.NotAllowed, (await service.CompleteAsync(token, "O", "N", "admin", Password, None)).Refused);
        await using var db = room.Open();
        Assert.Equal(0, await db.Units.CountAsync(None));

        // Each is told, and none with what was typed.
        var told = room.Log.Entries.Select(entry => entry.Message).Where(line => line.StartsWith("Setup refused", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, told.Count);
        Assert.DoesNotContain(told, line => line.Contains(older, StringComparison.Ordinal) || line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_weak_password_is_refused_and_the_token_stays_good()
    {
        await using var room = await FirstStartAsync();
        var service = room.Get<SetupService>();
        var token = (await service.CreateTokenAsync(None)).Value!;

        var weak = await service.CompleteAsync(token, "Organisation", "Admin", "admin", "short", None);

        Assert.Equal(RefusalKind.Invalid, weak.Refused?.Kind);
        Assert.Equal(["Password"], weak.Findings.Fields);
        Assert.True((await service.CompleteAsync(token, "Organisation", "Admin", "admin", Password, None)).Ok);
    }

    private static async Task<LearningRoom> FirstStartAsync()
    {
        var room = LearningRoom.OpenEmpty();
        await room.InitialiseAsync();
        return room;
    }
}
