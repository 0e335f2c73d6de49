using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;

namespace KnbTraining.Learning.Persistence.PostgreSql;

/// <summary>Hears what other nodes tell by NOTIFY, on a connection of its own.</summary>
internal sealed class PostgreSqlNewsWire(IOptions<LearningOptions> options) : INewsWire
{
    /// <summary>The channel of all nodes over one database.</summary>
    public const string Channel = "knbtraining";

    // A line that breaks without a word, as where a cable is pulled, is found out by asking: at most so long without a sign of life.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private const int AnswersWithinSeconds = 3;

    public async Task ListenAsync(Func<Task> begun, Func<string, Task> heard, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(PostgreSqlConnection.Of(options.Value))
        {
            // Tells it from the other sessions in pg_stat_activity.
            ApplicationName = "KnbTraining news",
            Pooling = false,
            Timeout = AnswersWithinSeconds,
            CommandTimeout = AnswersWithinSeconds,
        };
        await using var connection = new NpgsqlConnection(settings.ToString());
        var messages = new ConcurrentQueue<string>();
        connection.Notification += (_, notification) => messages.Enqueue(notification.Payload);
        await connection.OpenAsync(ct);
        await SayAsync(connection, $"LISTEN {Channel}", ct);
        await begun();
        while (true)
        {
            if (!await connection.WaitAsync(Quiet, ct))
            {
                await SayAsync(connection, "SELECT 1", ct);
            }

            while (messages.TryDequeue(out var message))
            {
                await heard(message);
            }
        }
    }

    private static async Task SayAsync(NpgsqlConnection connection, string words, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = words;
        await command.ExecuteNonQueryAsync(ct);
    }
}
