using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Accounts;

/// <summary>Who may sign in: what administrators do to the account of another person. Each act ends the sessions of that account.</summary>
public sealed class AccessService(LearningStore store, UserManager<AppUser> users, EndedSessions sessions, RefusedActs refused, TimeProvider clock)
{
    /// <summary>An inactive person cannot sign in and gets no new cycles; everything about them stays.</summary>
    public Task<Result<Done>> SetActiveAsync(Viewer viewer, Guid id, bool active, CancellationToken ct) => EndingSessionsAsync<Done>(
        viewer,
        async (write, ends) =>
        {
            var db = write.Db;
            var person = await db.People.FirstOrDefaultAsync(found => found.Id == id, ct);
            if (person is null)
            {
                return Refusal.NotFound;
            }

            if (id == viewer.PersonId && !active)
            {
                return new Refusal.Invalid("Active", "self");
            }

            person.SetActive(active);
            if (await db.Users.FirstOrDefaultAsync(found => found.PersonId == id, ct) is { } user)
            {
                await ends(user, SessionEnd.StandingChanged);
                Account.EndSessions(user);
            }

            write.Record(viewer.Actor, active ? new PersonActivated(id) : new PersonDeactivated(id));
            return new Done();
        },
        ct);

    /// <returns>The new temporary password; all sessions of the account end.</returns>
    public Task<Result<string>> ResetPasswordAsync(Viewer viewer, Guid id, CancellationToken ct) => EndingSessionsAsync<string>(
        viewer,
        async (write, ends) =>
        {
            var user = await write.Db.Users.FirstOrDefaultAsync(found => found.PersonId == id, ct);
            if (user is null)
            {
                return Refusal.NotFound;
            }

            var password = TemporaryPassword.Create();
            var ended = await ends(user, SessionEnd.PasswordReset);
            Account.SetTemporaryPassword(users, user, password);
            write.Record(viewer.Actor, new PasswordReset(id, ended));
            return password;
        },
        ct);

    // Sessions end in the transaction. Their open pages are told after the commit.
    private async Task<Result<T>> EndingSessionsAsync<T>(
        Viewer viewer, Func<StoreWrite, Func<AppUser, SessionEnd, Task<int>>, Task<Result<T>>> change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            return refused.Refuse(viewer, RefusedAct.Access);
        }

        List<string> ended = [];
        var result = await store.WriteAsync(
            write => change(write, async (user, why) =>
            {
                var (marks, count) = await SessionService.EndAllAsync(write, user, keep: null, why, clock.GetUtcNow(), ct);
                ended.AddRange(marks);
                return count;
            }),
            ct);
        if (result.Ok)
        {
            ended.ForEach(sessions.End);
        }

        return result;
    }
}
