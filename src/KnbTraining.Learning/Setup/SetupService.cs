using KnbTraining.Content.Text;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Setup;

/// <summary>Makes the first administrator of an empty installation, for whoever can read the console.</summary>
public sealed class SetupService(LearningStore store, UserManager<AppUser> users, SettingsStore settings, LocalCalendar calendar, TimeProvider clock, ILogger<SetupService> logger)
{
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(24);

    public Task<bool> IsNeededAsync(CancellationToken ct) => store.ReadAsync(async db => !await db.People.AnyAsync(ct), ct);

    /// <summary>A new token; the ones before it are worth nothing any more. Refused where somebody exists already.</summary>
    public Task<Result<string>> CreateTokenAsync(CancellationToken ct) => store.WriteAsync<string>(
        async write =>
        {
            var db = write.Db;
            if (await db.People.AnyAsync(ct))
            {
                return Refusal.Finished;
            }

            await db.SetupTokens.ExecuteDeleteAsync(ct);
            var token = SetupToken.Draw();
            var stored = SetupToken.Create(token, clock.GetUtcNow(), TokenLifetime);
            db.SetupTokens.Add(stored);
            write.Record(Actor.Application, new SetupLinkMade(stored.ExpiresAt));
            return token;
        },
        ct);

    /// <returns>The id of the administrator's account, ready to be signed in.</returns>
    public async Task<Result<Guid>> CompleteAsync(string token, SetupOrder order, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(order);
        var (name, userName, password, names) = (order.Name, order.UserName, order.Password, order.Names);
        var weak = PasswordRules.Find(password, new PasswordOwner(userName, [name, .. Languages.All.Select(language => names[language])]));
        var completed = await store.WriteAsync<Guid>(
            async write =>
            {
                var db = write.Db;
                if (await db.People.AnyAsync(ct))
                {
                    return Refusal.Finished;
                }

                var hash = SetupToken.HashOf(token);
                var stored = await db.SetupTokens.FirstOrDefaultAsync(found => found.Hash == hash, ct);
                var now = clock.GetUtcNow();
                if (stored?.IsGood(now) != true)
                {
                    logger.LogWarning("Setup refused: the token is {Fault}", stored is null ? "not the one of this start" : "used or expired");
                    return Refusal.NotAllowed;
                }

                if (FindFaults(order) is { Any: true } faults)
                {
                    return new Refusal.Invalid(faults);
                }

                var root = RootOf(order);
                db.Units.Add(root);
                await db.SaveChangesAsync(ct);
                var form = new PersonForm { Name = name, UserName = userName, UnitId = root.Id, Roles = [Role.Administrator], Language = Languages.English };
                if (await PersonFormCheck.FindAsync(db, form, users.NormalizeName, null, ct) is { Any: true } findings)
                {
                    return new Refusal.Invalid(findings);
                }

                if (weak is { } finding)
                {
                    return new Refusal.Invalid("Password", finding.ToString());
                }

                stored.Use(now);
                var person = Person.Create(name, form.Standing, calendar.DateOf(now), form.Language, now);
                person.Grant(form.Roles, null);
                var user = Account.Create(users, person.Id, userName, null, password, mustChangePassword: false);
                db.People.Add(person);
                db.Users.Add(user);
                settings.AddFirst(write, OrganisationSettings.Default with { Names = names, PersonnelLanguage = order.PersonnelLanguage }, person.Id);
                var done = new SetupCompleted(
                    root.Id, write.Text(null, root.Name), person.Id, write.Text(person.Id, person.Name), write.Text(person.Id, user.UserName!));
                write.Record(Actor.Of(person.Id), done, person.KnownBy);
                foreach (var unit in UnitLines.Make(order.Units, root, order.PersonnelLanguage))
                {
                    db.Units.Add(unit);
                    write.Record(Actor.Of(person.Id), UnitAdded.Of(write, unit), unit.KnownBy);
                }

                return user.Id;
            },
            ct);
        if (completed.Ok)
        {
            await settings.ReloadAsync(ct);
        }

        return completed;
    }

    private static FormFindings FindFaults(SetupOrder order)
    {
        var findings = new FormFindings();
        findings.Add("OrganisationName", TypedText.LineFault(order.Organisation, TypedText.LongestName));
        foreach (var language in Languages.All)
        {
            findings.Add(SettingsForm.NameIn(language), TypedText.OptionalLineFault(order.OtherNames[language], TypedText.LongestName));
        }

        findings.Add(nameof(order.Units), UnitLines.Fault(order.Units));
        findings.Add(nameof(order.PersonnelLanguage), Languages.All.Contains(order.PersonnelLanguage) ? null : "unknown");
        return findings;
    }

    // A name that is the same in all languages belongs to none of them.
    private static Unit RootOf(SetupOrder order)
    {
        var names = order.Names;
        return Languages.All.All(language => names[language] == order.Organisation.Trim())
            ? Unit.Create(order.Organisation, null, 1)
            : Unit.Create(new UnitNames(names[Languages.Kazakh], names[Languages.Russian], names[Languages.English]), null, 1, Unit.Always);
    }
}
