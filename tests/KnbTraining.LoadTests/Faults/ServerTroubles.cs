using KnbTraining.Learning;
using KnbTraining.LoadTests.Serving;
using Npgsql;

namespace KnbTraining.LoadTests.Faults;

/// <summary>What can happen to a server of PostgreSQL while the application runs on.</summary>
internal static class ServerTroubles
{
    /// <summary>The server crashes and is started again.</summary>
    public static async Task<bool> GoneAsync(int people, TimeSpan phase)
    {
        await using var installation = await Installation.CreateAsync(DatabaseKind.PostgreSql, "gone");
        var cluster = installation.Cluster!;
        return await new StorageTrouble("Database gone", cluster.CrashAsync, cluster.StartAgainAsync, outcomeIsKnown: false).RunAsync(installation, people, phase, savesNothing: true);
    }

    /// <summary>The server takes no more connections from the application, and has ended those that it had.</summary>
    public static async Task<bool> ConnectionsTakenAsync(int people, TimeSpan phase)
    {
        await using var installation = await Installation.CreateAsync(DatabaseKind.PostgreSql, "taken");
        var cluster = installation.Cluster!;
        return await new StorageTrouble("No more connections", TakeAsync, () => cluster.ExecuteAsync("ALTER ROLE knb CONNECTION LIMIT -1"), outcomeIsKnown: false)
            .RunAsync(installation, people, phase, savesNothing: true);

        async Task TakeAsync()
        {
            await cluster.ExecuteAsync("ALTER ROLE knb CONNECTION LIMIT 0");
            await cluster.EndSessionsAsync();
        }
    }

    /// <summary>All connections of the application's own pool wait for a table that somebody else holds.</summary>
    public static async Task<bool> PoolExhaustedAsync(int people, TimeSpan phase)
    {
        await using var whole = await Installation.CreateAsync(DatabaseKind.PostgreSql, "pool");
        var few = new NpgsqlConnectionStringBuilder(whole.Cluster!.ConnectionTo(Installation.Database)) { MaxPoolSize = 3, Timeout = 1 };
        var held = default(NpgsqlConnection);
        return await new StorageTrouble("Pool exhausted", HoldAsync, async () => await held!.DisposeAsync())
            .RunAsync(whole with { OtherConnection = few.ToString() }, people, phase, savesNothing: true);

        async Task HoldAsync()
        {
            held = await whole.Cluster.OpenAsUserAsync(Installation.Database);
            await using var hold = held.CreateCommand();
            hold.CommandText = """BEGIN; LOCK TABLE "AttemptSteps" IN ACCESS EXCLUSIVE MODE""";
            await hold.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Nothing can be written any more, as on a server that has become a standby.</summary>
    public static async Task<bool> ReadOnlyAsync(int people, TimeSpan phase)
    {
        await using var installation = await Installation.CreateAsync(DatabaseKind.PostgreSql, "read-only");
        return await new StorageTrouble("Read-only database", () => SetAsync("on"), () => SetAsync("off")).RunAsync(installation, people, phase, savesNothing: true);

        async Task SetAsync(string state)
        {
            await installation.Cluster!.ExecuteAsync($"ALTER SYSTEM SET default_transaction_read_only = {state}");
            await installation.Cluster.ExecuteAsync("SELECT pg_reload_conf()");
        }
    }

    /// <summary>Connections break in the middle of a commit, whose outcome the application cannot know.</summary>
    public static async Task<bool> CommitsCutAsync(int people, TimeSpan phase)
    {
        await using var whole = await Installation.CreateAsync(DatabaseKind.PostgreSql, "cut");
        await using var line = new CuttableLine(whole.Cluster!.Port);
        var good = await new StorageTrouble("Connections cut in commits", () => CutAsync(true), () => CutAsync(false), outcomeIsKnown: false)
            .RunAsync(whole with { OtherConnection = whole.Cluster.ConnectionTo(Installation.Database, line.Port) }, people, phase, savesNothing: false);
        FaultProgram.Say($"commits that the database never heard of {line.Unheard}, commits carried out without an answer {line.Unanswered}");
        return good && line is { Unheard: > 0, Unanswered: > 0 };

        Task CutAsync(bool cutting)
        {
            line.Cutting = cutting;
            return Task.CompletedTask;
        }
    }
}
