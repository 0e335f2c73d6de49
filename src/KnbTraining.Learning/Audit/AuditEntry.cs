using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KnbTraining.Learning.Audit;

/// <summary>Somebody did something. Each entry holds the hash of the one before, so that a changed or missing entry shows.</summary>
public sealed class AuditEntry
{
    /// <summary>The "hash before" of the first entry.</summary>
    public const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Most signs of a subject.</summary>
    public const int LongestSubject = 300;

    private AuditEntry()
    {
    }

    /// <summary>From 1, without gaps.</summary>
    public long Number { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Null where the application itself acted.</summary>
    public Guid? ActorId { get; private set; }

    public string ActorName { get; private set; } = "";

    /// <summary>What was done, for example <c>person.added</c>.</summary>
    public string Action { get; private set; } = "";

    /// <summary>What it was done to: an id or a path.</summary>
    public string Subject { get; private set; } = "";

    public string Detail { get; private set; } = "";

    public string PreviousHash { get; private set; } = "";

    public string Hash { get; private set; } = "";

    public static AuditEntry After(AuditEntry? previous, DateTimeOffset at, Guid? actorId, string actorName, string action, string subject, string detail)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(action);
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.Length > LongestSubject || subject.Any(char.IsControl))
        {
            throw new ArgumentException("A subject is an id, a path or a name of ours: one line, and short. What somebody typed is checked before it is recorded.", nameof(subject));
        }

        var entry = new AuditEntry
        {
            Number = (previous?.Number ?? 0) + 1,
            At = at,
            ActorId = actorId,
            ActorName = actorName,
            Action = action,
            Subject = subject,
            Detail = detail,
            PreviousHash = previous?.Hash ?? Origin,
        };
        entry.Hash = entry.ComputeHash();
        return entry;
    }

    /// <summary>SHA-256 over all fields, each with its length in front so that no two entries read alike.</summary>
    public string ComputeHash()
    {
        var fields = new[]
        {
            PreviousHash,
            Number.ToString(CultureInfo.InvariantCulture),
            At.UtcTicks.ToString(CultureInfo.InvariantCulture),
            ActorId?.ToString("D") ?? "",
            ActorName,
            Action,
            Subject,
            Detail,
        };
        var text = string.Concat(fields.Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Length}:{field}\n")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
