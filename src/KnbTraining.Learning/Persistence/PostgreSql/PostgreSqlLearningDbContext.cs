using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Persistence.PostgreSql;

public sealed class PostgreSqlLearningDbContext(DbContextOptions<PostgreSqlLearningDbContext> options) : LearningDbContext(options)
{
    // The lock that a change takes by itself: rows that only point to the locked one do not wait for it.
    public override string RowLock => "FOR NO KEY UPDATE";

    // Beginnings of a hash may meet: then two people wait for each other's numbers, which harms nobody.
    public override Task LockNumbersAsync(NumberSeries series, Guid of, CancellationToken ct)
    {
        if (Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("Numbers are given inside a transaction: the lock for them ends with it.");
        }

        var (first, second) = ((int)series, BinaryPrimitives.ReadInt32BigEndian(of.ToByteArray(bigEndian: true).AsSpan(12)));
        return Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({first}, {second})", ct);
    }

    public override Task NotifyAsync(string message, CancellationToken ct) =>
        Database.ExecuteSqlAsync($"SELECT pg_notify({PostgreSqlNewsWire.Channel}, {message})", ct);

    public override async Task<bool> TryLeaseAsync(string work, string holder, TimeSpan span, CancellationToken ct) =>
        await Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "SweepLeases" AS lease ("Work", "Holder", "Until") VALUES ({work}, {holder}, clock_timestamp() + {span})
            ON CONFLICT ("Work") DO UPDATE SET "Holder" = EXCLUDED."Holder", "Until" = EXCLUDED."Until"
            WHERE lease."Holder" = EXCLUDED."Holder" OR lease."Until" < clock_timestamp()
            """,
            ct) == 1;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcInstantConverter>();

        // The server knows no unsigned numbers.
        configurationBuilder.Properties<uint>().HaveConversion<long>();

        // Texts compare by their code points, as in SQLite and in code, whatever language the server was set up with. Their lengths are
        // checked where they are typed.
        configurationBuilder.Properties<string>().HaveColumnType("text").UseCollation("C");
    }
}
