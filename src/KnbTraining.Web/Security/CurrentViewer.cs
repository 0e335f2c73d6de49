using System.Security.Claims;
using KnbTraining.Learning.People;
using Microsoft.AspNetCore.Components.Authorization;

namespace KnbTraining.Web.Security;

/// <summary>Who asks, for pages; looked up once for each circuit or request.</summary>
public sealed class CurrentViewer(PeopleQueries people, AuthenticationStateProvider authentication)
{
    private Viewer? _viewer;

    /// <summary>
    /// False once the session ended under an open page: what it sends then is not heard, and stays in the browser until the
    /// person has signed in again.
    /// </summary>
    public async ValueTask<bool> IsHereAsync() => IsSomebody((await authentication.GetAuthenticationStateAsync()).User);

    /// <exception cref="InvalidOperationException">Nobody is signed in, or the person is no longer active.</exception>
    public async ValueTask<Viewer> GetAsync()
    {
        // A circuit whose person may not be here any more is told so by its authentication state, and then has no viewer.
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (_viewer is null || !IsSomebody(user))
        {
            _viewer = await FindAsync(user);
        }

        return _viewer ?? throw new InvalidOperationException("Nobody is signed in, or the person is no longer active.");
    }

    /// <summary>For endpoints, which have a user but no authentication state.</summary>
    public async Task<Viewer?> FindAsync(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? await people.FindViewerAsync(id, CancellationToken.None)
            : null;
    }

    private static bool IsSomebody(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) is not null;
}
