using System.Net;
using System.Net.Sockets;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Accounts;

/// <summary>Whether a password may be tried now.</summary>
public enum ThrottleAnswer
{
    Open = 0,

    /// <summary>This account pauses for whoever asks from there. The right password would be refused as well.</summary>
    Paused = 1,

    /// <summary>Too many wrong passwords came from that address lately, for whatever accounts.</summary>
    AddressPaused = 2,
}

/// <summary>
/// Slows guessing down without giving anybody a way to lock others out (OWASP, "device cookies"). Wrong passwords count, right
/// ones never do: for an account and one address, for an account from everywhere, and for one address. A device from which
/// the account signed in before has a count of its own and is stopped by none of the others.
/// </summary>
/// <remarks>
/// A try counts as a failure from its first moment, so that many at once are no way round it. In memory: an attacker can
/// neither fill the disk nor make a restart. Nodes tell each other each failure once its hash is computed, so that two nodes allow
/// no more tries than one but for those under way; what is missed while no news are heard stays uncounted there.
/// </remarks>
public sealed class SignInThrottle
{
    /// <summary>Wrong passwords for one account from one place before the first pause.</summary>
    public const int FreeFailures = 5;

    /// <summary>Wrong passwords for one account from everywhere before strangers are slowed down.</summary>
    public const int AccountFailures = 30;

    /// <summary>Wrong passwords from one address before it is slowed down.</summary>
    public const int AddressFailures = 60;

    /// <summary>Most counts that are kept; beyond it the oldest are forgotten.</summary>
    public const int MostCounts = 50_000;

    /// <summary>The first pause; each further failure doubles it.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>How long one failure of an account counts against strangers.</summary>
    public static readonly TimeSpan AccountFailureSpan = TimeSpan.FromMinutes(5);

    /// <summary>How long one failure of an address counts.</summary>
    public static readonly TimeSpan AddressFailureSpan = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid Account, string Client), PauseCount> _pauses = [];
    private readonly Dictionary<Guid, LeakyCount> _accounts = [];
    private readonly Dictionary<string, LeakyCount> _addresses = new(StringComparer.Ordinal);

    public SignInThrottle(TimeProvider clock, NodeNews news)
    {
        ArgumentNullException.ThrowIfNull(news);
        _clock = clock;
        news.Listen(NewsTopic.SignIns, HearAsync, readAgain: null);
    }

    /// <summary>How many counts are kept now.</summary>
    public int Counts
    {
        get
        {
            lock (_lock)
            {
                return _pauses.Count + _accounts.Count + _addresses.Count;
            }
        }
    }

    /// <summary>Begins a try. Where it may go on, it counts as failed until <see cref="Try.Succeeded"/>.</summary>
    /// <param name="account">Null for a name that nobody has.</param>
    /// <param name="device">The device from which the account signed in before; null for a stranger.</param>
    public Try Begin(Guid? account, IPAddress? address, Guid? device)
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            Forget(now);
            var place = PlaceOf(address);
            if (account is { } known && device is { } own)
            {
                return Begin(known, $"device {own:N}", null, null, now);
            }

            var ofAddress = _addresses.TryGetValue(place, out var counted) ? counted : _addresses[place] = new LeakyCount(AddressFailureSpan);
            if (ofAddress.At(now) >= AddressFailures)
            {
                return new Try(this, ThrottleAnswer.AddressPaused);
            }

            if (account is not { } asked)
            {
                ofAddress.Add(now);
                return new Try(this, ThrottleAnswer.Open) { Address = ofAddress, Counted = new(null, null, place) };
            }

            var ofAccount = _accounts.TryGetValue(asked, out var counts) ? counts : _accounts[asked] = new LeakyCount(AccountFailureSpan);
            return ofAccount.At(now) >= AccountFailures
                ? new Try(this, ThrottleAnswer.Paused)
                : Begin(asked, place, ofAccount, ofAddress, now);
        }
    }

    // One household has a whole /64 of IPv6.
    internal static string PlaceOf(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8)) : plain.ToString();
    }

    private Try Begin(Guid account, string client, LeakyCount? ofAccount, LeakyCount? ofAddress, DateTimeOffset now)
    {
        var pause = _pauses.TryGetValue((account, client), out var counted) ? counted : _pauses[(account, client)] = new PauseCount();
        if (now < pause.Until)
        {
            return new Try(this, ThrottleAnswer.Paused);
        }

        var earlier = pause.Failures > 0;
        pause.Add(now);
        ofAccount?.Add(now);
        ofAddress?.Add(now);
        return new Try(this, ThrottleAnswer.Open)
        {
            Pause = pause,
            Account = ofAccount,
            Address = ofAddress,
            HadFailures = earlier,
            Counted = new(account, client, ofAddress is null ? null : client),
        };
    }

    // What another node has counted counts here as well.
    private Task HearAsync(string message, CancellationToken ct)
    {
        if (CountedFailure.Read(message) is not var (right, counted))
        {
            return Task.CompletedTask;
        }

        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            Forget(now);
            if (counted is { Account: { } account, Client: { } client })
            {
                var pause = _pauses.TryGetValue((account, client), out var known) ? known : _pauses[(account, client)] = new PauseCount();
                if (right)
                {
                    pause.Clear();
                    return Task.CompletedTask;
                }

                pause.Add(now);
                if (counted.Place is not null)
                {
                    (_accounts.TryGetValue(account, out var ofAccount) ? ofAccount : _accounts[account] = new LeakyCount(AccountFailureSpan)).Add(now);
                }
            }

            if (counted.Place is { } place && !right)
            {
                (_addresses.TryGetValue(place, out var ofAddress) ? ofAddress : _addresses[place] = new LeakyCount(AddressFailureSpan)).Add(now);
            }
        }

        return Task.CompletedTask;
    }

    private void Forget(DateTimeOffset now)
    {
        Forget(_pauses, count => count.IsOver(now), count => count.Last);
        Forget(_accounts, count => count.At(now) <= 0, count => count.Last);
        Forget(_addresses, count => count.At(now) <= 0, count => count.Last);
    }

    private static void Forget<TKey, TCount>(Dictionary<TKey, TCount> counts, Func<TCount, bool> isOver, Func<TCount, DateTimeOffset> last)
        where TKey : notnull
    {
        if (counts.Count < MostCounts)
        {
            return;
        }

        foreach (var key in counts.Where(count => isOver(count.Value)).Select(count => count.Key).ToArray())
        {
            counts.Remove(key);
        }

        foreach (var key in counts.OrderBy(count => last(count.Value)).Take(counts.Count - (MostCounts / 2)).Select(count => count.Key).ToArray())
        {
            counts.Remove(key);
        }
    }

    /// <summary>One try at a password.</summary>
    public sealed class Try
    {
        private readonly SignInThrottle _throttle;

        internal Try(SignInThrottle throttle, ThrottleAnswer answer) => (_throttle, Answer) = (throttle, answer);

        public ThrottleAnswer Answer { get; }

        internal PauseCount? Pause { get; init; }

        internal LeakyCount? Account { get; init; }

        internal LeakyCount? Address { get; init; }

        /// <summary>True where tries before this one failed, which other nodes count.</summary>
        internal bool HadFailures { get; init; }

        /// <summary>What this try counts for; null where it may not go on, because then nothing is counted.</summary>
        internal CountedFailure? Counted { get; init; }

        /// <summary>Until when the account pauses for that place, should this try fail; null where it does not.</summary>
        public DateTimeOffset? LockedUntil
        {
            get
            {
                lock (_throttle._lock)
                {
                    return Pause is { } pause && pause.Until > pause.Last ? pause.Until : null;
                }
            }
        }

        /// <summary>The password was right: this try never happened, and its place starts anew.</summary>
        public void Succeeded()
        {
            lock (_throttle._lock)
            {
                Pause?.Clear();
                Account?.TakeBack();
                Address?.TakeBack();
            }
        }

        /// <summary>What other nodes are to count; null where that is nothing. See <see cref="NewsTopic.SignIns"/>.</summary>
        /// <param name="right">True once the password was right.</param>
        public string? News(bool right) => right && !HadFailures ? null : Counted?.Write(right);
    }
}
