using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Imports;

/// <summary>Reads what a file is compared to, beside the writer.</summary>
public sealed class ImportReading(LearningStore store, LocalCalendar calendar)
{
    /// <summary>Compares a table to everybody who is known.</summary>
    public async Task<ImportResult> CompareAsync(IReadOnlyList<TableLine> lines, ImportHeader header, ImportMapping mapping, CancellationToken ct) =>
        ImportComparison.Of(lines, header, mapping, await HouseAsync(ct));

    /// <inheritdoc cref="CompareAsync(IReadOnlyList{TableLine}, ImportHeader, ImportMapping, CancellationToken)"/>
    public async Task<ImportResult> CompareAsync(ImportSheet sheet, CancellationToken ct) => ImportComparison.Of(sheet, await HouseAsync(ct));

    private Task<ImportHouse> HouseAsync(CancellationToken ct) => store.ReadAsync(
        async db =>
        {
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
                    [.. spans[person.Id].OrderBy(span => span.From)])),
                calendar.Today);
        },
        ct);
}
