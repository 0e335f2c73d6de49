using System.Security.Claims;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Persistence;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;

namespace KnbTraining.Web.Security;

/// <summary>What a session can be ended by: see <see cref="EndedSessions"/>.</summary>
internal static class SessionMarks
{
    /// <summary>The claim with the id of a session, made at sign-in and kept as long as it lasts.</summary>
    public const string Session = "knb:session";

    /// <summary>The claim of a session on a computer that several people use.</summary>
    public const string Shared = "knb:shared";

    private static readonly string Stamp = new ClaimsIdentityOptions().SecurityStampClaimType;

    public static IReadOnlyList<string> Of(ClaimsPrincipal user) =>
        [.. new[] { user.FindFirstValue(Session), user.FindFirstValue(Stamp) }.OfType<string>()];

    /// <summary>The row of the session; null where the person has none.</summary>
    public static Guid? IdOf(ClaimsPrincipal? user) => Guid.TryParse(user?.FindFirstValue(Session), out var id) ? id : null;

    public static bool IsShared(ClaimsPrincipal? user) => user?.HasClaim(claim => claim.Type == Shared) == true;

    /// <summary>A cookie of a session that ended is worthless, even where somebody kept it, also after a restart.</summary>
    /// <param name="working">True where the request says that somebody works, and not only that a page is open.</param>
    /// <returns>True where it was refused.</returns>
    /// <exception cref="IOException">The database cannot be asked: nobody is put out for that, and nobody is let in.</exception>
    public static async Task<bool> RefuseAsync(CookieValidatePrincipalContext context, bool working)
    {
        var services = context.HttpContext.RequestServices;
        var (ended, book) = (services.GetRequiredService<EndedSessions>(), services.GetRequiredService<SessionBook>());
        if (context.Principal is not { } user)
        {
            return false;
        }

        // The page about a database out of reach is nobody's: asking again who looks at it would only fail again.
        if (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is { } failed && StorageFailure.Is(failed.Error))
        {
            context.RejectPrincipal();
            return true;
        }

        if (!Of(user).Any(ended.Has)
            && IdOf(user) is { } session
            && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var account)
            && (await book.IsOpenAsync(session, account, context.HttpContext.RequestAborted)
                ?? throw new IOException("The database cannot be asked whether a session is open.")))
        {
            if (working)
            {
                book.Saw(session);
            }

            return false;
        }

        context.RejectPrincipal();
        return true;
    }

    /// <summary>What a session keeps as long as it lasts, whatever is read anew of its account.</summary>
    public static IEnumerable<Claim> OfSession(ClaimsPrincipal user) => user.FindAll(claim => claim.Type is Session or Shared);

    /// <summary>Claims that are read anew belong to the same session.</summary>
    public static Task KeepAsync(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal is { } current && context.NewPrincipal?.Identity is ClaimsIdentity renewed)
        {
            renewed.AddClaims(OfSession(current).Select(claim => claim.Clone()));
        }

        return Task.CompletedTask;
    }
}
