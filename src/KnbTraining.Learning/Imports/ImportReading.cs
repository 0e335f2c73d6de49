using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Imports;

/// <summary>Reads what a file is compared to, beside the writer.</summary>
public sealed class ImportReading(LearningStore store, LocalCalendar calendar, IinSeals seals, IPeopleSettings settings)
{
    /// <summary>Compares a table to everybody who is known.</summary>
    public Task<ImportResult> CompareAsync(IReadOnlyList<TableLine> lines, ImportHeader header, ImportMapping mapping, CancellationToken ct) =>
        CompareAsync(new ImportSheet(lines, header, mapping), ct);

    /// <inheritdoc cref="CompareAsync(IReadOnlyList{TableLine}, ImportHeader, ImportMapping, CancellationToken)"/>
    public async Task<ImportResult> CompareAsync(ImportSheet sheet, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        var decided = await store.ReadAsync(db => settings.ReadAsync(db, ct), ct);
        var seal = decided.KeepsIin && sheet.Mapping.Has(ImportField.Iin) ? await seals.OpenAsync(ct) : null;
        var mapping = seal is null ? sheet.Mapping.WithoutIin() : sheet.Mapping;
        mapping = decided.NumbersOnly ? mapping.WithoutNames() : mapping;
        return ImportComparison.Of(sheet with { Mapping = mapping }, await HouseAsync(seal, decided.NumbersOnly, ct));
    }

    private Task<ImportHouse> HouseAsync(IinSeal? seal, bool numbersOnly, CancellationToken ct) => store.ReadAsync(
        async db =>
        {
            var iins = seal is null ? [] : await db.PersonIins.ToDictionaryAsync(row => row.PersonId, row => new SealedIin(row.Hash, row.Sealed), ct);
            var units = await (from unit in db.Units
                               where unit.ClosedOn == null
                               join version in db.UnitVersions.Where(row => row.SeqOut == null && row.Until == null) on unit.Id equals version.UnitId
                               select new KnownUnit(unit.Id, unit.Path, unit.Name, new UnitNames(unit.NameKk, unit.NameRu, unit.NameEn), version.From))
                .ToListAsync(ct);
            var spans = (await db.Standings
                    .Where(row => row.SeqOut == null)
                    .Select(row => new { row.PersonId, row.From, row.Until, row.UnitId, row.HolderStatus, row.Capacity, row.Employment })
                    .ToListAsync(ct))
                .ToLookup(
                    row => row.PersonId,
                    row => new StandingSpan(row.From, row.Until, new StandingValues(row.UnitId, row.HolderStatus, row.Capacity, row.Employment)));
            var people = await (from person in db.People
                                join account in db.Users on person.Id equals account.PersonId into accounts
                                from user in accounts.DefaultIfEmpty()
                                select new
                                {
                                    person.Id,
                                    person.PersonnelNumber,
                                    person.Name,
                                    Email = user == null ? null : user.Email,
                                    UserName = user == null ? null : user.UserName,
                                    person.Language,
                                    IsAdministrator = person.Roles.Any(role => role.Role == Role.Administrator),
                                    person.Version,
                                }).ToListAsync(ct);
            return new ImportHouse(
                units,
                people.ConvertAll(person => new KnownPerson(
                    person.Id,
                    person.PersonnelNumber,
                    person.Name,
                    person.Email,
                    person.UserName ?? "",
                    person.Language,
                    person.IsAdministrator,
                    person.Version,
                    [.. spans[person.Id].OrderBy(span => span.From)])
                {
                    Iin = iins.GetValueOrDefault(person.Id),
                }),
                calendar.Today)
            {
                Iins = seal,
                NumbersOnly = numbersOnly,
            };
        },
        ct);
}
