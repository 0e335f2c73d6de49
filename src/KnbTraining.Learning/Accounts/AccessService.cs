using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Accounts;

/// <summary>Who may sign in: what administrators do to the account of another person. Each act ends the sessions of that account.</summary>
public sealed class AccessService(LearningStore store, UserManager<AppUser> users, AccountEnd end, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>
    /// Somebody has left, from today on, or is back. Who has left cannot sign in and gets no new cycles; everything about them stays.
    /// Their sessions end because the standing of today changes, see <see cref="AccountEnd"/>.
    /// </summary>
    public Task<Result<Done>> SetActiveAsync(Viewer viewer, Guid id, bool active, CancellationToken ct) => AdministerAsync<Done>(
        viewer,
        async write =>
        {
            var person = await write.Db.People.FirstOrDefaultAsync(found => found.Id == id, ct);
            if (person is null)
            {
                return Refusal.NotFound;
            }

            if (id == viewer.PersonId && !active)
            {
                return new Refusal.Invalid("Active", "self");
            }

            if (person.Active != active)
            {
                if (active && !await write.Db.StandingOn(calendar.Today).AnyAsync(row => row.PersonId == id, ct))
                {
                    return new Refusal.Invalid("Active", "begins-later");
                }

                var parts = new StandingParts(Employment: active ? Employment.Active : Employment.Left);
                var change = StandingChange.Create(id, calendar.Today, null, parts, StandingSource.Form);
                await StandingWriter.ChangeAsync(write, viewer.Actor, person, change, null, calendar.Today, ct);
            }

            return new Done();
        },
        ct);

    /// <returns>The new temporary password; all sessions of the account end.</returns>
    public Task<Result<string>> ResetPasswordAsync(Viewer viewer, Guid id, CancellationToken ct) => AdministerAsync<string>(
        viewer,
        async write =>
        {
            var user = await write.Db.Users.FirstOrDefaultAsync(found => found.PersonId == id, ct);
            if (user is null)
            {
                return Refusal.NotFound;
            }

            var password = TemporaryPassword.Create();
            var ended = await end.EndAsync(write, user, SessionEnd.PasswordReset, ct);
            Account.SetTemporaryPassword(user, users.PasswordHasher.HashPassword(user, password), calendar.Now);
            write.Record(viewer.Actor, new PasswordReset(id, ended));
            return password;
        },
        ct);

    private Task<Result<T>> AdministerAsync<T>(Viewer viewer, Func<StoreWrite, Task<Result<T>>> write, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Administrator) ? store.WriteAsync(write, ct) : Task.FromResult<Result<T>>(refused.Refuse(viewer, RefusedAct.Access));
    }
}
