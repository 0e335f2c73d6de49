namespace KnbTraining.Learning.Organisation;

/// <summary>Accounts by how far they are on the way to a password of their own.</summary>
internal static class AccountStates
{
    public static IQueryable<AppUser> In(this IQueryable<AppUser> users, AccountState state) => state switch
    {
        AccountState.NotSignedIn => users.Where(user => user.PasswordHash == null || user.MustChangePassword),
        AccountState.NoPassword => users.Where(user => user.PasswordHash == null),
        AccountState.NotHandedOver => users.Where(user => user.PasswordHash != null && user.MustChangePassword && user.HandedOverAt == null),
        AccountState.HandedOver => users.Where(user => user.PasswordHash != null && user.MustChangePassword && user.HandedOverAt != null),
        AccountState.SignedIn => users.Where(user => user.PasswordHash != null && !user.MustChangePassword),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static AccountState Of(AppUser user) =>
        user.PasswordHash is null ? AccountState.NoPassword
        : !user.MustChangePassword ? AccountState.SignedIn
        : user.HandedOverAt is null ? AccountState.NotHandedOver
        : AccountState.HandedOver;
}
