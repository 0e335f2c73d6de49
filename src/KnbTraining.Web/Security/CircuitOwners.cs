using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace KnbTraining.Web.Security;

/// <summary>
/// A circuit belongs to the session that started it. Whoever knows its id could reconnect to it, so a connection of
/// another session is refused here. Otherwise the next person at a device could continue in the page of the previous one.
/// </summary>
internal sealed class CircuitOwners(TimeProvider clock, IOptions<CircuitOptions> options, ILogger<CircuitOwners> logger) : IHubFilter
{
    private static readonly object Circuit = new();
    private readonly ConcurrentDictionary<string, Ownership> _owners = new(StringComparer.Ordinal);

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        ArgumentNullException.ThrowIfNull(invocationContext);
        ArgumentNullException.ThrowIfNull(next);
        switch (invocationContext.HubMethodName)
        {
            case "StartCircuit":
                var started = await next(invocationContext);
                Remember(invocationContext.Context, started as string);
                return started;
            case "ConnectCircuit":
                return MayConnect(invocationContext) ? await next(invocationContext) : false;
            case "ResumeCircuit":
                // Pages load again instead, so that no session sees what another one left.
                return null;
            default:
                return await next(invocationContext);
        }
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.Context.Items.TryGetValue(Circuit, out var held)
            && held is string circuit
            && _owners.TryGetValue(circuit, out var owner)
            && owner.Connection == context.Context.ConnectionId)
        {
            _owners.TryUpdate(circuit, owner with { LeftAt = clock.GetUtcNow() }, owner);
        }

        return next(context, exception);
    }

    private void Remember(HubCallerContext caller, string? secret)
    {
        ForgetThoseLeft();
        if (secret is not null)
        {
            Hold(caller, KeyOf(secret));
        }
    }

    private bool MayConnect(HubInvocationContext call)
    {
        if (call.HubMethodArguments is not [string secret, ..])
        {
            return false;
        }

        var circuit = KeyOf(secret);
        if (!_owners.TryGetValue(circuit, out var owner))
        {
            return false;
        }

        if (owner.Session != SessionOf(call.Context))
        {
            logger.LogWarning("A session asked for the circuit of another one and was refused");
            return false;
        }

        Hold(call.Context, circuit);
        return true;
    }

    private void Hold(HubCallerContext caller, string circuit)
    {
        caller.Items[Circuit] = circuit;
        _owners[circuit] = new Ownership(SessionOf(caller), caller.ConnectionId, LeftAt: null);
    }

    // The framework gives a circuit up this long after its socket.
    private void ForgetThoseLeft()
    {
        var gone = clock.GetUtcNow() - options.Value.DisconnectedCircuitRetentionPeriod - TimeSpan.FromMinutes(1);
        foreach (var left in _owners.Where(owner => owner.Value.LeftAt < gone))
        {
            _owners.TryRemove(left);
        }
    }

    private static (string? Account, string? Session) SessionOf(HubCallerContext caller) =>
        (caller.User?.FindFirstValue(ClaimTypes.NameIdentifier), caller.User?.FindFirstValue(SessionMarks.Session));

    // The id opens a circuit: only its hash is kept.
    private static string KeyOf(string secret) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <param name="LeftAt">When its socket was lost; null while there is one.</param>
    private sealed record Ownership((string? Account, string? Session) Session, string Connection, DateTimeOffset? LeftAt);
}
