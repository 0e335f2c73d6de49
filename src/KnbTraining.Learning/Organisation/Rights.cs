using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Organisation;

/// <summary>What the person behind an account may do now.</summary>
/// <param name="MustChangePassword">True while the password is one that somebody else has seen: until it is changed, nothing is open.</param>
/// <param name="Day">The local day for which they were read: who manages what can be another on the next.</param>
public sealed record AccountRights(Viewer Viewer, bool MustChangePassword, DateOnly Day)
{
    public bool AreSame(AccountRights other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Viewer.Roles.SetEquals(other.Viewer.Roles)
            && Viewer.ScopePath == other.Viewer.ScopePath
            && Viewer.MorePaths.SequenceEqual(other.Viewer.MorePaths)
            && MustChangePassword == other.MustChangePassword;
    }
}

/// <summary>
/// The rights of everybody who acts, asked at each act. They are kept in memory and forgotten when a change of them is
/// committed, so an act needs no query. Another node tells its changes; <see cref="RightsPoll"/> compares the version in the database
/// all the same, for changes whose news were not heard.
/// </summary>
public sealed class Rights
{
    /// <summary>More accounts than act at one time; beyond it, memory starts afresh.</summary>
    private const int Most = 20_000;

    private readonly PeopleQueries _people;
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, AccountRights> _known = [];
    private readonly Dictionary<Guid, Guid> _personOf = [];
    private readonly Listeners<Guid, Done> _listeners = new();
    private long _generation;
    private long? _version;

    private readonly LocalCalendar _calendar;

    public Rights(PeopleQueries people, RightsNews news, NodeNews nodes, LocalCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(news);
        ArgumentNullException.ThrowIfNull(nodes);
        (_people, _calendar) = (people, calendar);
        news.Listen(Forget);
        nodes.Listen(NewsTopic.Rights, HearAsync, CheckAsync);
    }

    /// <summary>Null where there is no such account or its person is inactive.</summary>
    public ValueTask<AccountRights?> FindAsync(Guid userId, CancellationToken ct)
    {
        return Known(userId) is { } known ? ValueTask.FromResult<AccountRights?>(known) : new ValueTask<AccountRights?>(ReadAsync(userId, ct));
    }

    /// <summary>What memory has; null where it has nothing.</summary>
    public AccountRights? Known(Guid userId)
    {
        var today = _calendar.Today;
        lock (_gate)
        {
            return _known.TryGetValue(userId, out var known) && known.Day == today ? known : null;
        }
    }

    /// <summary>Listens for changes of this account's rights, until disposed. The rights themselves are asked for again.</summary>
    public IDisposable Listen(Guid userId, Action changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return _listeners.Listen(userId, _ => changed());
    }

    /// <summary>Compares the version in the database with the one in memory, and forgets everything where another process wrote it.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        long known;
        lock (_gate)
        {
            known = _generation;
        }

        var version = await _people.RightsVersionAsync(ct);
        lock (_gate)
        {
            // A change of our own came between: its version is newer than the one just read, or will be read next time.
            if (version == _version || known != _generation)
            {
                return;
            }
        }

        Forget(new RightsChange(version, version, People: null));
    }

    private Task HearAsync(string change, CancellationToken ct)
    {
        Forget(RightsChange.Read(change));
        return Task.CompletedTask;
    }

    private async Task<AccountRights?> ReadAsync(Guid userId, CancellationToken ct)
    {
        while (true)
        {
            long generation;
            lock (_gate)
            {
                generation = _generation;
            }

            var read = await _people.FindRightsAsync(userId, ct);
            lock (_gate)
            {
                // What was read before somebody's rights changed may be what was true before.
                if (generation == _generation)
                {
                    Keep(userId, read);
                    return read;
                }
            }
        }
    }

    private void Keep(Guid userId, AccountRights? read)
    {
        if (read is null)
        {
            return;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[userId] = read;
        _personOf[userId] = read.Viewer.PersonId;
    }

    private void Forget(RightsChange change)
    {
        List<Guid> accounts;
        lock (_gate)
        {
            _generation++;
            var isForeign = change.People is null || (_version is { } version && version != change.Before);
            _version = change.After;
            accounts = [.. _personOf.Where(account => isForeign || change.People!.Contains(account.Value)).Select(account => account.Key)];
            foreach (var account in accounts)
            {
                _known.Remove(account);
            }
        }

        foreach (var account in accounts)
        {
            _listeners.Tell(account, new Done());
        }
    }
}
