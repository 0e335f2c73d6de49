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
        var soon = today.AddDays((await settings.CurrentAsync(ct)).DueSoonDays);
        var units = db.UnitsManagedBy(managerId, today);
        var people = db.People.Where(person => person.Active && person.Id != managerId && units.Contains(person.UnitId));
        var counts = await TodayQueries.CountAsync(db, people, today, soon, ct);
        return new ManagedFigures(counts.GetValueOrDefault(Need.Overdue), counts.GetValueOrDefault(Need.DueSoon), counts.GetValueOrDefault(Need.EndsSoon));
    }
}
