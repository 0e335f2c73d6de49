namespace KnbTraining.Learning.Notices.Mail;

/// <summary>How the connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Not at all: for a server on the same machine.</summary>
    None = 0,

    /// <summary>Made safe by STARTTLS; without it nothing is sent.</summary>
    StartTls = 1,

    /// <summary>TLS from the first byte.</summary>
    Tls = 2,
}

/// <summary>The mail server of the house: one row, or none where notices are read in the application alone.</summary>
public sealed class MailServer
{
    /// <summary>The key of the one row.</summary>
    public const int TheOne = 1;

    private MailServer()
    {
    }

    public int Id { get; private set; } = TheOne;

    /// <summary>Counts the changes; a form carries the version that it read.</summary>
    public int Version { get; private set; }

    /// <summary>Empty where no mail is sent.</summary>
    public string Host { get; private set; } = "";

    public int Port { get; private set; }

    public MailSecurity Security { get; private set; }

    /// <summary>Null where the server asks for no sign-in.</summary>
    public string? UserName { get; private set; }

    /// <summary>Encrypted with the keys that protect cookies and forms; null where there is none.</summary>
    public string? Password { get; private set; }

    /// <summary>The address that mail comes from.</summary>
    public string Sender { get; private set; } = "";

    public static MailServer Create() => new();

    /// <param name="password">Encrypted.</param>
    public void Describe(MailForm form, string? password)
    {
        ArgumentNullException.ThrowIfNull(form);
        (Host, Port, Security, UserName, Password, Sender) = (form.Host.Trim(), form.Port, form.Security, form.UserNameOrNone, password, form.Sender.Trim());
        Version++;
    }
}

/// <summary>What became of the mail to one person on one day.</summary>
public enum MailState
{
    Waiting = 0,

    /// <summary>The server took it, and said so.</summary>
    Accepted = 1,

    /// <summary>The server refused it for good, or for two days.</summary>
    Refused = 2,

    /// <summary>Nothing in it was to be told any more.</summary>
    Omitted = 3,
}

/// <summary>
/// The mail to one person on one day, with all notices of that day. Its id makes the <c>Message-ID</c>, which stays the same however often it is tried:
/// a mail system drops the second of two.
/// </summary>
public sealed class NoticeMail
{
    /// <summary>How long a server may put it off.</summary>
    public static readonly TimeSpan MostPatience = TimeSpan.FromDays(2);

    /// <summary>For how long one who sends it keeps others off; afterwards it is tried again, as after the end of a process.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(10);

    public const int LongestReply = 500;

    private NoticeMail()
    {
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    /// <summary>Local day.</summary>
    public DateOnly Day { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    public MailState State { get; private set; }

    /// <summary>How often it was begun to be sent. Who counts it up sends it.</summary>
    public int Tries { get; private set; }

    /// <summary>Not before.</summary>
    public DateTimeOffset NextAt { get; private set; }

    /// <summary>The last words of the server.</summary>
    public string? Reply { get; private set; }

    public static NoticeMail Create(Guid personId, DateOnly day, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), PersonId = personId, Day = day, MadeAt = now, NextAt = now };

    public void Begin(DateTimeOffset now) => (Tries, NextAt) = (Tries + 1, now + Claim);

    public void End(MailState state, string? reply) => (State, Reply) = (state, Cut(reply));

    /// <summary>To be tried again: after 5 minutes, then after twice as long each time, up to four hours.</summary>
    public void PutOff(DateTimeOffset now, string reply)
    {
        var minutes = Math.Min(5 * Math.Pow(2, Math.Max(0, Tries - 1)), 240);
        (NextAt, Reply) = (now.AddMinutes(minutes), Cut(reply));
        if (NextAt - MadeAt > MostPatience)
        {
            State = MailState.Refused;
        }
    }

    internal static string? Cut(string? reply) => reply is { Length: > LongestReply } ? reply[..LongestReply] : reply;
}
