using System.Security.Claims;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace KnbTraining.Web.Security;

/// <summary>The cookie of a session: it is made for a row in the database, and holds as long as that row and its person do.</summary>
internal sealed class KnbSignInManager(
    UserManager<AppUser> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<AppUser> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<AppUser>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<AppUser> confirmation,
    PeopleQueries people,
    KnownDevices devices,
    SessionService sessions,
    SessionBook book,
    EndedSessions ended,
    SettingsStore settings,
    TimeProvider clock)
    : SignInManager<AppUser>(users, context, claims, options, logger, schemes, confirmation)
{
    /// <summary>How long a session on a shared computer lasts without work: nobody may find the page of whoever went away.</summary>
    public static readonly TimeSpan SharedIdle = TimeSpan.FromMinutes(15);

    /// <summary>Gives the browser the cookie of a session that was started just now; one that it had before is over.</summary>
    /// <param name="shared">True where several people use the computer: the session is short, and the browser remembers nobody.</param>
    public async Task EnterAsync(SignedInAccount entered, bool shared = false)
    {
        ArgumentNullException.ThrowIfNull(entered);
        if (SessionMarks.IdOf(Context.User) is { } before)
        {
            await sessions.EndAsync(before, SessionEnd.Replaced, CancellationToken.None);
        }

        if (shared)
        {
            KnownDevices.Forget(Context);
        }
        else
        {
            devices.Remember(Context, entered.User.Id);
        }

        var session = new Claim(SessionMarks.Session, SessionBook.MarkOf(entered.Session.Id));
        await SignInWithClaimsAsync(entered.User, await IdleLimitAsync(shared), shared ? [session, new Claim(SessionMarks.Shared, bool.TrueString)] : [session]);
    }

    /// <summary>A new cookie for the same session.</summary>
    public override async Task RefreshSignInAsync(AppUser user) =>
        await SignInWithClaimsAsync(user, await IdleLimitAsync(SessionMarks.IsShared(Context.User)), SessionMarks.OfSession(Context.User));

    public override async Task SignOutAsync()
    {
        if (SessionMarks.IdOf(Context.User) is { } session)
        {
            await sessions.EndAsync(session, SessionEnd.SignedOut, CancellationToken.None);

            // Also where the database could not store it.
            ended.End(SessionBook.MarkOf(session));
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
        return user is not null
            && await CanSignInAsync(user)
            && SessionMarks.IdOf(principal) is { } session
            && await book.IsOpenAsync(session, user.Id, CancellationToken.None) == true
            ? user
            : null;
    }

    // Renewed as often as somebody works, always for the same span.
    private async Task<AuthenticationProperties> IdleLimitAsync(bool shared)
    {
        var now = clock.GetUtcNow();
        var idle = shared ? SharedIdle : TimeSpan.FromHours((await settings.CurrentAsync(CancellationToken.None)).IdleHours);
        return new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + idle };
    }
}
