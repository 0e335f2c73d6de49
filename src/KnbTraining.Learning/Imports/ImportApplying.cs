using System.Text.Json;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Imports;

/// <summary>
/// Applies imports part by part, each in one short transaction. People who are new are added by sets, with one fact for each part, and their courses open
/// afterwards as those of an assignment do; who is known is changed as by hand, with facts of their own.
/// </summary>
public sealed class ImportApplying(
    LearningStore store, LocalCalendar calendar, AssignmentService assignments, PersonCycles cycles, IPeopleSettings settings, TimeProvider clock)
{
    private readonly NewPeople _newPeople = new(calendar, settings);
    private bool _hasAsked;

    /// <summary>Those that are being applied or undone, the oldest first.</summary>
    public Task<List<PeopleImport>> ListRunningAsync(CancellationToken ct) => store.ReadAsync(
        db => db.PeopleImports
            .Where(import => import.State == ImportState.Applying || import.State == ImportState.Undoing)
            .OrderBy(import => import.MadeAt).ThenBy(import => import.Id)
            .ToListAsync(ct),
        ct);

    /// <summary>Applies the next part, or ends the import after the last one.</summary>
    /// <returns>True while something is left to do. <see cref="Refusal.Conflict"/> where another process applies it.</returns>
    public async Task<Result<bool>> ApplyPartAsync(Guid importId, CancellationToken ct)
    {
        if (!_hasAsked)
        {
            await store.ReadAsync(db => AskFirstAsync(db, ct), ct);
            _hasAsked = true;
        }

        var applied = await store.WriteAsync<bool>(
            async write =>
            {
                var db = write.Db;
                if (await db.PeopleImports.FirstOrDefaultAsync(found => found.Id == importId && found.State == ImportState.Applying, ct) is not { } import
                    || import.NextPart >= import.ActParts)
                {
                    return false;
                }

                var part = await db.PeopleImportParts.FirstAsync(found => found.ImportId == importId && found.Number == import.NextPart, ct);
                if (part.Kind == ImportKind.New)
                {
                    // The rows carry the number of the fact, and are written once: nobody else may take it.
                    await db.LockNumbersAsync(NumberSeries.Ledger, ct);
                }

                var after = await db.LedgerRows.MaxAsync(row => (long?)row.Number, ct) ?? 0;
                var (lines, done) = part.Kind == ImportKind.New ? await _newPeople.AddAsync(write, import, part, after + 1, ct) : await ChangeAsync(write, import, part, ct);
                part.Apply(lines, after);
                import.Advance(done, lines.Count - done);
                return true;
            },
            ct);
        return applied is { Ok: true, Value: false } ? await EndAsync(importId, ct) : applied;
    }

    // The first use of a query costs more than a whole part: each is asked once, for nothing, while nobody has to wait for the writer.
    private async Task<bool> AskFirstAsync(LearningDbContext db, CancellationToken ct)
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
        await db.PeopleImports.FirstOrDefaultAsync(found => found.Id == Guid.Empty && found.State == ImportState.Applying, ct);
        await db.PeopleImportParts.FirstOrDefaultAsync(found => found.ImportId == Guid.Empty && found.Number == 0, ct);
        await NewPeople.TakenAsync(db, [], ct);
        await StandingWriter.ReadAsync(db, Guid.Empty, ct);
        await FindAsync(db, Guid.Empty, 0, ct);
        await IsOpenAsync(db, Guid.Empty, ct);
        await IsTakenAsync(db, Guid.Empty, string.Empty, string.Empty, ct);
        await cycles.AskFirstAsync(new StoreWrite(db, clock), ct);
        return true;
    }

    private static async Task<(Person? Person, AppUser? User)> FindAsync(LearningDbContext db, Guid id, int version, CancellationToken ct) => (
        await db.People.Include(found => found.Roles).FirstOrDefaultAsync(found => found.Id == id && found.Version == version, ct),
        await db.Users.FirstOrDefaultAsync(found => found.PersonId == id, ct));

    private static Task<bool> IsOpenAsync(LearningDbContext db, Guid unit, CancellationToken ct) =>
        db.Units.AnyAsync(found => found.Id == unit && found.ClosedOn == null, ct);

    private static async Task<bool> IsTakenAsync(LearningDbContext db, Guid id, string? number, string? userName, CancellationToken ct) =>
        await db.People.AnyAsync(other => other.PersonnelNumber == number && number != null && other.Id != id, ct)
        || (userName is not null && await db.Users.AnyAsync(other => other.NormalizedUserName == userName && other.PersonId != id, ct));

    private async Task<(List<string> Lines, int Done)> ChangeAsync(StoreWrite write, PeopleImport import, PeopleImportPart part, CancellationToken ct)
    {
        var (lines, done) = (new List<string>(), 0);

        // In the order of ids: see NumberSeries.Standing.
        foreach (var line in part.Read().OrderBy(line => line.PersonId))
        {
            var outcome = await ChangeAsync(write, import, line, ct);
            done += outcome.Left is null ? 1 : 0;
            lines.Add(outcome.Write(outcome.Left is null ? line : null));
        }

        return (lines, done);
    }

    private async Task<ImportOutcome> ChangeAsync(StoreWrite write, PeopleImport import, ImportLine line, CancellationToken ct)
    {
        var (db, id) = (write.Db, line.PersonId!.Value);
        var known = await StandingWriter.OpenAsync(db, id, ct);
        var (person, user) = await FindAsync(db, id, line.Version, ct);
        var told = StandingChange.Told(id, line.From ?? line.Ends ?? calendar.Today, line.Parts, line.Ends, StandingSource.Import);
        var spans = StandingHistory.Of(known.Changes);
        if (person is null || told.Any(change => spans.On(change.From) is null))
        {
            return ImportOutcome.LeftOut(line, ImportOutcome.Changed);
        }

        if (line.Parts?.UnitId is { } unit && !await IsOpenAsync(db, unit, ct))
        {
            return ImportOutcome.LeftOut(line, ImportOutcome.UnitClosed);
        }

        if (await IsTakenAsync(db, id, line.Number, line.UserName?.ToUpperInvariant(), ct))
        {
            return ImportOutcome.LeftOut(line, ImportOutcome.Taken);
        }

        if (line.Iin is { } iin && await IinService.IsTakenAsync(db, iin, id, ct))
        {
            return ImportOutcome.LeftOut(line, ImportOutcome.Taken);
        }

        // Whoever has decided against IINs since the file was compared finds none of them stored.
        var keepsIin = line.Iin is not null && (await settings.ReadAsync(db, ct)).KeepsIin;
        if (keepsIin)
        {
            await IinService.WriteAsync(write, ActorOf(import), id, line.Iin, ct);
        }

        var before = PersonHistory.Of(person, user);
        var isNamed = !(await settings.ReadAsync(db, ct)).NumbersOnly;
        Describe(person, user, new PersonDetailsLine(isNamed ? line.Name : null, line.Number, line.Email, line.UserName, line.Language));
        PersonHistory.Of(person, user).RecordSince(before, write, ActorOf(import));
        foreach (var change in told)
        {
            known = StandingWriter.Change(write, ActorOf(import), person, known, change, [], change.From, $"{import.FileName}:{line.Line}", calendar.Today);
        }

        return new ImportOutcome(line.Line, id, person.Version, [.. told.Select(change => change.Id)], null);
    }

    /// <summary>Writes what is filled in and differs.</summary>
    internal static void Describe(Person person, AppUser? user, PersonDetailsLine line)
    {
        if ((line.Name is { } name && name != person.Name) || (line.Language is { } language && language != person.Language))
        {
            person.Describe(line.Name ?? person.Name, line.Language ?? person.Language);
        }

        if (line.Number is { } number && number != person.PersonnelNumber)
        {
            person.Identify(number);
        }

        if (user is not null && (Differs(line.UserName, user.UserName) || Differs(line.Email, user.Email)))
        {
            Account.Rename(new Microsoft.AspNetCore.Identity.UpperInvariantLookupNormalizer(), user, line.UserName ?? user.UserName!, line.Email ?? user.Email);
        }

        static bool Differs(string? wanted, string? now) => wanted is not null && !string.Equals(wanted, now, StringComparison.OrdinalIgnoreCase);
    }

    internal static Actor ActorOf(PeopleImport import) => import.ActedBy is { } person ? Actor.Of(person) : Actor.Application;

    private async Task<Result<bool>> EndAsync(Guid importId, CancellationToken ct)
    {
        var outcomes = await store.ReadAsync(
            db => db.PeopleImportParts
                .Where(part => part.ImportId == importId && part.Outcome != null)
                .OrderBy(part => part.Number)
                .Select(part => part.Outcome!)
                .ToListAsync(ct),
            ct);
        var sealedAs = Digest.OfAll(outcomes);
        var ended = await store.WriteAsync<bool>(
            async write =>
            {
                if (await write.Db.PeopleImports.FirstOrDefaultAsync(found => found.Id == importId, ct) is not { State: ImportState.Applying } import)
                {
                    return false;
                }

                import.EndApplying();
                write.Record(ActorOf(import), new ImportApplied(import.Id, import.Done, import.LeftOut, sealedAs));
                return true;
            },
            ct);

        // Their assignments would find them within a minute: at once is kinder. Where this process ends now, they do find them.
        foreach (var rule in ended is { Ok: true, Value: true } ? await assignments.ListRulesAsync(ct) : [])
        {
            if ((await assignments.ApplyRuleAsync(rule, ct)).Refused is { } refused)
            {
                return refused;
            }
        }

        return ended.Ok ? false : ended;
    }
}

/// <summary>Details to be written; null leaves one as it is.</summary>
internal sealed record PersonDetailsLine(string? Name, string? Number, string? Email, string? UserName, string? Language);
