using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace KnbTraining.WebTests.Features;

/// <summary>One account, signed in until a test ends its session.</summary>
internal sealed class SignedIn(Guid accountId) : AuthenticationStateProvider
{
    private ClaimsPrincipal _user = new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, accountId.ToString())], "test"));

    private Task _held = Task.CompletedTask;

    public override async Task<AuthenticationState> GetAuthenticationStateAsync()
    {
        await _held;
        return new AuthenticationState(_user);
    }

    /// <summary>From now on whoever asks who is signed in waits, until what is returned is called.</summary>
    public Action Hold()
    {
        var held = new TaskCompletionSource();
        _held = held.Task;
        return held.SetResult;
    }

    public void End() => _user = new ClaimsPrincipal(new ClaimsIdentity());
}
