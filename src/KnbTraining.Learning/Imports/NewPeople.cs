using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Imports;

/// <summary>Adds the people of a part who are new, by sets and with one fact for all of them.</summary>
internal sealed class NewPeople(LocalCalendar calendar, IPeopleSettings settings)
{
    /// <param name="factNumber">That the fact of the part will have; the rows carry it.</param>
    /// <returns>A line for each, and how many were added.</returns>
    public async Task<(List<string> Lines, int Done)> AddAsync(
        StoreWrite write, PeopleImport import, PeopleImportPart part, long factNumber, CancellationToken ct)
    {
        var (db, read) = (write.Db, part.Read());
        var (takenNumbers, takenNames, takenIins, open) = await TakenAsync(db, read, ct);
        var decided = await settings.ReadAsync(db, ct);
        var keepsIin = decided.KeepsIin;
        var (lines, added) = (new List<string>(), 0);
        await using var rows = new RowInsertion(db);
        foreach (var line in read)
        {
            var why = line.Number is { } number && takenNumbers.Contains(number) ? ImportOutcome.Taken
                : takenNames.Contains(line.UserName!.ToUpperInvariant()) ? ImportOutcome.Taken
                : keepsIin && line.Iin is { } iin && takenIins.Contains(iin.Hash) ? ImportOutcome.Taken
                : open.Contains(line.Parts!.UnitId!.Value) ? null : ImportOutcome.UnitClosed;
            if (why is not null)
            {
                lines.Add(ImportOutcome.LeftOut(line, why).Write());
                continue;
            }

            var (parts, from) = (line.Parts!, line.From!.Value);
            var standing = new StandingValues(parts.UnitId!.Value, parts.HolderStatus!.Value, parts.Capacity!.Value, parts.Employment!.Value);
            var name = decided.NumbersOnly ? line.Number : line.Name;
            if (name is null)
            {
                lines.Add(ImportOutcome.LeftOut(line, ImportOutcome.Changed).Write());
                continue;
            }

            var person = Person.Create(name, standing, from, line.Language!, calendar.Now, StandingSource.Import, line.Ends, from > calendar.Today);
            person.Identify(line.Number);
            var user = Account.CreateClosed(person.Id, line.UserName!, line.Email);
            person.KnownBy(factNumber);
            Insert(rows, person, user);
            if (keepsIin && line.Iin is { } known)
            {
                rows.Add(PersonIin.Create(person.Id, known));
            }

            added++;

            // One text for each person, so that it can be erased and the sealed line stays.
            var text = write.Text(person.Id, string.Join('\n', new[] { person.Name, person.PersonnelNumber, user.UserName, user.Email }.OfType<string>()));
            lines.Add(new ImportOutcome(line.Line, person.Id, person.Version, [], null).Write(line, text));
        }

        await rows.ExecuteAsync();
        write.Record(
            ImportApplying.ActorOf(import),
            new PeopleImported(import.Id, part.Number, added, lines.Count - added, Digest.OfAll(lines.Select(line => line + "\n"))),
            given =>
            {
                if (given != factNumber)
                {
                    throw new InvalidOperationException("The rows carry another number than their fact.");
                }
            });
        return (lines, added);
    }

    private static void Insert(RowInsertion rows, Person person, AppUser user)
    {
        rows.Add(person);
        foreach (var role in person.Roles)
        {
            rows.Add(role);
        }

        foreach (var change in person.StandingChanges)
        {
            rows.Add(change);
        }

        foreach (var row in person.Standings)
        {
            rows.Add(row);
        }

        rows.Add(user);
    }

    internal static async Task<TakenValues> TakenAsync(LearningDbContext db, IReadOnlyList<ImportLine> lines, CancellationToken ct)
    {
        string[] numbers = [.. lines.Select(line => line.Number).OfType<string>()];
        string[] names = [.. lines.Select(line => line.UserName!.ToUpperInvariant())];
        string[] iins = [.. lines.Select(line => line.Iin?.Hash).OfType<string>()];
        Guid[] units = [.. lines.Select(line => line.Parts!.UnitId!.Value).Distinct()];
        return new TakenValues(
            await db.People.Where(person => numbers.Contains(person.PersonnelNumber!)).Select(person => person.PersonnelNumber!).ToHashSetAsync(ct),
            await db.Users.Where(user => names.Contains(user.NormalizedUserName!)).Select(user => user.NormalizedUserName!).ToHashSetAsync(ct),
            iins.Length == 0 ? [] : await db.PersonIins.Where(row => iins.Contains(row.Hash)).Select(row => row.Hash).ToHashSetAsync(ct),
            await db.Units.Where(unit => units.Contains(unit.Id) && unit.ClosedOn == null).Select(unit => unit.Id).ToHashSetAsync(ct));
    }
}

/// <summary>What people who are new cannot have any more, and the units that are open.</summary>
/// <param name="UserNames">In capitals.</param>
/// <param name="Iins">Their hashes.</param>
internal sealed record TakenValues(HashSet<string> Numbers, HashSet<string> UserNames, HashSet<string> Iins, HashSet<Guid> OpenUnits);
