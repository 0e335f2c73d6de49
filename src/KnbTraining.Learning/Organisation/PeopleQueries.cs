using KnbTraining.Learning.Names;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

public sealed class PeopleQueries(LearningStore store, LocalCalendar calendar, IinSeals seals, IPeopleSettings settings)
{
    /// <summary>The most people that are listed at once: more than anybody reads. A search or the next page finds the others.</summary>
    public const int MostListed = 200;

    /// <summary>How many people stand on one page of <see cref="PageAsync"/>.</summary>
    public const int OnePage = 50;

    /// <summary>The first people in the viewer's scope, by name, and how many there are in all.</summary>
    public Task<PeopleList> ListAsync(Viewer viewer, string? search, Guid? unitId, bool includeInactive, CancellationToken ct) =>
        ListAsync(viewer, new PeopleFilter { Search = search, UnitId = unitId, IncludesLeft = includeInactive }, 0, MostListed, ct);

    /// <summary>One page of the people in the viewer's scope who meet the filter, by name, and how many there are in all.</summary>
    /// <param name="page">From 1; a page behind the last one is empty.</param>
    public Task<PeopleList> PageAsync(Viewer viewer, PeopleFilter filter, int page, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        return ListAsync(viewer, filter, (page - 1) * OnePage, OnePage, ct);
    }

    private async Task<PeopleList> ListAsync(Viewer viewer, PeopleFilter filter, int skipped, int listed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        var today = calendar.Today;

        // Whoever may see an IIN may look for it whole; what is stored of it is found by its hash.
        var iin = viewer.Is(Role.Administrator) ? Iin.Read(filter.Search) : null;
        var seal = iin is null ? null : (await seals.FindAsync(ct)).Seal;
        return await store.ReadAsync(
            async db =>
            {
                var people = Matching(db, db.People.InScope(viewer), filter, today);
                if (seal?.Hash(iin!) is { } hash && (await settings.ReadAsync(db, ct)).KeepsIin)
                {
                    people = Matching(db, db.People.InScope(viewer), filter with { Search = null }, today)
                        .Where(person => db.PersonIins.Any(row => row.PersonId == person.Id && row.Hash == hash) || person.SearchName.Contains(iin!));
                }

                var total = await people.CountAsync(ct);
                var some = await Ordered(people, filter.Order)
                    .ThenBy(person => person.SortKey)
                    .ThenBy(person => person.Id)
                    .Skip(skipped)
                    .Take(listed)
                    .Select(person => new PersonRow(
                        person.Id,
                        person.Name,
                        db.Users.Where(user => user.PersonId == person.Id).Select(user => user.UserName!).FirstOrDefault() ?? "",
                        person.UnitId,
                        person.Unit.NameIn(viewer.Language),
                        person.HolderStatus,
                        person.Capacity,
                        person.Roles.OrderBy(role => role.Role).Select(role => role.Role).ToList(),
                        person.Active)
                    {
                        PersonnelNumber = person.PersonnelNumber,
                        Employment = person.Employment,
                        BeginsOn = person.Active ? null : db.Standings
                            .Where(row => row.PersonId == person.Id && row.SeqOut == null)
                            .OrderBy(row => row.From)
                            .Select(row => row.From > today ? (DateOnly?)row.From : null)
                            .FirstOrDefault(),
                    })
                    .ToListAsync(ct);
                return new PeopleList(total, some);
            },
            ct);
    }

    private static IOrderedQueryable<Person> Ordered(IQueryable<Person> people, PeopleOrder order) => order switch
    {
        PeopleOrder.Number => people.OrderBy(person => person.PersonnelNumber == null ? 1 : 0).ThenBy(person => person.PersonnelNumber),
        PeopleOrder.Unit => people.OrderBy(person => person.Unit.Path),
        PeopleOrder.Newest => people.OrderByDescending(person => person.CreatedAt),
        _ => people.OrderBy(person => person.SortKey),
    };

    /// <param name="today">Where it is given, whoever begins after it is among those who are here; null for people who can be asked for something now.</param>
    internal static IQueryable<Person> Matching(LearningDbContext db, IQueryable<Person> people, PeopleFilter filter, DateOnly? today = null)
    {
        people = filter.Employment is { } employment ? people.Where(person => person.Employment == employment)
            : filter.IncludesLeft ? people
            : today is { } day ? people.Where(person => person.Active || db.Standings.Any(
                row => row.PersonId == person.Id && row.SeqOut == null && row.From > day && row.Employment != Employment.Left))
            : people.Where(person => person.Active);
        people = filter.HolderStatus is { } holder ? people.Where(person => person.HolderStatus == holder) : people;
        people = filter.Capacity is { } capacity ? people.Where(person => person.Capacity == capacity) : people;
        people = filter.Role is { } role ? people.Where(person => person.Roles.Any(held => held.Role == role)) : people;
        people = filter.UnitId is { } unit ? people.InUnit(db.Units, unit) : people;
        people = filter.Account is { } state ? people.Where(person => db.Users.In(state).Any(user => user.PersonId == person.Id)) : people;
        foreach (var part in NameFold.Words(filter.Search))
        {
            var account = part.ToUpperInvariant();
            people = people.Where(person => person.SearchName.Contains(part)
                || db.Users.Any(user => user.PersonId == person.Id && user.NormalizedUserName!.Contains(account)));
        }

        return people;
    }

    public async Task<Result<PersonDetails>> FindAsync(Viewer viewer, Guid id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var today = calendar.Today;
        var found = await store.ReadAsync(
            db => (from person in db.People.InScope(viewer).Include(person => person.Roles).Include(person => person.Unit).Include(person => person.ManagedUnit)
                   where person.Id == id
                   join account in db.Users on person.Id equals account.PersonId into accounts
                   from user in accounts.DefaultIfEmpty()
                   select new
                   {
                       Person = person,
                       User = user,
                       BeginsOn = person.Active ? null : db.Standings
                           .Where(row => row.PersonId == person.Id && row.SeqOut == null)
                           .OrderBy(row => row.From)
                           .Select(row => row.From > today ? (DateOnly?)row.From : null)
                           .FirstOrDefault(),
                   }).FirstOrDefaultAsync(ct),
            ct);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        var one = found.Person;
        return new PersonDetails(
            one.Id, PersonForm.Of(one, found.User), one.Unit.NameIn(viewer.Language), one.ManagedUnit?.NameIn(viewer.Language), one.Active, one.Employment)
        {
            BeginsOn = found.BeginsOn,
            Version = one.Version,
        };
    }

    /// <summary>The open units of the viewer's scope, each after its parent, siblings by name.</summary>
    public async Task<IReadOnlyList<UnitRow>> UnitsAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var units = await store.ReadAsync(db => db.Units.InScope(viewer).Where(unit => unit.ClosedOn == null).ToListAsync(ct), ct);
        return
        [
            .. NameOrder.Tree(units, unit => unit.Path, unit => unit.NameIn(viewer.Language))
                .Select(unit => new UnitRow(unit.Id, unit.ParentId, unit.NameIn(viewer.Language), unit.Path, unit.Depth) 
                {
                    Names = unit.Names,
                    Version = unit.Version,
                    MergesInto = unit.MergesInto,
                }),
        ];
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
        var today = calendar.Today;
        var found = await store.ReadAsync(
            db =>
            {
                var managers = db.UnitManagers.On(today);
                return (from user in db.Users
                        where user.Id == userId
                        join person in db.People on user.PersonId equals person.Id
                        where person.Active
                        select new
                        {
                            person.Id,
                            person.Name,
                            person.Language,
                            Roles = person.Roles.Select(role => role.Role).ToList(),
                            Managed = managers
                                .Where(row => row.PersonId == person.Id)
                                .Join(db.Units.Where(unit => unit.ClosedOn == null), row => row.UnitId, unit => unit.Id, (row, unit) => unit.Path)
                                .ToList(),
                            user.MustChangePassword,
                        }).AsSingleQuery().SingleOrDefaultAsync(ct);
            },
            ct);
        if (found is null)
        {
            return null;
        }

        // Who manages today is a manager today, whatever stood in the form.
        var roles = found.Roles.Where(role => role != Role.Manager).Concat(found.Managed.Count > 0 ? [Role.Manager] : Array.Empty<Role>()).ToHashSet();
        string[] paths = roles.Contains(Role.Administrator) || roles.Contains(Role.Auditor) ? ["/"] : Uppermost(found.Managed);
        var viewer = new Viewer(found.Id, found.Name, roles, found.Language, paths is [var first, ..] ? first : null) { MorePaths = [.. paths.Skip(1)] };
        return new AccountRights(viewer, found.MustChangePassword, today);
    }

    // A unit below another one that is managed too adds nothing.
    private static string[] Uppermost(List<string> paths) =>
        [.. paths.Distinct(StringComparer.Ordinal).Where(path => !paths.Exists(other => other != path && path.StartsWith(other, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
}
