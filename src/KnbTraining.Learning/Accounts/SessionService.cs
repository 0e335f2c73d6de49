using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Accounts;

/// <summary>One open session, as its owner sees it.</summary>
public sealed record SessionView(Guid Id, string Device, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, DateTimeOffset EndsAt);

/// <summary>Starts and ends sessions. Open pages are told of an end after it is stored, on every node.</summary>
public sealed class SessionService(LearningStore store, EndedSessions ended, TimeProvider clock)
{
    /// <summary>Ends a session, because its owner signed out or signed in again in the same browser.</summary>
    public Task<Result<Done>> EndAsync(Guid sessionId, SessionEnd why, CancellationToken ct) => EndAsync(
        db => db.AccountSessions.Where(session => session.Id == sessionId && session.EndedAt == null),
        why,
        async (write, ending) =>
        {
            var accountId = ending[0].AccountId;
            var person = await write.Db.Users.Where(user => user.Id == accountId).Select(user => user.PersonId).FirstAsync(ct);
            write.Record(Actor.Of(person), new SignedOut(person, sessionId, why));
        },
        ct);

    /// <summary>The open sessions of an account, the one last seen first.</summary>
    public Task<IReadOnlyList<SessionView>> ListAsync(Guid accountId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return store.ReadAsync<IReadOnlyList<SessionView>>(
            async db => await db.AccountSessions
                .Where(session => session.AccountId == accountId && session.EndedAt == null && session.EndsAt > now)
                .OrderByDescending(session => session.LastSeenAt)
                .Select(session => new SessionView(session.Id, session.Device, session.StartedAt, session.LastSeenAt, session.EndsAt))
                .ToListAsync(ct),
            ct);
    }

    /// <summary>Ends one session of the viewer's own account. Refused with <see cref="Refusal.NotFound"/> where there is none of that id.</summary>
    public Task<Result<Done>> EndOwnAsync(Viewer viewer, Guid accountId, Guid sessionId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return EndAsync(
            db => db.AccountSessions.Where(session => session.Id == sessionId && session.AccountId == accountId && session.EndedAt == null),
            SessionEnd.EndedByOwner,
            (write, _) => Record(write, viewer, new SessionEnded(viewer.PersonId, sessionId)),
            ct);
    }

    /// <summary>Ends every session of the viewer's own account but the one they use.</summary>
    public Task<Result<Done>> EndOthersAsync(Viewer viewer, Guid accountId, Guid keep, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return EndAsync(
            db => db.AccountSessions.Where(session => session.Id != keep && session.AccountId == accountId && session.EndedAt == null),
            SessionEnd.EndedByOwner,
            (write, ending) => Record(write, viewer, new OtherSessionsEnded(viewer.PersonId, ending.Count)),
            ct);
    }

    /// <summary>
    /// Ends the sessions of an account in the transaction of what ends them. Other nodes hear of it with the commit; the caller tells the
    /// pages of this one after it.
    /// </summary>
    /// <returns>The marks to give to <see cref="EndedSessions.End"/>, the stamp of the account among them, and how many sessions ended.</returns>
    internal static async Task<(IReadOnlyList<string> Marks, int Count)> EndAllAsync(
        StoreWrite write, AppUser user, Guid? keep, SessionEnd why, DateTimeOffset now, CancellationToken ct)
    {
        var open = await write.Db.AccountSessions
            .Where(session => session.AccountId == user.Id && session.EndedAt == null && session.Id != keep)
            .ToListAsync(ct);
        open.ForEach(session => session.End(now, why));
        string[] marks = [.. open.Select(session => SessionBook.MarkOf(session.Id)), .. user.SecurityStamp is { } stamp ? [stamp] : Array.Empty<string>()];
        Array.ForEach(marks, mark => write.TellOthers(NewsTopic.Sessions, mark));
        return (marks, open.Count);
    }

    private static Task Record(StoreWrite write, Viewer viewer, Fact fact)
    {
        write.Record(viewer.Actor, fact);
        return Task.CompletedTask;
    }

    private async Task<Result<Done>> EndAsync(
        Func<LearningDbContext, IQueryable<AccountSession>> which, SessionEnd why, Func<StoreWrite, List<AccountSession>, Task> record, CancellationToken ct)
    {
        List<AccountSession> ending = [];
        var result = await store.WriteAsync<Done>(
            async write =>
            {
                ending = await which(write.Db).ToListAsync(ct);
                if (ending.Count == 0)
                {
                    return Refusal.NotFound;
                }

                foreach (var session in ending)
                {
                    session.End(clock.GetUtcNow(), why);
                    write.TellOthers(NewsTopic.Sessions, SessionBook.MarkOf(session.Id));
                }

                await record(write, ending);
                return new Done();
            },
            ct);
        if (result.Ok)
        {
            foreach (var session in ending)
            {
                ended.End(SessionBook.MarkOf(session.Id));
            }
        }

        return result;
    }
}
