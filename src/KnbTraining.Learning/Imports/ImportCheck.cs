using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Imports;

/// <summary>What an import did is not what the ledger sealed, or it is gone.</summary>
/// <param name="Number">Of the entry in the ledger.</param>
public sealed record BrokenImport(long Number, Guid ImportId);

/// <summary>Makes the hashes of what every import did again from what is stored. The lines of the files are not kept, so they are not compared.</summary>
public sealed class ImportCheck(LearningStore store)
{
    private static readonly string[] Kinds =
        [.. FactType.All.Where(fact => fact.Type == typeof(PeopleImported) || fact.Type == typeof(ImportApplied)).Select(fact => fact.Kind)];

    public async Task<IReadOnlyList<BrokenImport>> RunAsync(CancellationToken ct)
    {
        var rows = await store.ReadAsync(
            db => db.LedgerRows.Where(row => Kinds.Contains(row.Kind)).OrderBy(row => row.Number).Select(row => new { row.Number, row.Line }).ToListAsync(ct), ct);
        var broken = new List<BrokenImport>();
        foreach (var row in rows)
        {
            var (id, fits) = LedgerLine.Read(row.Line)?.Fact switch
            {
                PeopleImported fact => (fact.ImportId, await OutcomeAsync(fact.ImportId, fact.Part, ct) == fact.Outcome),
                ImportApplied fact => (fact.ImportId, await OutcomeAsync(fact.ImportId, null, ct) == fact.Outcome),
                _ => (Guid.Empty, true),
            };
            if (!fits)
            {
                broken.Add(new BrokenImport(row.Number, id));
            }
        }

        return broken;
    }

    private Task<Digest> OutcomeAsync(Guid importId, int? number, CancellationToken ct) => store.ReadAsync(
        async db => Digest.OfAll(await db.PeopleImportParts
            .Where(part => part.ImportId == importId && part.Outcome != null && (number == null || part.Number == number))
            .OrderBy(part => part.Number)
            .Select(part => part.Outcome!)
            .ToListAsync(ct)),
        ct);
}
