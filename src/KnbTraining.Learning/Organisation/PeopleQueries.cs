using KnbTraining.Learning.Names;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

public sealed class PeopleQueries(LearningStore store)
{
    /// <summary>The most people that <see cref="ListAsync"/> returns: more than anybody reads. A search finds the others.</summary>
    public const int MostListed = 200;

    /// <summary>The first people in the viewer's scope, by name, and how many there are in all.</summary>
    /// <param name="search">Words that must each stand in the name or the user name, see <see cref="NameFold"/>; null or empty for everybody.</param>
    /// <param name="unitId">A unit whose whole subtree is meant; null for all.</param>
    public Task<PeopleList> ListAsync(Viewer viewer, string? search, Guid? unitId, bool includeInactive, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.ReadAsync(
            async db =>
            {
                var people = db.People.InScope(viewer);
                if (!includeInactive)
                {
                    people = people.Where(person => person.Active);
                }

                if (unitId is { } id)
                {
                    people = people.InUnit(db.Units, id);
                }

                foreach (var part in NameFold.Words(search))
                {
                    var account = part.ToUpperInvariant();
                    people = people.Where(person => person.SearchName.Contains(part)
                        || db.Users.Any(user => user.PersonId == person.Id && user.NormalizedUserName!.Contains(account)));
                }

                var total = await people.CountAsync(ct);
                var first = await people
                    .OrderBy(person => person.SortKey)
                    .ThenBy(person => person.Id)
                    .Take(MostListed)
                    .Select(person => new PersonRow(
                        person.Id,
                        person.Name,
                        db.Users.Where(user => user.PersonId == person.Id).Select(user => user.UserName!).FirstOrDefault() ?? "",
                        person.UnitId,
                        person.Unit.Name,
                        person.HolderStatus,
                        person.Capacity,
                        person.Roles.OrderBy(role => role.Role).Select(role => role.Role).ToList(),
                        person.Active))
                    .ToListAsync(ct);
                return new PeopleList(total, first);
            },
            ct);
    }

    public async Task<Result<PersonDetails>> FindAsync(Viewer viewer, Guid id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var found = await store.ReadAsync(
            db => (from person in db.People.InScope(viewer)
                   where person.Id == id
                   join account in db.Users on person.Id equals account.PersonId into accounts
                   from user in accounts.DefaultIfEmpty()
                   select new PersonDetails(
                       person.Id,
                       person.Name,
                       user.UserName ?? "",
                       user.Email,
                       person.UnitId,
                       person.Unit.Name,
                       person.HolderStatus,
                       person.Capacity,
                       person.Language,
                       person.Roles.OrderBy(role => role.Role).Select(role => role.Role).ToList(),
                       person.ManagedUnitId,
                       person.ManagedUnit!.Name,
                       person.Active)
                   {
                       ExamTime = new ExamTime(person.ExtraTimePercent, person.Untimed),
                       Version = person.Version,
                   }).FirstOrDefaultAsync(ct),
            ct);
        return found is null ? Refusal.NotFound : found;
    }

    /// <summary>The units of the viewer's scope, each after its parent, siblings by name.</summary>
    public async Task<IReadOnlyList<UnitRow>> UnitsAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var units = await store.ReadAsync(db => db.Units.InScope(viewer).ToListAsync(ct), ct);
        return NameOrder.Tree(units, unit => unit.Path, unit => unit.Name).ToList().ConvertAll(unit => new UnitRow(unit.Id, unit.ParentId, unit.Name, unit.Path, unit.Depth));
    }

    /// <summary>The viewer's own time for exams, as it is now.</summary>
    public Task<ExamTime> ExamTimeAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.ReadAsync(
            db => db.People.Where(person => person.Id == viewer.PersonId).Select(person => new ExamTime(person.ExtraTimePercent, person.Untimed)).FirstOrDefaultAsync(ct),
            ct);
    }

    /// <summary>Who a signed-in account is, from the database; null where there is no such account or its person is inactive.</summary>
    public async Task<Viewer?> FindViewerAsync(Guid userId, CancellationToken ct) => (await FindRightsAsync(userId, ct))?.Viewer;

    internal Task<long> RightsVersionAsync(CancellationToken ct) => store.ReadAsync(db => db.RightsVersions.Select(row => row.Version).SingleAsync(ct), ct);

    internal async Task<AccountRights?> FindRightsAsync(Guid userId, CancellationToken ct)
    {
        var found = await store.ReadAsync(
            db => (from user in db.Users
                   where user.Id == userId
                   join person in db.People on user.PersonId equals person.Id
                   where person.Active
                   select new
                   {
                       person.Id,
                       person.Name,
                       person.Language,
                       Roles = person.Roles.Select(role => role.Role).ToList(),
                       ManagedPath = person.ManagedUnit!.Path,
                       user.MustChangePassword,
                   }).FirstOrDefaultAsync(ct),
            ct);
        return found is null
            ? null
            : new AccountRights(
                new Viewer(found.Id, found.Name, found.Roles.ToHashSet(), found.Language, ScopeOf(found.Roles, found.ManagedPath)), found.MustChangePassword);
    }

    private static string? ScopeOf(List<Role> roles, string? managedPath) =>
        roles.Contains(Role.Administrator) || roles.Contains(Role.Auditor) ? "/"
        : roles.Contains(Role.Manager) ? managedPath
        : null;
}
