using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Imports;

/// <summary>What pages and commands show of imports. For administrators.</summary>
public sealed class ImportQueries(LearningStore store)
{
    /// <summary>How many lines of one kind are shown at once.</summary>
    public const int OnePage = 50;

    private const int MostListed = 20;

    private const int MostUnits = 200;

    /// <summary>The latest imports, the newest first.</summary>
    public Task<List<PeopleImport>> ListAsync(CancellationToken ct) => store.ReadAsync(
        db => db.PeopleImports
            .Where(import => import.State != ImportState.Staging)
            .OrderByDescending(import => import.MadeAt).ThenByDescending(import => import.Id)
            .Take(MostListed)
            .ToListAsync(ct),
        ct);

    public Task<PeopleImport?> FindAsync(Guid importId, CancellationToken ct) =>
        store.ReadAsync(db => db.PeopleImports.FirstOrDefaultAsync(import => import.Id == importId, ct), ct);

    /// <summary>An import of the same file that was made after the file was last written: the file was read before. Null where there is none.</summary>
    /// <param name="file">The hash of the bytes.</param>
    public Task<PeopleImport?> FindReadBeforeAsync(Digest file, DateTimeOffset writtenAt, CancellationToken ct)
    {
        var hash = file.ToString();
        return store.ReadAsync(
            db => db.PeopleImports
                .Where(import => import.FileHash == hash && import.MadeBy == null && import.MadeAt >= writtenAt && import.State >= ImportState.Applying
                    && import.State != ImportState.Discarded)
                .OrderByDescending(import => import.MadeAt)
                .FirstOrDefaultAsync(ct),
            ct);
    }

    /// <summary>What somebody is called; null for the application itself.</summary>
    public Task<string?> NameOfAsync(Guid? personId, CancellationToken ct) =>
        store.ReadAsync(db => db.People.Where(person => person.Id == personId).Select(person => person.Name).FirstOrDefaultAsync(ct), ct);

    /// <summary>Lines of one kind in the order of the file; none where they are not kept any more.</summary>
    /// <param name="page">From 1.</param>
    public async Task<IReadOnlyList<ImportLine>> LinesAsync(Guid importId, ImportKind kind, int page, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);

        // Every part but the last of a kind is full, so that the parts of a page are known without reading the others.
        var size = PeopleImportPart.SizeOf(kind);
        var (first, skipped) = ((page - 1) * OnePage / size, (page - 1) * OnePage % size);
        var parts = await store.ReadAsync(
            db => db.PeopleImportParts
                .Where(part => part.ImportId == importId && part.Kind == kind)
                .OrderBy(part => part.Number)
                .Skip(first)
                .Take(((skipped + OnePage - 1) / size) + 1)
                .ToListAsync(ct),
            ct);
        return [.. parts.SelectMany(part => part.Read()).Skip(skipped).Take(OnePage)];
    }

    /// <summary>The people whom an import has added, in the order of the file.</summary>
    public async Task<IReadOnlyList<Guid>> AddedAsync(Guid importId, CancellationToken ct)
    {
        var outcomes = await store.ReadAsync(
            db => db.PeopleImportParts
                .Where(part => part.ImportId == importId && part.Kind == ImportKind.New && part.Outcome != null)
                .OrderBy(part => part.Number)
                .Select(part => part.Outcome!)
                .ToListAsync(ct),
            ct);
        return [.. outcomes.SelectMany(PeopleImportPart.ReadOutcome).Where(outcome => outcome.Left is null).Select(outcome => outcome.PersonId!.Value)];
    }

    /// <summary>True where the rows of the file are kept and nothing is done with it yet.</summary>
    public Task<bool> CanBeComparedAgainAsync(Guid importId, CancellationToken ct) => store.ReadAsync(
        db => db.PeopleImports.AnyAsync(
            import => import.Id == importId && import.State == ImportState.Staged && db.PeopleImportSheets.Any(sheet => sheet.ImportId == importId),
            ct),
        ct);

    /// <summary>What a staged import names that is not here, in the order in which it occurs; nothing where it cannot be compared again.</summary>
    public async Task<IReadOnlyList<UnknownUnit>> UnknownUnitsAsync(Guid importId, CancellationToken ct)
    {
        var parts = await store.ReadAsync(
            db => db.PeopleImportParts
                .Where(part => part.ImportId == importId && part.Kind == ImportKind.Wrong && db.PeopleImportSheets.Any(sheet => sheet.ImportId == importId))
                .OrderBy(part => part.Number)
                .ToListAsync(ct),
            ct);
        return
        [
            .. parts
                .SelectMany(part => part.Read())
                .SelectMany(line => line.Findings)
                .Where(finding => finding is { Field: ImportField.Unit, Value: not null, Key: "unit-unknown" or "unit-ambiguous" })
                .GroupBy(finding => NameFold.Fold(finding.Value!), StringComparer.Ordinal)
                .Select(group => new UnknownUnit(group.First().Value!, group.Count(), group.First().Key == "unit-ambiguous"))
                .Take(MostUnits),
        ];
    }

    /// <summary>People whom undoing an import would leave as they are, because they have acted since; at most <see cref="OnePage"/>.</summary>
    public Task<List<ActedPerson>> ActedSinceAsync(Guid importId, CancellationToken ct) => store.ReadAsync(
        async db =>
        {
            var people = new Dictionary<Guid, long>();
            foreach (var part in await db.PeopleImportParts
                .Where(part => part.ImportId == importId && part.Outcome != null)
                .Select(part => new { part.Outcome, part.AppliedAfter })
                .ToListAsync(ct))
            {
                foreach (var outcome in PeopleImportPart.ReadOutcome(part.Outcome!).Where(outcome => outcome.Left is null))
                {
                    people[outcome.PersonId!.Value] = part.AppliedAfter!.Value;
                }
            }

            // Whoever has acted at all since the first part: few, beside everybody who was imported.
            var first = people.Values.DefaultIfEmpty(0).Min();
            var acted = await db.LedgerRows
                .Where(row => row.Number > first && row.ActorId != null)
                .GroupBy(row => row.ActorId!.Value)
                .Select(rows => new { Id = rows.Key, Last = rows.Max(row => row.Number) })
                .ToListAsync(ct);
            Guid[] ids = [.. acted.Where(one => people.TryGetValue(one.Id, out var after) && one.Last > after).Take(OnePage).Select(one => one.Id)];
            return await db.People
                .Where(person => ids.Contains(person.Id))
                .OrderBy(person => person.SortKey)
                .Select(person => new ActedPerson(person.Id, person.Name))
                .ToListAsync(ct);
        },
        ct);
}

/// <summary>Somebody who was imported and has done something since.</summary>
public sealed record ActedPerson(Guid Id, string Name);

/// <summary>A unit that a file names and that is not here.</summary>
/// <param name="Text">As the first of its rows writes it.</param>
/// <param name="IsAmbiguous">True where several units are called so: it cannot be made, only chosen.</param>
public sealed record UnknownUnit(string Text, int Rows, bool IsAmbiguous);
