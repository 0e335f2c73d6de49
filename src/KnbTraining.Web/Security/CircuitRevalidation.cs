using System.Security.Claims;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;

namespace KnbTraining.Web.Security;

/// <summary>
/// An open page lives for hours. When its session ends in this process, the page loses its user at once. An end in another process
/// is found by asking the database from time to time.
/// </summary>
internal sealed class CircuitRevalidation : RevalidatingServerAuthenticationStateProvider
{
    private readonly IServiceScopeFactory _scopes;
    private readonly EndedSessions _sessions;
    private readonly Rights _rights;
    private readonly ILogger _logger;
    private IReadOnlyList<IDisposable> _listening = [];
    private AccountRights? _seen;

    public CircuitRevalidation(ILoggerFactory loggers, IServiceScopeFactory scopes, EndedSessions sessions, Rights rights)
        : base(loggers)
    {
        (_scopes, _sessions, _rights) = (scopes, sessions, rights);
        _logger = loggers.CreateLogger<CircuitRevalidation>();
        AuthenticationStateChanged += Follow;
    }

    protected override TimeSpan RevalidationInterval => SecurityServices.RevalidationInterval;

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        StillAsync(authenticationState, cancellationToken);

    /// <summary>True while the account is as it was when it signed in, and its person active.</summary>
    internal async Task<bool> StillAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentNullException.ThrowIfNull(authenticationState);
        await using var scope = _scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<AppUser>>();
        return await signIn.ValidateSecurityStampAsync(authenticationState.User) is not null;
    }

    protected override void Dispose(bool disposing)
    {
        AuthenticationStateChanged -= Follow;
        StopListening();
        base.Dispose(disposing);
    }

    // No step asks for this. The circuit is told, and has no viewer from then on.
    private void Follow(Task<AuthenticationState> changed)
    {
        StopListening();
        if (!changed.IsCompletedSuccessfully)
        {
            return;
        }

        var marks = SessionMarks.Of(changed.Result.User);
        _listening = [.. marks.Select(mark => _sessions.Listen(mark, End))];
        if (CurrentViewer.IdOf(changed.Result.User) is { } account)
        {
            _listening = [.. _listening, _rights.Listen(account, () => _ = ReviewAsync(account))];
            _seen = _rights.Known(account);
        }

        if (marks.Any(_sessions.Has))
        {
            End();
        }
    }

    // An act asks for its rights itself. This takes a page away at once from somebody who may not see it any more; the rights are
    // read first, so that everybody else keeps the page as it is.
    private async Task ReviewAsync(Guid account)
    {
        try
        {
            if (await _rights.FindAsync(account, CancellationToken.None) is not { } now)
            {
                End();
            }
            else if (_seen?.AreSame(now) != true)
            {
                var state = await GetAuthenticationStateAsync();
                SetAuthenticationState(Task.FromResult(new AuthenticationState(state.User)));
            }
        }
        catch (Exception failure)
        {
            _logger.LogWarning(failure, "An open page was not told that rights have changed; its next act asks for them");
        }
    }

    private void End() => SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));

    private void StopListening()
    {
        foreach (var listening in Interlocked.Exchange(ref _listening, []))
        {
            listening.Dispose();
        }
    }
}
