using KnbTraining.Learning.Demo;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Demo;

/// <summary>A room with the demo in it, made once for a class of tests that only read.</summary>
public sealed class DemoRoom : IAsyncLifetime
{
    public LearningRoom Room { get; } = LearningRoom.OpenEmpty();

    public DateOnly Today { get; } = new(2026, 3, 2);

    public async ValueTask InitializeAsync()
    {
        await Room.InitialiseAsync();
        await Room.Get<DemoSeeder>().SeedAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => Room.DisposeAsync();

    public async Task<Viewer> SignedInAsync(string userName)
    {
        await using var db = Room.Open();
        var user = await db.Users.SingleAsync(account => account.UserName == userName);
        return await Room.Get<PeopleQueries>().FindViewerAsync(user.Id, CancellationToken.None)
            ?? throw new InvalidOperationException($"{userName} cannot sign in.");
    }

    public async Task<Unit> UnitAsync(string name)
    {
        await using var db = Room.Open();
        return await db.Units.SingleAsync(unit => unit.Name == name);
    }
}
