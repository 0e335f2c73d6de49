using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>Gives a course to people who are meant one by one, without an assignment that asks for it.</summary>
internal static class GivenCourses
{
    /// <summary>Each gets a cycle and its fact. Whoever has the course open keeps that, and whoever is not active is left out.</summary>
    /// <param name="due">Where it has passed, today.</param>
    /// <param name="batch">Of what is done for several people at once; null where it is found in another way.</param>
    /// <returns>Whom it was given.</returns>
    public static async Task<IReadOnlySet<Guid>> GiveAsync(
        StoreWrite write, Actor actor, string courseId, IReadOnlyCollection<Guid> people, DateOnly due, DateOnly today, CancellationToken ct, Guid? batch = null)
    {
        var db = write.Db;
        var meant = await db.People
            .Where(person => people.Contains(person.Id) && person.Active && !db.Cycles.Any(
                cycle => cycle.PersonId == person.Id && cycle.CourseId == courseId && cycle.CompletedOn == null && cycle.WithdrawnOn == null))
            .Select(person => person.Id)
            .ToListAsync(ct);
        Cycle[] cycles = [.. meant.Select(person => Cycle.Create(person, courseId, null, today, RenewalDates.Later(due, today)))];
        db.Cycles.AddRange(cycles);
        await db.SaveChangesAsync(ct);
        var numbered = await CycleBook.FollowAsync(db, courseId, meant, today, ct);
        var opened = batch is null ? [] : db.CycleEvents.Local.Where(row => row.Kind == CycleEventKind.Opened).ToDictionary(row => row.CycleId);
        foreach (var cycle in cycles)
        {
            opened.GetValueOrDefault(cycle.Id)?.BelongsTo(batch);
            write.Record(actor, new CycleOpened(cycle.Id, cycle.PersonId, Slug.Of(courseId), null, cycle.DueOn), numbered[cycle.PersonId] ?? (_ => { }));
        }

        return meant.ToHashSet();
    }
}
