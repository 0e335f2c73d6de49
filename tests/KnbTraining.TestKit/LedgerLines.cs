using KnbTraining.Learning.Ledger;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.TestKit;

/// <summary>What the ledger of a room says.</summary>
public static class LedgerLines
{
    public static async Task<IReadOnlyList<LedgerLine>> LinesAsync(this LearningRoom room)
    {
        ArgumentNullException.ThrowIfNull(room);
        await using var db = room.Open();
        var lines = await db.LedgerRows.OrderBy(row => row.Number).Select(row => row.Line).ToListAsync();
        return [.. lines.Select(line => LedgerLine.Read(line)!)];
    }

    /// <summary>The facts of one kind, the oldest first.</summary>
    public static async Task<IReadOnlyList<T>> FactsAsync<T>(this LearningRoom room)
        where T : Fact => [.. (await room.LinesAsync()).Select(line => line.Fact).OfType<T>()];

    /// <summary>The text that a fact names; null where it was erased.</summary>
    public static async Task<string?> TextAsync(this LearningRoom room, TextRef? text)
    {
        ArgumentNullException.ThrowIfNull(room);
        var hash = Convert.FromHexString(text!.Value.ToString());
        await using var db = room.Open();
        return await db.LedgerTexts.Where(one => one.Hash == hash).Select(one => one.Text).SingleAsync();
    }
}
