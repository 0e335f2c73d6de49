namespace KnbTraining.Learning.Backups.Copies;

/// <summary>Carries every row of every table over, and looks whether all of them have arrived.</summary>
internal static class CopiedRows
{
    /// <summary>One row at a time, whatever the size of the database.</summary>
    /// <returns>What the source holds, which the target has been read to hold too.</returns>
    /// <exception cref="BackupException">The target does not hold what the source does.</exception>
    public static async Task<DatabaseContent> CopyAsync(CopySide source, CopySide target, CancellationToken ct)
    {
        var head = await DatabaseContent.HeadOfAsync(source.Db, long.MaxValue, ct);
        var tables = new List<TableContent>();
        var changed = 0L;
        var makes = CopyTable.All(target.Db).ToDictionary(table => table.Name, StringComparer.Ordinal);
        foreach (var table in CopyTable.All(source.Db))
        {
            using var digest = new RowDigest(table.Name);
            await using var writer = await target.OpenWriterAsync(makes[table.Name], ct);
            await foreach (var row in source.ReadAsync(table, ct))
            {
                digest.MakeStorable(row);
                digest.Append(row);
                await writer.WriteAsync(row, ct);
            }

            await writer.FinishAsync(ct);
            tables.Add(digest.Finish());
            changed += digest.Changed;
        }

        await target.ContinueNumbersAsync(ct);
        var content = new DatabaseContent(tables, head, changed);
        return content.FindDifferences(await DatabaseContent.ReadAsync(target, long.MaxValue, ct)) is [var first, ..]
            ? throw new BackupException($"The copy is not the same as what was copied, so it was given up, and nothing was changed. {first}")
            : content;
    }
}
