using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Persistence.Sqlite;

public sealed class SqliteLearningDbContext(DbContextOptions<SqliteLearningDbContext> options) : LearningDbContext(options)
{
    public override string? RowLock => null;

    // SQLite lets one transaction write at a time, so nobody can give a number meanwhile.
    public override Task LockNumbersAsync(NumberSeries series, Guid of, CancellationToken ct) => Task.CompletedTask;

    public override Task NotifyAsync(string message, CancellationToken ct) => Task.CompletedTask;

    // Over a file there is one server.
    public override Task<bool> TryLeaseAsync(string work, string holder, TimeSpan span, CancellationToken ct) => Task.FromResult(true);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<Guid>().HaveConversion<GuidBytesConverter>();
    }
}
