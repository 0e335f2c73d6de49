using System.Globalization;
using System.Text.Json;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>What of a list of people is not as the ledger sealed it.</summary>
public enum CycleListFault
{
    /// <summary>The list, or a part of it, is gone.</summary>
    Missing,

    /// <summary>Who stands in it.</summary>
    People,

    /// <summary>What was done with each.</summary>
    Outcome,

    /// <summary>A cycle that was opened or taken back by it is gone, or is another person's, or due on another day.</summary>
    Cycles,
}

/// <param name="Number">Of the entry in the ledger.</param>
public sealed record BrokenList(long Number, Guid ListId, CycleListFault Fault);

/// <summary>Makes the hashes of every list of people again from what is stored, and holds the cycles against it.</summary>
public sealed class CycleListCheck(LearningStore store)
{
    private static readonly string[] Kinds =
        [.. FactType.All.Where(fact => fact.Type == typeof(CyclesListed) || fact.Type == typeof(CyclesApplied)).Select(fact => fact.Kind)];

    public async Task<IReadOnlyList<BrokenList>> RunAsync(CancellationToken ct)
    {
        var rows = await store.ReadAsync(
            db => db.LedgerRows
                .Where(row => Kinds.Contains(row.Kind))
                .OrderBy(row => row.Number)
                .Select(row => new { row.Number, row.Line })
                .ToListAsync(ct),
            ct);
        var broken = new List<BrokenList>();
        foreach (var row in rows)
        {
            var found = LedgerLine.Read(row.Line)?.Fact switch
            {
                CyclesListed listed => (listed.ListId, await FindFaultAsync(listed, ct)),
                CyclesApplied applied => (applied.ListId, await FindFaultAsync(applied, ct)),
                _ => (Guid.Empty, null),
            };
            if (found is (var id, { } fault))
            {
                broken.Add(new BrokenList(row.Number, id, fault));
            }
        }

        return broken;
    }

    private Task<CycleListFault?> FindFaultAsync(CyclesListed listed, CancellationToken ct) => store.ReadAsync<CycleListFault?>(
        async db =>
        {
            var people = await PartsOf(db, listed.ListId).Select(part => part.People).ToListAsync(ct);
            return people.Count == 0 ? CycleListFault.Missing : Digest.OfAll(people) == listed.People ? null : CycleListFault.People;
        },
        ct);

    private Task<CycleListFault?> FindFaultAsync(CyclesApplied applied, CancellationToken ct) => store.ReadAsync<CycleListFault?>(
        async db =>
        {
            var outcomes = await PartsOf(db, applied.ListId).Where(part => part.Outcome != null).Select(part => part.Outcome!).ToListAsync(ct);
            if (Digest.OfAll(outcomes) != applied.Outcome)
            {
                return CycleListFault.Outcome;
            }

            var lines = outcomes.SelectMany(outcome => outcome.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            var told = lines.Select(Read).OfType<(Guid, Guid, DateOnly)>().ToHashSet();
            if (told.Count == 0)
            {
                return null;
            }

            var number = await db.CycleLists.Where(list => list.Id == applied.ListId).Select(list => list.Number).FirstOrDefaultAsync(ct);
            var touched = applied.Use == CycleListUse.Open
                ? db.Cycles.Where(cycle => cycle.OpenedBy == number)
                : db.Cycles.Where(cycle => cycle.WithdrawnBy == number);
            var cycles = await touched
                .Select(cycle => new { cycle.Id, cycle.PersonId, cycle.DueOn })
                .ToListAsync(ct);
            return told.SetEquals(cycles.Select(cycle => (cycle.Id, cycle.PersonId, cycle.DueOn))) ? null : CycleListFault.Cycles;
        },
        ct);

    private static IQueryable<CycleListPart> PartsOf(LearningDbContext db, Guid listId) =>
        db.CycleListParts.Where(part => part.ListId == listId).OrderBy(part => part.Number);

    // Null for whoever was left out. The hash has just proved that the lines are ours.
    private static (Guid Id, Guid PersonId, DateOnly DueOn)? Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return root.TryGetProperty("cycleId", out var id)
            ? (id.GetGuid(), root.GetProperty("personId").GetGuid(), DayOf(root.GetProperty("dueOn")))
            : null;
    }

    private static DateOnly DayOf(JsonElement json) => DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
