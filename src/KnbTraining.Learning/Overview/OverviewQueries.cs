using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Overview;

/// <summary>The state of the installation, for its administrators.</summary>
public sealed class OverviewQueries(LearningStore store, SettingsStore settings, PublicAddressSetting address)
{
    private const int MostNames = 3;

    /// <returns>Refused for everybody but administrators.</returns>
    public async Task<Result<HouseOverview>> FindAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            return Refusal.NotAllowed;
        }

        var decided = await settings.CurrentAsync(ct);
        return await store.ReadAsync<Result<HouseOverview>>(
            async db =>
            {
                var active = db.People.Where(person => person.Active);
                var people = await active.CountAsync(ct);
                var rules = await db.AssignmentRules.Running().ToListAsync(ct);
                var missing = new List<Missing>();
                Add(missing, Lack.Assignments, rules.Count == 0);
                Add(missing, Lack.People, people == 1);
                Add(missing, Lack.SecondAdministrator, await active.CountAsync(person => person.Roles.Any(role => role.Role == Role.Administrator), ct) == 1);
                if (rules.Count > 0)
                {
                    await AddAsync(missing, Lack.PeopleWithoutCourse, WithoutCourse(db, active, rules).OrderBy(person => person.SortKey).Select(person => person.Name), ct);
                }

                if (people > 1)
                {
                    await AddAsync(missing, Lack.UnitsWithoutManager, WithoutManager(db, active).OrderBy(unit => unit.Path).Select(unit => unit.Name), ct);
                }

                Add(missing, Lack.SecurityContact, decided.SecurityContact is null);
                Add(missing, Lack.PublicAddress, address.Current is null);
                return new HouseOverview(people, rules.Count, missing);
            },
            ct);
    }

    private static IQueryable<Person> WithoutCourse(LearningDbContext db, IQueryable<Person> active, List<AssignmentRule> rules)
    {
        var meant = rules.Select(rule => db.People.Of(rule.Audience).Select(person => person.Id)).Aggregate((one, other) => one.Union(other));
        return active.Where(person => !meant.Contains(person.Id));
    }

    // A manager answers for a unit and everything below it.
    private static IQueryable<Unit> WithoutManager(LearningDbContext db, IQueryable<Person> active) =>
        db.Units.Where(unit => active.Any(person => person.UnitId == unit.Id)
            && !active.Any(manager => manager.ManagedUnit != null && unit.Path.StartsWith(manager.ManagedUnit.Path)));

    private static void Add(List<Missing> missing, Lack lack, bool lacks)
    {
        if (lacks)
        {
            missing.Add(new Missing(lack, 0, []));
        }
    }

    private static async Task AddAsync(List<Missing> missing, Lack lack, IQueryable<string> names, CancellationToken ct)
    {
        var count = await names.CountAsync(ct);
        if (count > 0)
        {
            missing.Add(new Missing(lack, count, await names.Take(MostNames).ToListAsync(ct)));
        }
    }
}
