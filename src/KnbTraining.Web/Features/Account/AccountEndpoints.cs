using System.Security.Claims;
using KnbTraining.Learning.Organisation;
using Microsoft.AspNetCore.Identity;

namespace KnbTraining.Web.Features.Account;

internal static class AccountEndpoints
{
    public const string SessionPath = "/account/session";

    public static void MapAccount(this IEndpointRouteBuilder endpoints)
    {
        // Open to everybody: that nobody is signed in is what it answers.
        endpoints.MapGet(SessionPath, SessionAsync).AllowAnonymous();
    }

    /// <summary>Only a request that says that somebody is working keeps the session alive; asking whether it stands does not.</summary>
    public static bool Prolongs(HttpRequest request) =>
        request.Path != SessionPath || string.Equals(request.Query["active"], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Which account the session is of; 401 where it has ended.</summary>
    /// <param name="check">Asks the database as well, where the circuit has learnt that the person may not be here any more.</param>
    private static async Task<IResult> SessionAsync(HttpContext context, SignInManager<AppUser> signIn, bool check = false)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (context.User.FindFirstValue(ClaimTypes.NameIdentifier) is not { } account)
        {
            return Results.Text(string.Empty, statusCode: StatusCodes.Status401Unauthorized);
        }

        if (check && await signIn.ValidateSecurityStampAsync(context.User) is null)
        {
            await signIn.SignOutAsync();
            return Results.Text(string.Empty, statusCode: StatusCodes.Status401Unauthorized);
        }

        return Results.Text(account);
    }
}
