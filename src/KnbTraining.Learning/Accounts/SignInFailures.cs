using System.Net;
using System.Net.Sockets;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Accounts;

/// <summary>
/// Counts sign-ins that failed or were refused, until their minute is over: then each account, address and minute becomes one fact.
/// So strangers can neither fill the ledger nor block the writer that answers need.
/// </summary>
public sealed class SignInFailures(LearningStore store, TimeProvider clock)
{
    /// <summary>What is told apart in one minute; beyond it, the rest is counted together, without its address.</summary>
    public const int MostApart = 200;

    private readonly Lock _lock = new();
    private Dictionary<Key, Counted> _counts = [];
    private Dictionary<(Guid PersonId, string Address), DateTimeOffset> _locked = [];

    /// <param name="personId">Null where nobody has the name that was given.</param>
    /// <param name="refused">Null where the password was wrong, or the name.</param>
    public void Count(Guid? personId, IPAddress? address, SignInRefusal? refused)
    {
        var now = clock.GetUtcNow();
        var minute = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        lock (_lock)
        {
            var key = new Key(personId, WordOf(address) ?? "", minute, refused);
            if (!_counts.ContainsKey(key) && _counts.Count >= MostApart)
            {
                key = key with { PersonId = null, Address = "" };
            }

            (_counts.TryGetValue(key, out var counted) ? counted : _counts[key] = new Counted()).Times++;
        }
    }

    /// <summary>The account pauses for that address.</summary>
    public void Lock(Guid personId, IPAddress? address, DateTimeOffset until)
    {
        lock (_lock)
        {
            var key = (personId, WordOf(address) ?? "");
            if (_locked.ContainsKey(key) || _locked.Count < MostApart)
            {
                _locked[key] = until;
            }
        }
    }

    /// <summary>Records what was counted.</summary>
    /// <param name="all">True at the end of the application: also the minute that is not over.</param>
    public async Task<Result<Done>> WriteAsync(bool all, CancellationToken ct)
    {
        var (counts, locked) = Take(all);
        if (counts.Count == 0 && locked.Count == 0)
        {
            return new Done();
        }

        var written = await store.WriteAsync<Done>(write => Task.FromResult(Record(write, counts, locked)), ct);
        if (!written.Ok)
        {
            GiveBack(counts, locked);
        }

        return written;
    }

    /// <summary>An address as it is recorded; of IPv6 the network, because one household has a whole one.</summary>
    internal static string? WordOf(IPAddress? address)
    {
        if (address is null)
        {
            return null;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(plain) ? $"{new IPAddress([.. plain.GetAddressBytes().AsSpan(0, 8), .. new byte[8]])}/64" : plain.ToString();
    }

    private static Result<Done> Record(StoreWrite write, Dictionary<Key, Counted> counts, Dictionary<(Guid PersonId, string Address), DateTimeOffset> locked)
    {
        foreach (var (key, counted) in counts.OrderBy(count => count.Key.Minute))
        {
            var address = write.TextOrNone(key.PersonId, key.Address);
            write.Record(Actor.Application, key.Refused is { } reason
                ? new SignInRefused(key.PersonId, address, key.Minute, counted.Times, reason)
                : new SignInFailed(key.PersonId, address, key.Minute, counted.Times));
        }

        foreach (var ((personId, address), until) in locked)
        {
            write.Record(Actor.Application, new AccountLocked(personId, write.TextOrNone(personId, address), until));
        }

        return new Done();
    }

    private (Dictionary<Key, Counted> Counts, Dictionary<(Guid PersonId, string Address), DateTimeOffset> Locked) Take(bool all)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            var counts = _counts.Where(count => all || count.Key.Minute.AddMinutes(1) <= now).ToDictionary();
            _counts = _counts.Where(count => !counts.ContainsKey(count.Key)).ToDictionary();
            var locked = _locked;
            _locked = [];
            return (counts, locked);
        }
    }

    // Not more than is told apart anyway, however long the database cannot be written.
    private void GiveBack(Dictionary<Key, Counted> counts, Dictionary<(Guid PersonId, string Address), DateTimeOffset> locked)
    {
        lock (_lock)
        {
            foreach (var (taken, counted) in counts)
            {
                var key = _counts.ContainsKey(taken) || _counts.Count < MostApart ? taken : taken with { PersonId = null, Address = "" };
                (_counts.TryGetValue(key, out var now) ? now : _counts[key] = new Counted()).Times += counted.Times;
            }

            foreach (var (key, until) in locked.Where(one => _locked.Count < MostApart && !_locked.ContainsKey(one.Key)))
            {
                _locked[key] = until;
            }
        }
    }

    private sealed record Key(Guid? PersonId, string Address, DateTimeOffset Minute, SignInRefusal? Refused);

    private sealed class Counted
    {
        public int Times { get; set; }
    }
}
