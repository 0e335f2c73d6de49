using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>Keeps people and units. Everything but one's own language needs an administrator.</summary>
public sealed class PeopleService(LearningStore store, UserManager<AppUser> users, RefusedActs refused, LocalCalendar calendar, IPeopleSettings settings)
{
    /// <returns>Refused with <see cref="Refusal.Invalid"/> where the form is not right.</returns>
    public Task<Result<NewPerson>> AddAsync(Viewer viewer, PersonForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return AdministerAsync<NewPerson>(
            viewer,
            async write =>
            {
                var db = write.Db;
                form = await CalledAsync(db, form, null, ct);
                if (await PersonFormCheck.FindAsync(db, form, users.NormalizeName, null, ct) is { Any: true } findings)
                {
                    return new Refusal.Invalid(findings);
                }

                var person = Person.Create(form.Name, form.Standing, calendar.Today, form.Language, calendar.Now);
                form.Apply(person);
                var password = TemporaryPassword.Create();
                var user = Account.Create(users, person.Id, form.UserName, form.Email, password, mustChangePassword: true);
                user.RequirePasswordChange(calendar.Now + TemporaryPassword.Validity);
                db.People.Add(person);
                db.Users.Add(user);
                PersonHistory.RecordAdded(write, viewer.Actor, person, user);
                return new NewPerson(person.Id, password) { Version = person.Version };
            },
            ct);
    }

    /// <param name="readVersion">The version that the form was filled from.</param>
    /// <returns>The version written. <see cref="Refusal.Conflict"/> where somebody else has changed the person since it was read; nothing is stored then.</returns>
    public Task<Result<int>> UpdateAsync(Viewer viewer, Guid id, PersonForm form, int readVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return AdministerAsync<int>(
            viewer,
            async write =>
            {
                var db = write.Db;
                var person = await db.People.Include(found => found.Roles).FirstOrDefaultAsync(found => found.Id == id, ct);
                var user = await db.Users.FirstOrDefaultAsync(found => found.PersonId == id, ct);
                if (person is null || user is null)
                {
                    return Refusal.NotFound;
                }

                if (person.Version != readVersion)
                {
                    return Refusal.Conflict;
                }

                form = await CalledAsync(db, form, person, ct);
                if (await PersonFormCheck.FindAsync(db, form, users.NormalizeName, id, ct) is { Any: true } findings)
                {
                    return new Refusal.Invalid(findings);
                }

                if (id == viewer.PersonId && !form.Roles.Contains(Role.Administrator))
                {
                    return new Refusal.Invalid(nameof(form.Roles), "own-administrator-role");
                }

                var before = PersonHistory.Of(person, user);
                form.Apply(person);
                Account.Rename(users, user, form.UserName, form.Email);
                var standing = StandingParts.Between(person.StandingToday, form.Standing with { Employment = person.Employment });
                if (standing != StandingParts.None)
                {
                    var change = StandingChange.Create(id, calendar.Today, null, standing, StandingSource.Form);
                    await StandingWriter.ChangeAsync(write, viewer.Actor, person, change, null, calendar.Today, ct);
                }

                PersonHistory.Of(person, user).RecordSince(before, write, viewer.Actor);
                await UnitManagerRows.FollowFormAsync(write, viewer.Actor, person, before.Rights.ManagedUnitId, calendar.Today, ct);
                return person.Version;
            },
            ct);
    }

    /// <summary>The viewer's own language.</summary>
    public Task<Result<Done>> SetLanguageAsync(Viewer viewer, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.WriteAsync<Done>(
            async write =>
            {
                var db = write.Db;
                var person = await db.People.FirstOrDefaultAsync(found => found.Id == viewer.PersonId, ct);
                if (person is null)
                {
                    return Refusal.NotFound;
                }

                var before = person.Language;
                person.Speak(language);
                if (person.Language != before)
                {
                    var change = new PersonChange(PersonField.Language, write.Text(person.Id, before), write.Text(person.Id, person.Language));
                    write.Record(viewer.Actor, new PersonChanged(person.Id, [change]));
                }

                return new Done();
            },
            ct);
    }

    // Where names are not kept, none is taken; whoever still has one keeps it until it is erased with its texts.
    private async Task<PersonForm> CalledAsync(LearningDbContext db, PersonForm form, Person? person, CancellationToken ct) =>
        !(await settings.ReadAsync(db, ct)).NumbersOnly ? form
        : form with { Name = person is null or { IsCalledByNumber: true } ? form.PersonnelNumber ?? "" : person.Name, MustHaveNumber = true };

    private Task<Result<T>> AdministerAsync<T>(Viewer viewer, Func<StoreWrite, Task<Result<T>>> write, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Administrator) ? store.WriteAsync(write, ct) : Task.FromResult<Result<T>>(refused.Refuse(viewer, RefusedAct.People));
    }
}
