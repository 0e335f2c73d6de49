using System.Net;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Accounts;

/// <summary>A person chooses a new password.</summary>
/// <param name="Session">The session in which they do; it goes on, all others end.</param>
public sealed record PasswordChange(Guid AccountId, Guid Session, string Current, string Chosen, IPAddress? Address);

/// <summary>People choose their own passwords.</summary>
public sealed class PasswordService(
    LearningStore store, UserManager<AppUser> users, SignInThrottle throttle, HashingTurns turns, EndedSessions ended, SettingsStore settings,
    TimeProvider clock, ILogger<PasswordService> logger)
{
    /// <summary>The finding about <see cref="PasswordChange.Current"/> where it is not the present password.</summary>
    public const string WrongCurrent = "Wrong";

    /// <summary>
    /// The finding about <see cref="PasswordChange.Chosen"/> where it is the present password. Other findings about it are names of
    /// <see cref="PasswordFinding"/>.
    /// </summary>
    public const string Unchanged = "Unchanged";

    /// <returns>
    /// The account with its new stamp and what tells its other pages that their session has ended. Refused with <see cref="Refusal.Invalid"/>
    /// and a finding about one of the two passwords, or with <see cref="Refusal.TooMany"/> after too many wrong passwords in this session.
    /// </returns>
    public async Task<Result<ChangedPassword>> ChangeAsync(PasswordChange change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var found = await store.ReadAsync(
            async db => await db.Users.FirstOrDefaultAsync(user => user.Id == change.AccountId, ct) is { } user
                ? (User: user, Owner: await OwnerOfAsync(db, user, ct))
                : default,
            ct);
        if (found.User is not { } account)
        {
            return Refusal.NotFound;
        }

        var (hash, refused) = await HashAsync(change, account, found.Owner, ct);
        return refused is null ? await StoreAsync(change, account, hash!, ct) : refused;
    }

    private async Task<(string? Hash, Refusal? Refused)> HashAsync(PasswordChange change, AppUser user, PasswordOwner owner, CancellationToken ct)
    {
        using var turn = await turns.EnterAsync(ct);

        // Failures are counted for this session alone, so that a stranger at an open session cannot lock the owner out elsewhere.
        var attempted = throttle.Begin(user.Id, change.Address, change.Session);
        if (attempted.Answer != ThrottleAnswer.Open)
        {
            return (null, Refusal.TooMany);
        }

        var current = user.MustChangePassword ? TemporaryPassword.Read(change.Current) ?? change.Current : change.Current;
        if (users.PasswordHasher.VerifyHashedPassword(user, user.PasswordHash ?? "", current) == PasswordVerificationResult.Failed)
        {
            await TellOthersAsync(attempted, right: false);
            logger.LogWarning("Change of password refused from {Address}, account {Account}: wrong present password", change.Address, user.Id);
            return (null, new Refusal.Invalid(nameof(change.Current), WrongCurrent));
        }

        attempted.Succeeded();
        await TellOthersAsync(attempted, right: true);
        if (NormalisingPasswordHasher.Normalise(change.Chosen) == NormalisingPasswordHasher.Normalise(current)
            || (user.MustChangePassword && TemporaryPassword.Read(change.Chosen) == current))
        {
            return (null, new Refusal.Invalid(nameof(change.Chosen), Unchanged));
        }

        return PasswordRules.Find(change.Chosen, owner) is { } finding
            ? (null, new Refusal.Invalid(nameof(change.Chosen), finding.ToString()))
            : (users.PasswordHasher.HashPassword(user, change.Chosen), null);
    }

    private async Task<Result<ChangedPassword>> StoreAsync(PasswordChange change, AppUser read, string hash, CancellationToken ct)
    {
        IReadOnlyList<string> marks = [];
        var stored = await store.WriteAsync<AppUser>(
            async write =>
            {
                var db = write.Db;
                var user = await db.Users.FirstAsync(account => account.Id == read.Id, ct);
                if (user.SecurityStamp != read.SecurityStamp)
                {
                    return Refusal.Conflict;
                }

                (marks, var others) = await SessionService.EndAllAsync(write, user, change.Session, SessionEnd.PasswordChanged, clock.GetUtcNow(), ct);
                user.PasswordHash = hash;
                user.PasswordChanged();
                Account.EndSessions(user);
                write.Record(Actor.Of(user.PersonId), new PasswordChanged(user.PersonId, others));
                return user;
            },
            ct);
        return stored.Value is { } changed ? new ChangedPassword(changed, () => marks.ToList().ForEach(ended.End)) : stored.As<ChangedPassword>();
    }

    private Task TellOthersAsync(SignInThrottle.Try attempted, bool right) =>
        attempted.News(right) is { } counted ? store.TellOthersAsync(NewsTopic.SignIns, counted, CancellationToken.None) : Task.CompletedTask;

    private async Task<PasswordOwner> OwnerOfAsync(LearningDbContext db, AppUser user, CancellationToken ct)
    {
        var person = await db.People.Where(found => found.Id == user.PersonId).Select(found => found.Name).FirstAsync(ct);
        var organisation = await db.Units.Where(unit => unit.ParentId == null).Select(unit => unit.Name).ToListAsync(ct);
        var names = (await settings.CurrentAsync(ct)).Names;
        return new PasswordOwner(user.UserName ?? "", [person, .. organisation, .. Languages.All.Select(language => names[language])]);
    }
}

/// <summary>A password was changed.</summary>
/// <param name="User">The account, with its new stamp.</param>
/// <param name="TellOthers">To be called once this browser has its new cookie: all other pages lose their person then.</param>
public sealed record ChangedPassword(AppUser User, Action TellOthers);
