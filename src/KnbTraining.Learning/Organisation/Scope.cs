#pragma warning disable CA1310 // All of this becomes SQL, which knows no culture.
namespace KnbTraining.Learning.Organisation;

/// <summary>Limits queries to the people whom a viewer may see. Every query about people uses it, so that the limit is part of the SQL.</summary>
public static class Scope
{
    /// <summary>The viewer and everybody in the viewer's subtrees.</summary>
    public static IQueryable<Person> InScope(this IQueryable<Person> people, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var self = viewer.PersonId;
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
}
