using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>Finds the people for whom a course opens today, with their due dates. The preview, saving and the sweep all use it, so that they agree.</summary>
internal static class CycleOpening
{
    /// <summary>The active people in an audience.</summary>
    public static IQueryable<Person> Of(this IQueryable<Person> people, AssignmentAudience audience)
    {
        people = people.Where(person => person.Active);
        people = audience.HolderStatus is { } holder ? people.Where(person => person.HolderStatus == holder) : people;
        people = audience.Capacity is { } capacity ? people.Where(person => person.Capacity == capacity) : people;
        return audience.UnitPath is { } path ? people.InUnit(path) : people;
    }

    /// <summary>Cycles that count: those taken back with the assignment that opened them do not.</summary>
    public static IQueryable<Cycle> Counting(this IQueryable<Cycle> cycles) => cycles.Where(cycle => cycle.WithdrawnOn == null);

    /// <summary>Nobody who has an open cycle of the course, or a pass that need not be renewed yet.</summary>
    public static async Task<List<Opening>> FindAsync(
        LearningDbContext db, IQueryable<Person> people, string courseId, RenewalTerms terms, DateOnly today, CancellationToken ct)
    {
        // No renewal opens before its window, so that most people are left out here.
        var latest = today.AddDays(terms.WindowDays);
        var waiting = await people
            .Where(person => !db.Cycles.Any(cycle => cycle.PersonId == person.Id
                && cycle.CourseId == courseId
                && cycle.WithdrawnOn == null
                && (cycle.CompletedOn == null || cycle.ValidUntil > latest)))
            .Select(person => new
            {
                person.Id,
                person.Name,
                CompletedOn = db.Cycles.Where(cycle => cycle.PersonId == person.Id && cycle.CourseId == courseId).Max(cycle => cycle.CompletedOn),
                ValidUntil = db.Cycles.Where(cycle => cycle.PersonId == person.Id && cycle.CourseId == courseId).Max(cycle => cycle.ValidUntil),
            })
            .ToListAsync(ct);
        return
        [
            .. waiting
                .Where(person => person.CompletedOn is not { } completed || today >= CycleDates.RenewsOn(completed, person.ValidUntil!.Value, terms.WindowDays))
                .Select(person => new Opening(person.Id, person.Name, CycleDates.DueOn(today, person.ValidUntil, terms))),
        ];
    }

    /// <returns>How many were opened.</returns>
    public static async Task<int> OpenAsync(StoreWrite write, Actor actor, IQueryable<Person> people, AssignmentRule rule, DateOnly today, CancellationToken ct)
    {
        var openings = await FindAsync(write.Db, people.Of(rule.Audience), rule.CourseId, rule.Terms, today, ct);
        await OpenAsync(write, actor, openings, rule, today, ct);
        return openings.Count;
    }

    /// <summary>Opens, and saves: the next assignment of the same course must see what this one opened.</summary>
    public static async Task OpenAsync(StoreWrite write, Actor actor, List<Opening> openings, AssignmentRule rule, DateOnly today, CancellationToken ct)
    {
        Cycle[] cycles = [.. openings.Select(opening => Cycle.Create(opening.PersonId, rule.CourseId, rule.Id, today, opening.DueOn))];
        write.Db.Cycles.AddRange(cycles);
        await write.Db.SaveChangesAsync(ct);
        if (cycles.Length == 0)
        {
            return;
        }

        var numbered = await CycleBook.FollowAsync(write.Db, rule.CourseId, openings.ConvertAll(opening => opening.PersonId), today, ct);
        foreach (var cycle in cycles)
        {
            write.Record(actor, new CycleOpened(cycle.Id, cycle.PersonId, Slug.Of(rule.CourseId), rule.Id, cycle.DueOn), numbered[cycle.PersonId] ?? (_ => { }));
        }
    }

    internal sealed record Opening(Guid PersonId, string Name, DateOnly DueOn);
}
