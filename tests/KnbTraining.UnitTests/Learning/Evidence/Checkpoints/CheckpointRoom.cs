using KnbTraining.Learning;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Evidence.Checkpoints;

/// <summary>What the tests of checkpoints do to a room.</summary>
internal static class CheckpointRoom
{
    public static async Task AddEntriesAsync(this LearningRoom room, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var person = Guid.NewGuid();
            await room.Get<LearningStore>().WriteAsync<Done>(
                write =>
                {
                    write.Record(Actor.Of(person), new PersonActivated(person));
                    return Task.FromResult<Result<Done>>(new Done());
                },
                CancellationToken.None);
        }
    }

    public static async Task<List<LedgerCheckpoint>> CheckpointsAsync(this LearningRoom room)
    {
        await using var db = room.Open();
        return await db.LedgerCheckpoints.AsNoTracking().OrderBy(row => row.Number).ToListAsync();
    }

    public static async Task<long> LastAsync(this LearningRoom room)
    {
        await using var db = room.Open();
        return await db.LedgerRows.MaxAsync(row => row.Number);
    }

    /// <summary>The tree over the first lines, made by nothing but their text.</summary>
    public static async Task<TreeHead> HeadAsync(this LearningRoom room, long size)
    {
        var tree = new MerkleTree();
        await using var db = room.Open();
        foreach (var line in await db.LedgerRows.Where(row => row.Number <= size).OrderBy(row => row.Number).Select(row => row.Line).ToListAsync())
        {
            tree.Append(MerkleTree.Leaf(System.Text.Encoding.UTF8.GetBytes(line)));
        }

        return tree.Head;
    }

    /// <summary>Writes an entry anew with its hash, as somebody does who knows how the ledger is made.</summary>
    public static async Task ForgeAsync(this LearningRoom room, long number)
    {
        var line = new LedgerLine(number, LearningRoom.Start, Actor.Application, new PersonActivated(Guid.NewGuid())).Write();
        await room.ExecuteAsync("UPDATE Ledger SET Line = {0}, LeafHash = {1} WHERE Number = {2}", line, LedgerLine.LeafHashOf(line), number);
    }
}
