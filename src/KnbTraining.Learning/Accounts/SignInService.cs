using System.Net;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Accounts;

/// <summary>Somebody tries to sign in.</summary>
/// <param name="Devices">For each account that signed in from this device before, the mark of the device.</param>
/// <param name="Browser">Browser and system in plain words.</param>
public sealed record SignInAttempt(string UserName, string Password, IPAddress? Address, IReadOnlyDictionary<Guid, Guid> Devices, string Browser);

/// <summary>A person is in: their account and their new session.</summary>
public sealed record SignedInAccount(AppUser User, AccountSession Session);

/// <summary>
/// Checks a user name with its password and starts a session. However it ends, one password hash is computed, so that the
/// time of an answer says nothing about the account; only an address that pauses is answered without one, whatever name it gave.
/// </summary>
public sealed class SignInService(
    LearningStore store,
    UserManager<AppUser> users,
    SignInThrottle throttle,
    HashingTurns turns,
    SignInFailures failures,
    IOptions<PasswordHasherOptions> hashing,
    SettingsStore settings,
    TimeProvider clock,
    ILogger<SignInService> logger)
{
    /// <returns>
    /// Refused with <see cref="Refusal.NotAllowed"/> (unknown, wrong, inactive or pausing: the caller is told one thing for
    /// all), <see cref="Refusal.TooMany"/> (from that address) or <see cref="Refusal.StorageUnavailable"/>.
    /// </returns>
    public async Task<Result<SignedInAccount>> SignInAsync(SignInAttempt attempt, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var typed = attempt.UserName.Trim();

        // Nobody has a name that cannot be stored, and the normaliser throws at one.
        var name = TypedText.CanBeStored(typed) ? users.NormalizeName(typed) : "";
        var asked = await store.TryReadAsync<Found?>(async db => await FindAsync(db, name, ct), ct);
        if (!asked.Ok)
        {
            return asked.As<SignedInAccount>();
        }

        var found = asked.Value;
        var (refused, verified) = await CheckAsync(found, attempt, ct);
        if (refused is { } refusal)
        {
            return refusal;
        }

        return await StartAsync(found!, attempt, verified == PasswordVerificationResult.SuccessRehashNeeded, ct);
    }

    private async Task<(Refusal? Refused, PasswordVerificationResult Verified)> CheckAsync(Found? found, SignInAttempt attempt, CancellationToken ct)
    {
        var account = found?.User.Id;
        using var turn = await turns.EnterAsync(ct);
        var attempted = throttle.Begin(account, attempt.Address, account is { } id && attempt.Devices.TryGetValue(id, out var device) ? device : null);
        if (attempted.Answer == ThrottleAnswer.AddressPaused)
        {
            Tell(found, attempt.Address, "too many failures from there", SignInRefusal.AddressPaused);
            return (Refusal.TooMany, default);
        }

        // Always, before anything is decided.
        var verified = Verify(found?.User, attempt.Password);
        var (reason, refused) = (found, attempted.Answer, verified) switch
        {
            (null, _, _) => ("nobody has that name", (SignInRefusal?)null),
            (_, ThrottleAnswer.Paused, _) => ("pauses after failures", SignInRefusal.Paused),
            (_, _, PasswordVerificationResult.Failed) => ("wrong password", null),
            ({ Active: false }, _, _) => ("inactive", SignInRefusal.Inactive),
            ({ } known, _, _) when known.User.HasRunOut(clock.GetUtcNow()) => ("the temporary password has run out", SignInRefusal.RanOut),
            _ => (null, null),
        };
        if (reason is not null)
        {
            Tell(found, attempt.Address, reason, refused);
            if (found is not null && refused is null && attempted.LockedUntil is { } until)
            {
                failures.Lock(found.User.PersonId, attempt.Address, until);
            }

            await TellOthersAsync(attempted, right: false);
            return (Refusal.NotAllowed, verified);
        }

        attempted.Succeeded();
        await TellOthersAsync(attempted, right: true);
        return (null, verified);
    }

    /// <summary>A session of its own for somebody whose account was made just now, and who proved that by making it.</summary>
    public async Task<Result<SignedInAccount>> WelcomeAsync(Guid accountId, string browser, CancellationToken ct)
    {
        var found = await store.ReadAsync(db => FindAsync(db, user => user.Id == accountId, ct), ct);
        return found is { Active: true }
            ? await StartAsync(found, new SignInAttempt("", "", null, new Dictionary<Guid, Guid>(), browser), rehash: false, ct)
            : Refusal.NotFound;
    }

    private async Task<Result<SignedInAccount>> StartAsync(Found found, SignInAttempt attempt, bool rehash, CancellationToken ct)
    {
        // Outside the transaction: a hash takes long, and writers queue.
        var hash = rehash ? users.PasswordHasher.HashPassword(found.User, Typed(found.User, attempt.Password)) : null;
        var longest = TimeSpan.FromHours((await settings.CurrentAsync(ct)).SessionHours);
        return await store.WriteAsync<SignedInAccount>(
            async write =>
            {
                var db = write.Db;
                var user = await db.Users.FirstAsync(account => account.Id == found.User.Id, ct);
                if (user.SecurityStamp != found.User.SecurityStamp)
                {
                    // A new password or standing came in between.
                    return Refusal.NotAllowed;
                }

                if (hash is not null)
                {
                    user.PasswordHash = hash;
                }

                var session = AccountSession.Start(user.Id, attempt.Browser, clock.GetUtcNow(), longest);
                db.AccountSessions.Add(session);
                write.Record(Actor.Of(user.PersonId), new SignedIn(
                    user.PersonId,
                    session.Id,
                    write.TextOrNone(user.PersonId, SignInFailures.WordOf(attempt.Address)),
                    write.TextOrNone(user.PersonId, session.Device)));
                return new SignedInAccount(user, session);
            },
            ct);
    }

    private PasswordVerificationResult Verify(AppUser? user, string password) => user?.PasswordHash is { } hash
        ? users.PasswordHasher.VerifyHashedPassword(user, hash, Typed(user, password))
        : users.PasswordHasher.VerifyHashedPassword(Nobody, NormalisingPasswordHasher.HashOfNobody(hashing.Value.IterationCount), password);

    private static AppUser Nobody { get; } = AppUser.Create(Guid.NewGuid(), "-", null, mustChangePassword: false);

    // A temporary password is read from a note or pasted from a message; one's own is taken as it was typed.
    private static string Typed(AppUser user, string password) => user.MustChangePassword ? TemporaryPassword.Read(password) ?? password : password;

    private static Task<Found?> FindAsync(LearningDbContext db, string? normalisedName, CancellationToken ct) =>
        FindAsync(db, user => user.NormalizedUserName == normalisedName, ct);

    private static Task<Found?> FindAsync(LearningDbContext db, System.Linq.Expressions.Expression<Func<AppUser, bool>> which, CancellationToken ct) =>
        (from user in db.Users.Where(which)
         join person in db.People on user.PersonId equals person.Id
         select new Found(user, person.Active)).FirstOrDefaultAsync(ct);

    private Task TellOthersAsync(SignInThrottle.Try attempted, bool right) =>
        attempted.News(right) is { } counted ? store.TellOthersAsync(NewsTopic.SignIns, counted, CancellationToken.None) : Task.CompletedTask;

    // Never the name that was typed: people type their password there.
    private void Tell(Found? found, IPAddress? address, string reason, SignInRefusal? refused)
    {
        logger.LogWarning("Sign-in refused from {Address}, account {Account}: {Reason}", address, found?.User.Id.ToString() ?? "unknown", reason);
        failures.Count(found?.User.PersonId, address, refused);
    }

    private sealed record Found(AppUser User, bool Active);
}
