using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Accounts;

/// <summary>Ends the sessions of an account in the transaction of what ends them; open pages of every node are told after the commit.</summary>
public sealed class AccountEnd(EndedSessions sessions, TimeProvider clock) : IFactHandler<PersonDeactivated>, IFactHandler<PersonActivated>
{
    public Task HandleAsync(StoreWrite write, Actor actor, PersonDeactivated fact, CancellationToken ct) => EndAsync(write, fact.PersonId, ct);

    public Task HandleAsync(StoreWrite write, Actor actor, PersonActivated fact, CancellationToken ct) => EndAsync(write, fact.PersonId, ct);

    /// <returns>How many sessions ended.</returns>
    public async Task<int> EndAsync(StoreWrite write, AppUser user, SessionEnd why, CancellationToken ct)
    {
        var (marks, count) = await SessionService.EndAllAsync(write, user, keep: null, why, clock.GetUtcNow(), ct);
        write.AfterCommit(() =>
        {
            foreach (var mark in marks)
            {
                sessions.End(mark);
            }
        });
        return count;
    }

    private async Task EndAsync(StoreWrite write, Guid personId, CancellationToken ct)
    {
        if (await write.Db.Users.FirstOrDefaultAsync(found => found.PersonId == personId, ct) is { } user)
        {
            await EndAsync(write, user, SessionEnd.StandingChanged, ct);
            Account.EndSessions(user);
        }
    }
}
