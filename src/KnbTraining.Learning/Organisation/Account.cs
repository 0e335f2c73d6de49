using Microsoft.AspNetCore.Identity;

namespace KnbTraining.Learning.Organisation;

/// <summary>
/// What Identity's user manager would do to an account, without its own database context: a person and the account are
/// written in one transaction or not at all.
/// </summary>
internal static class Account
{
    public static AppUser Create(UserManager<AppUser> users, Guid personId, string userName, string? email, string password, bool mustChangePassword)
    {
        var user = AppUser.Create(personId, userName.Trim(), null, mustChangePassword);
        Rename(users, user, userName, email);
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        EndSessions(user);
        return user;
    }

    /// <summary>An account with which nobody can sign in until an administrator gives it a temporary password.</summary>
    public static AppUser CreateClosed(Guid personId, string userName, string? email)
    {
        var user = AppUser.Create(personId, userName.Trim(), null, mustChangePassword: true);
        Rename(new UpperInvariantLookupNormalizer(), user, userName, email);
        EndSessions(user);
        return user;
    }

    public static void Rename(UserManager<AppUser> users, AppUser user, string userName, string? email) => Rename(users.KeyNormalizer, user, userName, email);

    public static void Rename(ILookupNormalizer normaliser, AppUser user, string userName, string? email)
    {
        user.UserName = userName.Trim();
        user.NormalizedUserName = normaliser.NormalizeName(user.UserName);
        user.Email = string.IsNullOrWhiteSpace(email) ? null : email.Trim();
        user.NormalizedEmail = normaliser.NormalizeEmail(user.Email);
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
    }

    /// <param name="hash">Of the new temporary password.</param>
    /// <param name="now">It lets somebody in for <see cref="TemporaryPassword.Validity"/> from then on.</param>
    public static void SetTemporaryPassword(AppUser user, string hash, DateTimeOffset now)
    {
        user.PasswordHash = hash;
        user.RequirePasswordChange(now + TemporaryPassword.Validity);
        EndSessions(user);
    }

    /// <summary>Cookies carry the security stamp: a new one makes them worthless.</summary>
    public static void EndSessions(AppUser user)
    {
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
    }
}
