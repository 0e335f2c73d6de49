using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Organisation;

/// <summary>Who was what on a day.</summary>
public static class StandingQueries
{
    /// <summary>What held of each person on a day: one row for everybody of whom anything is known, those who had left by then too.</summary>
    /// <param name="day">A local day of the organisation; it may lie ahead, and then tells what is planned.</param>
    /// <param name="knownAt">The number of the last fact that counts: what was believed then, rather than what is now. Null for what is known now.</param>
    public static IQueryable<Standing> StandingOn(this LearningDbContext db, DateOnly day, long? knownAt = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Standings.On(day, knownAt);
    }

    /// <summary>Those of the rows whose unit lay on that day in the subtree of another.</summary>
    /// <param name="path">The path that the upper unit has now (<see cref="Unit.Path"/>), wherever it was on that day; nobody where no unit has it.</param>
    public static IQueryable<Standing> InUnitOn(this IQueryable<Standing> rows, LearningDbContext db, DateOnly day, string path)
    {
        ArgumentNullException.ThrowIfNull(db);
        var units = db.UnitsOn(day, path);
        return rows.Where(row => units.Contains(row.UnitId));
    }

    /// <summary>The ids of the units that lay on a day in the subtree of another, that one included.</summary>
    /// <param name="path">As in <see cref="InUnitOn"/>; none where no unit has it.</param>
    public static IQueryable<Guid> UnitsOn(this LearningDbContext db, DateOnly day, string path)
    {
        ArgumentNullException.ThrowIfNull(db);
        var versions = db.UnitVersions.On(day);
        var upper = from unit in db.Units where unit.Path == path join version in versions on unit.Id equals version.UnitId select version.Path;
        return versions.Where(version => upper.Any(top => version.Path.StartsWith(top))).Select(version => version.UnitId);
    }
}
