using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>Somebody who manages a unit, or will.</summary>
public sealed record UnitManagerRow(Guid Id, Guid UnitId, Guid PersonId, string Name, bool IsDeputy, DateOnly From, DateOnly? Until);

/// <summary>What an administrator says of a manager or deputy.</summary>
public sealed record UnitManagerForm
{
    /// <summary>The user name or the personnel number of the person, exactly.</summary>
    public string Who { get; set; } = "";

    public bool IsDeputy { get; set; }

    public DateOnly? From { get; set; }

    /// <summary>The person who was chosen; null where <see cref="Who"/> says it.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>The last day, included; null where none is known.</summary>
    public DateOnly? Until { get; set; }
}

/// <summary>Who manages which unit, and who stands in for them. For administrators.</summary>
public sealed class UnitManagerService(LearningStore store, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>All who manage a unit today or are to; nobody for whoever is no administrator.</summary>
    public Task<List<UnitManagerRow>> ListAsync(Viewer viewer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var today = calendar.Today;
        return viewer.Is(Role.Administrator)
            ? store.ReadAsync(
                db => (from row in db.UnitManagers
                       where row.SeqOut == null && (row.Until == null || row.Until >= today)
                       join person in db.People on row.PersonId equals person.Id
                       orderby row.IsDeputy, row.From, row.Id
                       select new UnitManagerRow(row.Id, row.UnitId, row.PersonId, person.Name, row.IsDeputy, row.From, row.Until)).ToListAsync(ct),
                ct)
            : Task.FromResult(new List<UnitManagerRow>());
    }

    /// <returns>Refused with <see cref="Refusal.Invalid"/> where the form is not right.</returns>
    public Task<Result<Done>> NameAsync(Viewer viewer, Guid unitId, UnitManagerForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return AdministerAsync(
            viewer,
            async write =>
            {
                var db = write.Db;
                if (!await db.Units.AnyAsync(unit => unit.Id == unitId && unit.ClosedOn == null, ct))
                {
                    return Refusal.NotFound;
                }

                var findings = new FormFindings();
                findings.Add(nameof(form.Who), form.PersonId is null ? TypedText.LineFault(form.Who, TypedText.LongestName) : null);
                findings.Add(nameof(form.From), form.From is null ? TypedText.Required : form.From < calendar.Today ? "lies-behind" : TooFar(form.From));
                findings.Add(nameof(form.Until), form.Until < form.From ? "ends-before-it-begins" : TooFar(form.Until));
                var found = findings.Any ? [] : await FindAsync(db, form, ct);
                findings.Add(nameof(form.Who), findings.Any || found.Count == 1 ? null : "nobody-of-that-name");
                if (!findings.Any && await db.UnitManagers.AnyAsync(
                    row => row.SeqOut == null && row.UnitId == unitId && row.PersonId == found[0] && (form.Until == null || row.From <= form.Until) && (row.Until == null || row.Until >= form.From), ct))
                {
                    findings.Add(nameof(form.Who), "manages-already");
                }

                if (findings.Any)
                {
                    return new Refusal.Invalid(findings);
                }

                UnitManagerRows.Begin(write, viewer.Actor, UnitManager.Create(unitId, found[0], form.IsDeputy, form.From!.Value, form.Until));
                return new Done();
            },
            ct);
    }

    /// <summary>From today on the person does not manage the unit; what was only planned is withdrawn.</summary>
    public Task<Result<Done>> EndAsync(Viewer viewer, Guid rowId, CancellationToken ct) => AdministerAsync(
        viewer,
        async write =>
        {
            var today = calendar.Today;
            var row = await write.Db.UnitManagers.FirstOrDefaultAsync(found => found.Id == rowId && found.SeqOut == null && (found.Until == null || found.Until >= today), ct);
            if (row is null)
            {
                return Refusal.NotFound;
            }

            await EndAsync(write, viewer.Actor, row, today, ct);
            return new Done();
        },
        ct);

    /// <summary>Ends a row, and with it what the form of the person says.</summary>
    internal static async Task EndAsync(StoreWrite write, Actor actor, UnitManager row, DateOnly day, CancellationToken ct)
    {
        var person = await write.Db.People.Include(found => found.Roles).FirstAsync(found => found.Id == row.PersonId, ct);
        if (!row.IsDeputy && person.ManagedUnitId == row.UnitId)
        {
            var before = GrantedRights.Of(person);
            person.Grant([.. person.Roles.Select(held => held.Role).Where(role => role != Role.Manager)], null);
            write.Record(actor, new RightsChanged(person.Id, before, GrantedRights.Of(person)));
        }

        UnitManagerRows.End(write, actor, row, day);
    }

    private string? TooFar(DateOnly? day) => day > calendar.Today.AddDays(StandingForm.MostDaysAhead) ? "too-far-ahead" : null;

    private static Task<List<Guid>> FindAsync(LearningDbContext db, UnitManagerForm form, CancellationToken ct)
    {
        var (who, account) = (form.Who.Trim(), form.Who.Trim().ToUpperInvariant());
        return form.PersonId is { } chosen
            ? db.People.Where(person => person.Active && person.Id == chosen).Select(person => person.Id).ToListAsync(ct)
            : db.People.Where(person => person.Active && (person.PersonnelNumber == who || db.Users.Any(user => user.PersonId == person.Id && user.NormalizedUserName == account)))
                .Select(person => person.Id)
                .Order()
                .Take(2)
                .ToListAsync(ct);
    }

    private Task<Result<Done>> AdministerAsync(Viewer viewer, Func<StoreWrite, Task<Result<Done>>> act, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Administrator)
            ? store.WriteAsync(
                async write =>
                {
                    await write.Db.LockNumbersAsync(NumberSeries.Units, ct);
                    return await act(write);
                },
                ct)
            : Task.FromResult<Result<Done>>(refused.Refuse(viewer, RefusedAct.People));
    }
}
