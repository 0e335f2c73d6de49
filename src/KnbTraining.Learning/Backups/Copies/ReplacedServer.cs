using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Backups.Copies;

/// <summary>The database of a server whose tables are replaced by those of a file, in one transaction, while nobody else works with it.</summary>
internal sealed class ReplacedServer(LearningOptions options) : IAsyncDisposable
{
    private readonly PostgreSqlSide _server = new(options, alone: true);
    private bool _isEmpty;

    /// <summary>Takes the database, and looks what is in it.</summary>
    /// <exception cref="BackupException">Somebody works with it, or it holds something that no restore may replace.</exception>
    public async Task<FormerLedger> BeginAsync(CancellationToken ct)
    {
        _isEmpty = await _server.TakeAsync(ct) == SchemaFit.None;
        if (_isEmpty)
        {
            return FormerLedger.Unknown;
        }

        await _server.BeginReadingAsync(ct);
        return await FormerLedger.ReadAsync(_server.Db, ct);
    }

    /// <summary>Copies what is there into a file, and then the other file into the place of it. Nobody sees any of it before <see
    /// cref="CommitAsync"/>.</summary>
    /// <param name="file">A database of this version.</param>
    /// <param name="aside">Makes the empty file for what is there.</param>
    public async Task ReplaceAsync(string file, Func<string> aside, CancellationToken ct)
    {
        if (!_isEmpty)
        {
            await using var kept = new SqliteSide(aside());
            await kept.BeginWritingAsync(ct);
            await CopiedRows.CopyAsync(_server, kept, ct);
            await kept.CommitAsync(ct);
            await _server.EndAsync();
        }

        await using var source = new SqliteSide(file);
        await source.BeginReadingAsync(ct);
        await (_isEmpty ? _server.BeginWritingAsync(ct) : _server.BeginReplacingAsync(ct));
        await CopiedRows.CopyAsync(source, _server, ct);
    }

    public Task CommitAsync(CancellationToken ct) => _server.CommitAsync(ct);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
