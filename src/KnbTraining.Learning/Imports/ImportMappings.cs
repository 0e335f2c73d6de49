using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Imports;

/// <summary>Keeps mappings by name. For administrators, and for the command line, which acts for the application.</summary>
public sealed class ImportMappings(LearningStore store, RefusedActs refused, IPeopleSettings settings)
{
    /// <summary>The names of the saved mappings.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken ct)
    {
        var found = await store.ReadAsync(db => db.SavedMappings.Select(row => new { row.Name, row.Key }).ToListAsync(ct), ct);
        return [.. found.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => row.Name)];
    }

    public async Task<ImportMapping?> FindAsync(string name, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(name);
        var key = SavedMapping.KeyOf(name);
        return (await store.ReadAsync(db => db.SavedMappings.FirstOrDefaultAsync(row => row.Key == key, ct), ct))?.Mapping;
    }

    /// <param name="viewer">Null for the application.</param>
    /// <returns>Refused with <see cref="Refusal.Invalid"/> where the name or the mapping is not right.</returns>
    public async Task<Result<Done>> SaveAsync(Viewer? viewer, string name, ImportMapping mapping, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        if (viewer is not null && !viewer.Is(Role.Administrator))
        {
            return refused.Refuse(viewer, RefusedAct.People);
        }

        // Where numbers take the place of names, a list has none.
        var numbersOnly = (await store.ReadAsync(db => settings.ReadAsync(db, ct), ct)).NumbersOnly;
        var findings = mapping.Check(numbersOnly);
        findings.Add(nameof(SavedMapping.Name), TypedText.LineFault(name, SavedMapping.LongestName));
        if (findings.Any)
        {
            return new Refusal.Invalid(findings);
        }

        var key = SavedMapping.KeyOf(name);
        return await store.WriteAsync<Done>(
            async write =>
            {
                var row = await write.Db.SavedMappings.FirstOrDefaultAsync(found => found.Key == key, ct);
                if (row is null)
                {
                    row = SavedMapping.Create(name);
                    write.Db.SavedMappings.Add(row);
                }

                row.Save(mapping);
                var said = mapping.Columns.OrderBy(column => column.Key).Select(column => $"{column.Key}={column.Value}")
                    .Concat(mapping.Units.OrderBy(unit => unit.Key, StringComparer.Ordinal).Select(unit => $"{ImportField.Unit} {unit.Key}={unit.Value:D}"))
                    .Concat(mapping.Has(ImportField.Unit) ? [$"{nameof(mapping.UnitSeparator)}={mapping.UnitSeparator}"] : Array.Empty<string>());
                var columns = string.Join('\n', said);
                var saved = new MappingSaved(row.Id, write.Text(null, row.Name), write.Text(null, columns), mapping.ListsEverybody);
                write.Record(viewer?.Actor ?? Actor.Application, saved);
                return new Done();
            },
            ct);
    }
}
