using System.Security.Claims;
using KnbTraining.Learning.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace KnbTraining.Web.Security;

/// <summary>Signing in for people who are active, and only as long as they are.</summary>
internal sealed class KnbSignInManager(
    UserManager<AppUser> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<AppUser> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<AppUser>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<AppUser> confirmation,
    PeopleQueries people,
    EndedSessions sessions)
    : SignInManager<AppUser>(users, context, claims, options, logger, schemes, confirmation)
{
    // Somebody who is unknown must take as long to refuse as somebody who is known.
    private static readonly string StandIn = new PasswordHasher<object>().HashPassword(new object(), Guid.NewGuid().ToString());

    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        if (await UserManager.FindByNameAsync(userName) is { } user)
        {
            return await PasswordSignInAsync(user, password, isPersistent, lockoutOnFailure);
        }

        _ = new PasswordHasher<object>().VerifyHashedPassword(new object(), StandIn, password);
        return SignInResult.Failed;
    }

    public override Task SignInWithClaimsAsync(AppUser user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims) =>
        base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, new Claim(SessionMarks.Session, Guid.NewGuid().ToString("N"))]);

    public override async Task SignOutAsync()
    {
        if (Context.User.FindFirstValue(SessionMarks.Session) is { } session)
        {
            sessions.End(session);
        }

        await base.SignOutAsync();
    }

    public override async Task<bool> CanSignInAsync(AppUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return await people.FindViewerAsync(user.Id, CancellationToken.None) is not null && await base.CanSignInAsync(user);
    }

    public override async Task<AppUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal)
    {
        var user = await base.ValidateSecurityStampAsync(principal);
        return user is not null && await CanSignInAsync(user) ? user : null;
    }
}
