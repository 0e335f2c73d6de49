using System.Globalization;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Backups.Copies;

/// <summary>Everything that a database holds, as counts and hashes that are the same on every database.</summary>
/// <param name="Head">Of the ledger: what a checkpoint would sign.</param>
/// <param name="ChangedValues">How many values are told here as every database can keep them, and stand in this one as only SQLite can.</param>
public sealed record DatabaseContent(IReadOnlyList<TableContent> Tables, TreeHead Head, long ChangedValues)
{
    public long Rows => Tables.Sum(table => table.Rows);

    /// <summary>One hash over all tables.</summary>
    public Digest Hash => Digest.Of(string.Concat(
        Tables.Select(table => string.Create(CultureInfo.InvariantCulture, $"{table.Table} {table.Rows} {table.Hash}\n"))));

    /// <returns>A sentence for each table that is not the same in both, and for the ledger's head.</returns>
    public IReadOnlyList<string> FindDifferences(DatabaseContent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var theirs = other.Tables.ToDictionary(table => table.Table, StringComparer.Ordinal);
        return
        [
            .. Tables.Where(table => theirs.GetValueOrDefault(table.Table) != table).Select(table => theirs.GetValueOrDefault(table.Table) is not { } there
                ? $"The table {table.Table} is missing."
                : there.Rows != table.Rows
                    ? string.Create(CultureInfo.InvariantCulture, $"The table {table.Table} has {table.Rows} rows here and {there.Rows} there.")
                    : $"The rows of the table {table.Table} are not the same."),
            .. theirs.Keys.Except(Tables.Select(table => table.Table), StringComparer.Ordinal).Select(table => $"The table {table} is not known."),
            .. Head == other.Head ? [] : (string[])["The head of the ledger is not the same."],
        ];
    }

    /// <summary>Reads every row.</summary>
    /// <param name="lastNumber">The last entry of the ledger that counts.</param>
    internal static async Task<DatabaseContent> ReadAsync(CopySide side, long lastNumber, CancellationToken ct)
    {
        var tables = new List<TableContent>();
        var changed = 0L;
        var ledger = side.Db.Model.FindEntityType(typeof(LedgerRow))!.GetTableName();
        foreach (var table in CopyTable.All(side.Db))
        {
            using var digest = new RowDigest(table.Name);
            var number = table.Name == ledger ? table.Columns.Index().Single(column => column.Item.Name == nameof(LedgerRow.Number)).Index : -1;
            await foreach (var row in side.ReadAsync(table, ct))
            {
                if (number >= 0 && (long)row[number]! > lastNumber)
                {
                    continue;
                }

                digest.MakeStorable(row);
                digest.Append(row);
            }

            tables.Add(digest.Finish());
            changed += digest.Changed;
        }

        return new DatabaseContent(tables, await HeadOfAsync(side.Db, lastNumber, ct), changed);
    }

    /// <summary>What a checkpoint of the entries up to a number would sign.</summary>
    internal static async Task<TreeHead> HeadOfAsync(LearningDbContext db, long lastNumber, CancellationToken ct)
    {
        var tree = new MerkleTree();
        var leaves = db.LedgerRows.Where(row => row.Number <= lastNumber).OrderBy(row => row.Number).Select(row => row.LeafHash);
        await foreach (var leaf in leaves.AsAsyncEnumerable().WithCancellation(ct))
        {
            tree.Append(new Digest(leaf));
        }

        return tree.Head;
    }
}
