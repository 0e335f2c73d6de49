namespace KnbTraining.Learning.Accounts;

/// <summary>Where one wrong password counts.</summary>
/// <param name="Client">The device, or the place where there is none; null where nobody has the name.</param>
/// <param name="Place">Null for a known device, which counts for its account alone.</param>
internal sealed record CountedFailure(Guid? Account, string? Client, string? Place)
{
    private const string Right = "right";

    private const string Wrong = "wrong";

    public string Write(bool right) => string.Join('|', right ? Right : Wrong, Account?.ToString("N"), Client, Place);

    public static (bool Right, CountedFailure Counted)? Read(string message) =>
        message.Split('|') is [Right or Wrong, var account, var client, var place] parts
        ? (parts[0] == Right, new CountedFailure(Guid.TryParseExact(account, "N", out var id) ? id : null, TextOf(client), TextOf(place)))
        : null;

    private static string? TextOf(string part) => part.Length == 0 ? null : part;
}

/// <summary>Failures in a row; from the fifth on, each brings a longer pause.</summary>
internal sealed class PauseCount
{
    private int _failures;

    public int Failures => _failures;

    public DateTimeOffset Until { get; private set; }

    public DateTimeOffset Last { get; private set; }

    public bool IsOver(DateTimeOffset now) => now - Last > TimeSpan.FromHours(1);

    public void Add(DateTimeOffset now)
    {
        _failures = IsOver(now) ? 1 : _failures + 1;
        Last = now;
        if (_failures >= SignInThrottle.FreeFailures)
        {
            var doubled = SignInThrottle.FirstPause * Math.Pow(2, Math.Min(_failures - SignInThrottle.FreeFailures, 10));
            Until = now + (doubled < SignInThrottle.LongestPause ? doubled : SignInThrottle.LongestPause);
        }
    }

    public void Clear() => (_failures, Until) = (0, default);
}

/// <summary>A count that loses one in each span.</summary>
internal sealed class LeakyCount(TimeSpan span)
{
    private double _level;

    public DateTimeOffset Last { get; private set; }

    public double At(DateTimeOffset now) => Math.Max(0, _level - ((now - Last) / span));

    public void Add(DateTimeOffset now) => (_level, Last) = (At(now) + 1, now);

    public void TakeBack() => _level = Math.Max(0, _level - 1);
}
