using KnbTraining.Learning;
using KnbTraining.Learning.Demo;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Databases;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Demo;

/// <summary>A room with the demo in it, made once for all classes of tests that only read; they run one after another.</summary>
public sealed class DemoRoom : IAsyncLifetime
{
    /// <summary>The collection of those classes: making the demo takes longer than all that they ask of it.</summary>
    public const string Readers = "Readers of the demo";

    private LearningRoom? _room;

    /// <summary>Skips the test where there is no server for it.</summary>
    public LearningRoom Room => _room ?? throw new SkippedException(PostgreSqlServer.Missing ?? "The demo was not made.");

    public DateOnly Today { get; } = new(2026, 3, 2);

    public async ValueTask InitializeAsync()
    {
        // A fixture cannot be skipped, only fail: each test says it when it asks for the room.
        if (RoomDatabase.Usual == DatabaseKind.PostgreSql && PostgreSqlServer.Missing is not null)
        {
            return;
        }

        _room = LearningRoom.OpenEmpty();
        await Room.InitialiseAsync();
        await Room.Get<DemoSeeder>().SeedAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _room?.DisposeAsync() ?? ValueTask.CompletedTask;

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

[CollectionDefinition(DemoRoom.Readers)]
public sealed class ReadersOfTheDemo : ICollectionFixture<DemoRoom>;
