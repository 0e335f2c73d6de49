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

    public void RequirePasswordChange() => MustChangePassword = true;

    public void PasswordChanged() => MustChangePassword = false;
}
