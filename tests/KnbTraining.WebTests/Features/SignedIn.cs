using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace KnbTraining.WebTests.Features;

/// <summary>One account, signed in until a test ends its session.</summary>
internal sealed class SignedIn(Guid accountId) : AuthenticationStateProvider
{
    private ClaimsPrincipal _user = new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, accountId.ToString())], "test"));

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(_user));

    public void End() => _user = new ClaimsPrincipal(new ClaimsIdentity());
}
