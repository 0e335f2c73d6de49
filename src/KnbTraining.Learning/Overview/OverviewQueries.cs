using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Overview;

/// <summary>The state of the installation, for its administrators.</summary>
public sealed class OverviewQueries(LearningStore store, SettingsStore settings, PublicAddressSetting address, TimeProvider clock)
{
    /// <summary>A backup that is as many days old, or older, does not count as done.</summary>
    public const int BackupDays = 7;

    private const int MostNames = 3;

    private static readonly string[] Backups =
        [.. FactType.All.Where(fact => fact.Type.IsAssignableTo(typeof(IBackupFact))).Select(fact => fact.Kind).Distinct(StringComparer.Ordinal)];

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
                var administrators = await active.CountAsync(person => person.Roles.Any(role => role.Role == Role.Administrator), ct);
                var units = await db.Units.CountAsync(unit => unit.ClosedOn == null, ct);
                var backup = await db.LedgerRows
                    .Where(row => Backups.Contains(row.Kind))
                    .OrderByDescending(row => row.Number)
                    .Select(row => (DateTimeOffset?)row.At)
                    .FirstOrDefaultAsync(ct);
                var lists = await db.CycleLists
                    .Where(list => list.EndedAt == null)
                    .GroupBy(_ => 1)
                    .Select(rows => new RunningLists(rows.Count(), rows.Sum(list => list.Done + list.LeftOut), rows.Sum(list => list.Total)))
                    .SingleOrDefaultAsync(ct);
                SetupStep[] steps =
                [
                    new(SetupTask.Units, units > 1 || people > 1),
                    new(SetupTask.People, people > 1),
                    new(SetupTask.Assignments, rules.Count > 0),
                    new(SetupTask.Mail, decided.WithoutMail || await db.MailServers.AnyAsync(server => server.Host != "", ct)),
                    new(SetupTask.PublicAddress, address.Current is not null),
                    new(SetupTask.Backup, backup is { } made && clock.GetUtcNow() - made < TimeSpan.FromDays(BackupDays)),
                    new(SetupTask.SecondAdministrator, administrators > 1),
                    new(SetupTask.SecurityContact, decided.SecurityContact is not null),
                ];
                var missing = new List<Missing>();
                if (rules.Count > 0)
                {
                    var without = WithoutCourse(db, active, rules).OrderBy(person => person.SortKey).Select(person => person.Name);
                    await AddAsync(missing, Lack.PeopleWithoutCourse, without, ct);
                }

                if (people > 1)
                {
                    await AddAsync(missing, Lack.UnitsWithoutManager, WithoutManager(db, active).OrderBy(unit => unit.Path).Select(unit => unit.NameIn(viewer.Language)), ct);
                }

                return new HouseOverview(people, rules.Count, steps, backup, missing, lists ?? new RunningLists(0, 0, 0));
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

    private static async Task AddAsync(List<Missing> missing, Lack lack, IQueryable<string> names, CancellationToken ct)
    {
        var count = await names.CountAsync(ct);
        if (count > 0)
        {
            missing.Add(new Missing(lack, count, await names.Take(MostNames).ToListAsync(ct)));
        }
    }
}
