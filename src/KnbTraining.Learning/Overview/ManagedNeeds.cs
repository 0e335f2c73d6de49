using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;

namespace KnbTraining.Learning.Overview;

/// <summary>The figures of a manager's week are those of their home, without their own courses.</summary>
internal sealed class ManagedNeeds(SettingsStore settings) : IManagedNeeds
{
    public async Task<ManagedFigures> OfAsync(LearningDbContext db, Guid managerId, DateOnly today, CancellationToken ct)
    {
        var counts = await TodayQueries.CountAsync(db, People(db, managerId, today), today, await SoonAsync(today, ct), ct);
        return new ManagedFigures(counts.GetValueOrDefault(Need.Overdue), counts.GetValueOrDefault(Need.DueSoon), counts.GetValueOrDefault(Need.EndsSoon));
    }

    public async Task<bool> AnyAsync(LearningDbContext db, Guid managerId, DateOnly today, CancellationToken ct) =>
        await TodayQueries.AnyAsync(db, People(db, managerId, today), today, await SoonAsync(today, ct), ct);

    private static IQueryable<Person> People(LearningDbContext db, Guid managerId, DateOnly today)
    {
        var units = db.UnitsManagedBy(managerId, today);
        return db.People.Where(person => person.Active && person.Id != managerId && units.Contains(person.UnitId));
    }

    private async Task<DateOnly> SoonAsync(DateOnly today, CancellationToken ct) => today.AddDays((await settings.CurrentAsync(ct)).DueSoonDays);
}
