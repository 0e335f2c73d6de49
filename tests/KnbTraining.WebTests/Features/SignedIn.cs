using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace KnbTraining.WebTests.Features;

/// <summary>One account, signed in for as long as the test runs.</summary>
internal sealed class SignedIn(Guid accountId) : AuthenticationStateProvider
{
    public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
        Task.FromResult(new AuthenticationState(new ClaimsPrincipal(
            new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, accountId.ToString())], "test"))));
}
