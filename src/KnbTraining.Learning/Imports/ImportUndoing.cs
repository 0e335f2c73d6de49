using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Imports;

/// <summary>
/// Undoes imports by further events, a few people in one transaction: nothing is deleted. Who was new has left on their first day; who was known gets back what
/// they had. Whoever has acted since, or was changed since, is left as they are.
/// </summary>
public sealed class ImportUndoing(LearningStore store, LocalCalendar calendar)
{
    /// <returns>True while something is left to undo. <see cref="Refusal.Conflict"/> where another process undoes it.</returns>
    public Task<Result<bool>> UndoSomeAsync(Guid importId, CancellationToken ct) => store.WriteAsync<bool>(
        async write =>
        {
            var db = write.Db;
            if (await db.PeopleImports.FirstOrDefaultAsync(found => found.Id == importId && found.State == ImportState.Undoing, ct) is not { } import)
            {
                return false;
            }

            if (import.NextPart == 0)
            {
                import.EndUndoing();
                write.Record(ImportApplying.ActorOf(import), new ImportUndone(import.Id, import.PutBack, import.Kept));
                return false;
            }

            var part = await db.PeopleImportParts.FirstAsync(found => found.ImportId == importId && found.Number == import.NextPart - 1, ct);
            ImportOutcome[] all = [.. part.ReadOutcome().Where(outcome => outcome.Left is null)];
            ImportOutcome[] some = [.. all.Skip(import.UndoneOfPart).Take(PeopleImportPart.KnownAtOnce)];
            var lines = part.Read().ToLookup(line => line.Line);
            var acted = await ActedSinceAsync(db, some, part.AppliedAfter!.Value, ct);
            var putBack = 0;
            foreach (var outcome in some.OrderBy(outcome => outcome.PersonId))
            {
                var line = lines[outcome.Line].First(one => one.PersonId is null || one.PersonId == outcome.PersonId);
                putBack += !acted.Contains(outcome.PersonId!.Value) && await PutBackAsync(write, import, line, outcome, ct) ? 1 : 0;
            }

            import.GoBack(putBack, some.Length - putBack, some.Length, import.UndoneOfPart + some.Length >= all.Length);
            return true;
        },
        ct);

    /// <summary>Who of these have done something that is in the ledger, as signing in is.</summary>
    internal static async Task<HashSet<Guid>> ActedSinceAsync(LearningDbContext db, IEnumerable<ImportOutcome> outcomes, long after, CancellationToken ct)
    {
        Guid?[] people = [.. outcomes.Select(outcome => outcome.PersonId)];
        return await db.LedgerRows.Where(row => row.Number > after && people.Contains(row.ActorId)).Select(row => row.ActorId!.Value).ToHashSetAsync(ct);
    }

    private async Task<bool> PutBackAsync(StoreWrite write, PeopleImport import, ImportLine line, ImportOutcome outcome, CancellationToken ct)
    {
        var (db, id, actor) = (write.Db, outcome.PersonId!.Value, ImportApplying.ActorOf(import));
        var known = await StandingWriter.OpenAsync(db, id, ct);
        var person = await db.People.Include(found => found.Roles).FirstOrDefaultAsync(found => found.Id == id && found.Version == outcome.Version, ct);
        var user = await db.Users.FirstOrDefaultAsync(found => found.PersonId == id, ct);
        if (person is null)
        {
            return false;
        }

        var reason = $"{import.FileName}:{line.Line}";
        if (line.Kind == ImportKind.New)
        {
            var first = known.Rows.Min(row => row.From);
            var left = StandingChange.Create(id, first, null, new StandingParts(Employment: Employment.Left), StandingSource.Import);
            StandingWriter.Change(write, actor, person, known, left, [], first, reason, calendar.Today);
            if (line.Iin is not null)
            {
                await IinService.WriteAsync(write, actor, id, null, ct);
            }

            return true;
        }

        var before = PersonHistory.Of(person, user);
        ImportApplying.Describe(person, user, new PersonDetailsLine(
            Was(ImportField.FullName) ?? Was(ImportField.Surname), null, null, Was(ImportField.UserName), Was(ImportField.Language)));
        if (Has(ImportField.PersonnelNumber))
        {
            person.Identify(Was(ImportField.PersonnelNumber));
        }

        if (user is not null && Has(ImportField.Email))
        {
            Account.Rename(new Microsoft.AspNetCore.Identity.UpperInvariantLookupNormalizer(), user, user.UserName!, Was(ImportField.Email));
        }

        if (line.Iin is { } set && await db.PersonIins.AnyAsync(row => row.PersonId == id && row.Hash == set.Hash, ct))
        {
            await IinService.WriteAsync(write, actor, id, line.IinBefore, ct);
        }

        PersonHistory.Of(person, user).RecordSince(before, write, actor);
        foreach (var undone in known.Changes.Where(change => outcome.ChangeIds.Contains(change.Id)).OrderByDescending(change => change.SeqIn).ToList())
        {
            known = StandingWriter.Undo(write, actor, person, known, undone, reason, calendar.Today);
        }

        return true;

        bool Has(ImportField field) => line.Differences.Any(one => one.Field == field);
        string? Was(ImportField field) => line.Differences.FirstOrDefault(one => one.Field == field)?.From;
    }
}
