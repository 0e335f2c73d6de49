using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Imports;

/// <summary>What is to become of a unit that a file names and that is not here.</summary>
/// <param name="Text">As the file writes it.</param>
/// <param name="Is">The unit that it means; null where it is to be made.</param>
/// <param name="Below">The unit below which it is made.</param>
public sealed record UnitChoice(string Text, Guid? Is, Guid? Below);

/// <summary>
/// Makes the units that a staged import lacks, takes what was decided about its rows, and compares the same file again. The import of before is given up.
/// For administrators.
/// </summary>
public sealed class ImportAgain(
    LearningStore store, ImportReading reading, ImportService imports, ImportMappings mappings, UnitService units, PeopleQueries people, IinSeals seals,
    RefusedActs refused)
{
    /// <param name="rows">Decisions by the line of the file; those of an earlier comparison still count.</param>
    /// <returns>
    /// The new import. Refused with <see cref="Refusal.Finished"/> where the import is not staged any more, or its rows are not kept, and with
    /// <see cref="Refusal.Invalid"/> and a finding at the text of a unit that cannot be made; units before it are made all the same.
    /// </returns>
    public async Task<Result<Guid>> CompareAsync(
        Viewer viewer, Guid importId, IReadOnlyList<UnitChoice> choices, IReadOnlyDictionary<int, RowDecision> rows, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(rows);
        if (!viewer.Is(Role.Administrator))
        {
            return refused.Refuse(viewer, RefusedAct.People);
        }

        var (import, stored) = await store.ReadAsync(
            async db => (
                await db.PeopleImports.FirstOrDefaultAsync(found => found.Id == importId, ct),
                await db.PeopleImportSheets.FirstOrDefaultAsync(found => found.ImportId == importId, ct)),
            ct);
        if (import is null)
        {
            return Refusal.NotFound;
        }

        if (import.State != ImportState.Staged || stored is null)
        {
            return Refusal.Finished;
        }

        var sheet = stored.Read((await seals.FindAsync(ct)).Seal);
        var known = new Dictionary<string, Guid>(sheet.Mapping.Units);
        foreach (var choice in choices)
        {
            var unit = choice.Is is { } meant ? meant : await MakeAsync(viewer, choice, sheet.Mapping, ct);
            if (unit.Refused is { } no)
            {
                return no;
            }

            known[choice.Text] = unit.Value;
        }

        var decisions = new Dictionary<int, RowDecision>(sheet.Decisions);
        foreach (var (line, decision) in rows)
        {
            decisions[line] = decision;
        }

        sheet = sheet with { Mapping = sheet.Mapping with { Units = known }, Decisions = decisions };
        if (choices.Count > 0 && sheet.MappingName is { } name && await mappings.SaveAsync(viewer, name, sheet.Mapping, ct) is { Ok: false } unsaved)
        {
            return unsaved.As<Guid>();
        }

        // Off the caller's thread: it may be that of an open page.
        var result = await Task.Run(() => reading.CompareAsync(sheet, ct), ct);
        var staged = await imports.StageAsync(viewer, import.FileName, Digest.Parse(import.FileHash), result, sheet, ct);
        var ended = staged.Ok ? await imports.DiscardAsync(viewer, importId, ct) : staged;
        return ended.Ok ? staged : ended;
    }

    // Where the list has paths, "A / B" is B below A: whatever of it is there already is not made again.
    private async Task<Result<Guid>> MakeAsync(Viewer viewer, UnitChoice choice, ImportMapping mapping, CancellationToken ct)
    {
        var names = UnitPaths.Split(choice.Text, mapping.UnitSeparator);
        var here = await people.UnitsAsync(viewer, ct);
        var below = choice.Below ?? here[0].Id;
        foreach (var name in names)
        {
            var folded = NameFold.Fold(name);
            if (here.FirstOrDefault(unit => unit.ParentId == below && unit.Names.Filled.Append(unit.Name).Any(one => NameFold.Fold(one) == folded)) is { } there)
            {
                below = there.Id;
                continue;
            }

            var made = await units.AddAsync(viewer, UnitNames.In(mapping.Language, name), below, null, ct);
            if (!made.Ok)
            {
                return made.Refused is Refusal.Invalid ? new Refusal.Invalid(choice.Text, "unit-refused") : made;
            }

            below = made.Value;
        }

        return below;
    }
}
