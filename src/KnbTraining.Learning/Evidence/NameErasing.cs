using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Evidence;

/// <summary>
/// Erases the names of people where the organisation keeps numbers only: the name of each becomes the personnel number, and the texts of the ledger that hold the
/// name go. Lines of the ledger keep their hashes. Certificates that were issued stay as they were signed.
/// </summary>
public sealed class NameErasing(LearningStore store, IPeopleSettings settings)
{
    /// <summary>People whose names one transaction erases.</summary>
    public const int AtOnce = 10;

    /// <summary>How many people still have a name; 0 where names are kept.</summary>
    public Task<int> CountAsync(CancellationToken ct) => store.ReadAsync(
        async db => (await settings.ReadAsync(db, ct)).NumbersOnly ? await Named(db).CountAsync(ct) : 0, ct);

    /// <returns>True while somebody is left.</returns>
    public Task<Result<bool>> EraseSomeAsync(CancellationToken ct) => store.WriteAsync<bool>(
        async write =>
        {
            var db = write.Db;
            if (!(await settings.ReadAsync(db, ct)).NumbersOnly)
            {
                return false;
            }

            var people = await Named(db).OrderBy(person => person.Id).Take(AtOnce).ToListAsync(ct);
            foreach (var person in people)
            {
                await EraseAsync(write, person, ct);
            }

            return people.Count == AtOnce;
        },
        ct);

    private static IQueryable<Person> Named(LearningDbContext db) =>
        db.People.Where(person => person.PersonnelNumber != null && person.Name != person.PersonnelNumber);

    private static async Task EraseAsync(StoreWrite write, Person person, CancellationToken ct)
    {
        var (db, id, number) = (write.Db, person.Id, person.PersonnelNumber!);
        var texts = await db.LedgerTexts.Where(text => text.PersonId == id && text.Text != null).ToListAsync(ct);
        var named = await NamedByAsync(db, id, ct);
        string[] names = [.. texts.Where(text => named.Contains(text.Ref)).Select(text => text.Text!).Append(person.Name).Distinct(StringComparer.Ordinal)];

        // Lists of people were recorded with name, number and address in one text. Two letters would be found in every sentence.
        var erased = texts.FindAll(text => named.Contains(text.Ref)
            || Array.Exists(names, name => text.Text == name || (name.Length > 4 && text.Text!.Contains(name, StringComparison.OrdinalIgnoreCase))));
        foreach (var text in erased)
        {
            var hash = text.Ref.Hash;
            text.Erase();
            write.Record(Actor.Application, new LedgerTextErased(hash, id));
        }

        person.Describe(number, person.Language);
        write.Record(Actor.Application, new NameErased(id, erased.Count));
    }

    // The texts that facts call a name of this person, now or before.
    private static async Task<HashSet<TextRef>> NamedByAsync(LearningDbContext db, Guid id, CancellationToken ct)
    {
        var lines = await db.LedgerRows
            .Where(row => row.SubjectPersonId == id && (row.Kind == "person.added" || row.Kind == "person.changed"))
            .Select(row => row.Line)
            .ToListAsync(ct);
        return
        [
            .. lines.Select(line => LedgerLine.Read(line)?.Fact).SelectMany(fact => fact switch
            {
                UndatedPersonAdded added => [added.Name],
                PersonAdded added => [added.Name],
                PersonChanged changed => changed.Changes
                    .Where(change => change.Field == PersonField.Name)
                    .SelectMany(change => new[] { change.Before, change.After })
                    .OfType<TextRef>(),
                _ => Array.Empty<TextRef>(),
            }),
        ];
    }
}

/// <summary>The name of somebody was erased, because the organisation keeps numbers only.</summary>
/// <param name="Texts">How many texts of the ledger were erased with it.</param>
[RecordedAs("person.name-erased")]
public sealed record NameErased(Guid PersonId, int Texts) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}
