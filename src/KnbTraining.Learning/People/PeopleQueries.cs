using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.People;

public sealed class PeopleQueries(LearningStore store)
{
    /// <summary>The people in the viewer's scope, by name.</summary>
    /// <param name="search">Part of a name or a user name, in any case; null or empty for everybody.</param>
    /// <param name="unitId">A unit whose whole subtree is meant; null for all.</param>
    public Task<IReadOnlyList<PersonRow>> ListAsync(Viewer viewer, string? search, Guid? unitId, bool includeInactive, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.ReadAsync<IReadOnlyList<PersonRow>>(
            async db =>
            {
                var people = db.People.InScope(viewer);
                if (!includeInactive)
                {
                    people = people.Where(person => person.Active);
                }

                if (unitId is { } id)
                {
                    people = people.Where(person => db.Units.Any(unit => unit.Id == id && person.Unit.Path.StartsWith(unit.Path)));
                }

                if (!string.IsNullOrWhiteSpace(search))
                {
                    var part = Person.Fold(search);
                    var account = part.ToUpperInvariant();
                    people = people.Where(person => person.SearchName.Contains(part)
                        || db.Users.Any(user => user.PersonId == person.Id && user.NormalizedUserName!.Contains(account)));
                }

                return await people
                    .OrderBy(person => person.SearchName)
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

    /// <summary>The units of the viewer's scope, each after its parent.</summary>
    public async Task<IReadOnlyList<UnitRow>> UnitsAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var units = await store.ReadAsync(db => db.Units.InScope(viewer).OrderBy(unit => unit.Path).ToListAsync(ct), ct);
        return units.ConvertAll(unit => new UnitRow(unit.Id, unit.ParentId, unit.Name, unit.Path, unit.Depth));
    }

    /// <summary>The viewer's own time for exams, as it is now.</summary>
    public Task<ExamTime> ExamTimeAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.ReadAsync(
            db => db.People.Where(person => person.Id == viewer.PersonId).Select(person => new ExamTime(person.ExtraTimePercent, person.Untimed)).FirstOrDefaultAsync(ct),
            ct);
    }

    /// <summary>Who a signed-in account is; null where there is no such account or its person is inactive.</summary>
    public async Task<Viewer?> FindViewerAsync(Guid userId, CancellationToken ct)
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
                   }).FirstOrDefaultAsync(ct),
            ct);
        return found is null
            ? null
            : new Viewer(found.Id, found.Name, found.Roles.ToHashSet(), found.Language, ScopeOf(found.Roles, found.ManagedPath));
    }

    private static string? ScopeOf(List<Role> roles, string? managedPath) =>
        roles.Contains(Role.Administrator) || roles.Contains(Role.Auditor) ? "/"
        : roles.Contains(Role.Manager) ? managedPath
        : null;
}
