namespace KnbTraining.Learning.Accounts;

/// <summary>Why a session ended.</summary>
public enum SessionEnd
{
    /// <summary>Its owner signed out in it.</summary>
    SignedOut = 1,

    /// <summary>Its owner ended it from another session.</summary>
    EndedByOwner = 2,

    /// <summary>Its owner chose a new password in another session.</summary>
    PasswordChanged = 3,

    /// <summary>An administrator gave the account a temporary password.</summary>
    PasswordReset = 4,

    /// <summary>The person was made inactive, or active again.</summary>
    StandingChanged = 5,

    /// <summary>Its longest time was over.</summary>
    Expired = 6,

    /// <summary>Somebody signed in anew in the same browser.</summary>
    Replaced = 7,
}

/// <summary>One sign-in on one device. The cookie in the browser names it, and is worth nothing once it has ended.</summary>
public sealed class AccountSession
{
    public const int LongestDevice = 60;

    private AccountSession()
    {
    }

    public Guid Id { get; private set; }

    public Guid AccountId { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Rounded: written once in some minutes, never for each request.</summary>
    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>The session ends then at the latest, however much is worked in it.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>Browser and system in plain words, for example "Firefox, Windows"; empty where they are unknown.</summary>
    public string Device { get; private set; } = "";

    public DateTimeOffset? EndedAt { get; private set; }

    public SessionEnd? EndedBecause { get; private set; }

    public static AccountSession Start(Guid accountId, string device, DateTimeOffset now, TimeSpan longest)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfEqual(accountId, Guid.Empty);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(longest, TimeSpan.Zero);
        return new AccountSession
        {
            Id = Guid.CreateVersion7(now),
            AccountId = accountId,
            StartedAt = now,
            LastSeenAt = now,
            EndsAt = now + longest,
            Device = device.Length <= LongestDevice ? device : device[..LongestDevice],
        };
    }

    public bool IsOpen(DateTimeOffset now) => EndedAt is null && now < EndsAt;

    public void See(DateTimeOffset now) => LastSeenAt = now > LastSeenAt ? now : LastSeenAt;

    /// <summary>The first end counts.</summary>
    public void End(DateTimeOffset now, SessionEnd why)
    {
        if (EndedAt is null)
        {
            (EndedAt, EndedBecause) = (now < EndsAt ? now : EndsAt, why);
        }
    }
}
