using Microsoft.AspNetCore.Identity;

namespace KnbTraining.Learning.Organisation;

/// <summary>The account of a person. Roles are kept on the person, not here.</summary>
public sealed class AppUser : IdentityUser<Guid>
{
    private AppUser()
    {
    }

    public Guid PersonId { get; private set; }

    /// <summary>True while the password is a temporary one, which an administrator has seen.</summary>
    public bool MustChangePassword { get; private set; }

    /// <summary>From when on a temporary password lets nobody in any more; null where it has no end, or is no temporary one.</summary>
    public DateTimeOffset? TemporaryUntil { get; private set; }

    /// <summary>When an administrator said that the temporary password was handed over; null before that, and for one's own password.</summary>
    public DateTimeOffset? HandedOverAt { get; private set; }

    /// <summary>True where there is a temporary password that has run out.</summary>
    public bool HasRunOut(DateTimeOffset now) => MustChangePassword && TemporaryUntil <= now;

    public static AppUser Create(Guid personId, string userName, string? email, bool mustChangePassword)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(userName);
        return new AppUser
        {
            Id = Guid.CreateVersion7(),
            PersonId = personId,
            UserName = userName,
            Email = email,
            MustChangePassword = mustChangePassword,
            LockoutEnabled = true,
        };
    }

    /// <summary>The password is a temporary one from now on.</summary>
    /// <param name="until">From when on it lets nobody in.</param>
    public void RequirePasswordChange(DateTimeOffset? until = null) => (MustChangePassword, TemporaryUntil, HandedOverAt) = (true, until, null);

    public void PasswordChanged() => (MustChangePassword, TemporaryUntil, HandedOverAt) = (false, null, null);

    /// <summary>Somebody has the temporary password in their hands.</summary>
    public void HandOver(DateTimeOffset now)
    {
        if (!MustChangePassword || PasswordHash is null)
        {
            throw new InvalidOperationException("There is no temporary password to hand over.");
        }

        HandedOverAt = now;
    }
}
