using System.Security.Cryptography;
using System.Text;

namespace KnbTraining.Learning.Setup;

/// <summary>The right to set up an empty installation, once. Only its hash is stored.</summary>
public sealed class SetupToken
{
    private const int Length = 30;

    private SetupToken()
    {
    }

    public Guid Id { get; private set; }

    public string Hash { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    public static SetupToken Create(string token, DateTimeOffset now, TimeSpan lifetime)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        return new SetupToken { Id = Guid.CreateVersion7(now), Hash = HashOf(token), CreatedAt = now, ExpiresAt = now + lifetime };
    }

    /// <summary>A new token, in groups of five signs: it stands in a link, and can be typed where the link cannot be followed.</summary>
    public static string Draw() => TypedCode.Write(TypedCode.Draw(Length), 5);

    // A plain hash suffices: the token has 147 random bits, so there is nothing to guess.
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TypedCode.Fold(token))));

    public bool IsGood(DateTimeOffset now) => UsedAt is null && now < ExpiresAt;

    public void Use(DateTimeOffset now)
    {
        if (!IsGood(now))
        {
            throw new InvalidOperationException("The token is used or expired.");
        }

        UsedAt = now;
    }
}
