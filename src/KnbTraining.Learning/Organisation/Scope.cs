#pragma warning disable CA1310 // All of this becomes SQL, which knows no culture.
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Organisation;

/// <summary>Limits queries to the people whom a viewer may see. Every query about people uses it, so that the limit is part of the SQL.</summary>
public static class Scope
{
    /// <summary>The viewer and everybody in the viewer's subtrees.</summary>
    public static IQueryable<Person> InScope(this IQueryable<Person> people, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var self = viewer.PersonId;
        if (viewer.SeesEverybody)
        {
            return people;
        }

        if (viewer.MorePaths.Count > 0)
        {
            string[] paths = [.. viewer.MorePaths, viewer.ScopePath!];
            return people.Where(person => person.Id == self || paths.Any(one => person.Unit.Path.StartsWith(one)));
        }

        return viewer.ScopePath is { } path
            ? people.Where(person => person.Id == self || person.Unit.Path.StartsWith(path))
            : people.Where(person => person.Id == self);
    }

    /// <summary>The units of the viewer's subtree; none for somebody who sees only themselves.</summary>
    public static IQueryable<Unit> InScope(this IQueryable<Unit> units, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (viewer.MorePaths.Count > 0)
        {
            string[] paths = [.. viewer.MorePaths, viewer.ScopePath!];
            return units.Where(unit => paths.Any(one => unit.Path.StartsWith(one)));
        }

        return viewer.ScopePath is { } path ? units.Where(unit => unit.Path.StartsWith(path)) : units.Where(unit => false);
    }

    /// <summary>The people of a unit and of every unit below it.</summary>
    /// <param name="path">See <see cref="Unit.Path"/>.</param>
    public static IQueryable<Person> InUnit(this IQueryable<Person> people, string path) => people.Where(person => person.Unit.Path.StartsWith(path));

    /// <summary>As <see cref="InUnit(IQueryable{Person}, string)"/>, in one query where only the id of the unit is known; nobody where there is no such unit.</summary>
    public static IQueryable<Person> InUnit(this IQueryable<Person> people, IQueryable<Unit> units, Guid unitId) =>
        people.Where(person => units.Any(unit => unit.Id == unitId && person.Unit.Path.StartsWith(unit.Path)));

    /// <summary>The ids of the open units that somebody manages on a day, and of every open unit below them.</summary>
    public static IQueryable<Guid> UnitsManagedBy(this LearningDbContext db, Guid managerId, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Units
            .Where(unit => unit.ClosedOn == null && db.ManagersOn(day).Any(row => row.PersonId == managerId
                && db.Units.Any(managed => managed.Id == row.UnitId && managed.ClosedOn == null && unit.Path.StartsWith(managed.Path))))
            .Select(unit => unit.Id);
    }

    /// <summary>The people of the units that somebody manages on a day, and of every unit below them.</summary>
    public static IQueryable<Person> ManagedBy(this LearningDbContext db, Guid managerId, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.People.Where(person => db.ManagersOn(day).Any(row => row.PersonId == managerId
            && db.Units.Any(unit => unit.Id == row.UnitId && unit.ClosedOn == null && person.Unit.Path.StartsWith(unit.Path))));
    }

    /// <summary>The ids of those who manage, on a day, somebody of these people other than themselves.</summary>
    public static IQueryable<Guid> ManagersOf(this LearningDbContext db, IReadOnlyCollection<Guid> people, DateOnly day) =>
        from row in db.ManagersOn(day)
        join unit in db.Units on row.UnitId equals unit.Id
        where unit.ClosedOn == null
            && db.People.Any(person => people.Contains(person.Id) && person.Id != row.PersonId && person.Unit.Path.StartsWith(unit.Path))
        select row.PersonId;
}
