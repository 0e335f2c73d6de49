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
    public async Task<Result<Guid>> CompleteAsync(
        string token, string organisationName, string name, string userName, string password, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(token);
        var weak = PasswordRules.Find(password, new PasswordOwner(userName, [name, organisationName]));
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

                if (TypedText.LineFault(organisationName, TypedText.LongestName) is { } fault)
                {
                    return new Refusal.Invalid("OrganisationName", fault);
                }

                var root = Unit.Create(organisationName, null, 1);
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
                settings.AddFirst(write, organisationName, person.Id);
                var done = new SetupCompleted(
                    root.Id, write.Text(null, root.Name), person.Id, write.Text(person.Id, person.Name), write.Text(person.Id, user.UserName!));
                write.Record(Actor.Of(person.Id), done, person.KnownBy);
                return user.Id;
            },
            ct);
        if (completed.Ok)
        {
            await settings.ReloadAsync(ct);
        }

        return completed;
    }
}
