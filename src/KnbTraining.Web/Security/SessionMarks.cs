using System.Security.Claims;
using KnbTraining.Learning.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace KnbTraining.Web.Security;

/// <summary>What a session can be ended by: see <see cref="EndedSessions"/>.</summary>
internal static class SessionMarks
{
    /// <summary>The claim with the id of a session, made at sign-in and kept as long as it lasts.</summary>
    public const string Session = "knb:session";

    private static readonly string Stamp = new ClaimsIdentityOptions().SecurityStampClaimType;

    public static IReadOnlyList<string> Of(ClaimsPrincipal user) =>
        [.. new[] { user.FindFirstValue(Session), user.FindFirstValue(Stamp) }.OfType<string>()];

    /// <summary>A cookie of a session that ended is worthless, even where somebody kept it.</summary>
    /// <returns>True where it was refused.</returns>
    public static bool Refuse(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<EndedSessions>();
        if (context.Principal is not { } user || !Of(user).Any(sessions.Has))
        {
            return false;
        }

        context.RejectPrincipal();
        return true;
    }

    /// <summary>Claims that are read anew belong to the same session.</summary>
    public static Task KeepAsync(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal?.FindFirst(Session) is { } session && context.NewPrincipal?.Identity is ClaimsIdentity renewed)
        {
            renewed.AddClaim(session.Clone());
        }

        return Task.CompletedTask;
    }
}
