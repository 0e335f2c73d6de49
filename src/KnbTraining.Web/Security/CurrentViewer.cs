using System.Security.Claims;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components.Authorization;

namespace KnbTraining.Web.Security;

/// <summary>
/// Who acts, and what they may do now. Ask at each act, and keep no viewer from one act to the next: a page lives for hours.
/// </summary>
public sealed class CurrentViewer(Rights rights, AuthenticationStateProvider authentication)
{
    /// <summary>
    /// False once the session of an open page has ended. What the page sends after that is ignored, and stays in the browser until
    /// the person has signed in again.
    /// </summary>
    public async ValueTask<bool> IsHereAsync() => IdOf((await authentication.GetAuthenticationStateAsync()).User) is not null;

    /// <exception cref="InvalidOperationException">Nobody is signed in, or the person is no longer active.</exception>
    public async ValueTask<Viewer> GetAsync() =>
        await FindAsync((await authentication.GetAuthenticationStateAsync()).User)
        ?? throw new InvalidOperationException("Nobody is signed in, or the person is no longer active.");

    /// <summary>As <see cref="GetAsync"/>, for what is written in the language of the page and not in the one that the person chose.</summary>
    public async ValueTask<Viewer> GetHereAsync() => await GetAsync() with { Language = Cultures.CurrentLanguage };

    /// <summary>For endpoints, which have a user but no authentication state.</summary>
    public async ValueTask<Viewer?> FindAsync(ClaimsPrincipal user) =>
        IdOf(user) is { } id ? (await rights.FindAsync(id, CancellationToken.None))?.Viewer : null;

    /// <summary>The account of a cookie or a circuit; null for nobody.</summary>
    internal static Guid? IdOf(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
    }
}
