namespace KnbTraining.Learning.Notices;

/// <summary>
/// Something that one person is to be told, once. It is written together with what it tells, or by a sweep where a day brings it about; whether it is
/// sent is decided when its time comes, and what was not sent stays with its reason. The key (person, kind, cycle, subject, occasion) is unique.
/// </summary>
public sealed class Notice
{
    public const int LongestSubject = 200;

    public const int LongestOccasion = 60;

    private Notice()
    {
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public NoticeKind Kind { get; private set; }

    /// <summary><see cref="Guid.Empty"/> where it is about no cycle: a part of a unique key is never null.</summary>
    public Guid CycleId { get; private set; }

    /// <inheritdoc cref="PlannedNotice(Guid, NoticeKind, Guid, string, string, DateOnly?)" path="/param[@name='Subject']"/>
    public string Subject { get; private set; } = "";

    /// <inheritdoc cref="PlannedNotice(Guid, NoticeKind, Guid, string, string, DateOnly?)" path="/param[@name='Occasion']"/>
    public string Occasion { get; private set; } = "";

    /// <summary>The day that it tells; null where it tells none.</summary>
    public DateOnly? Day { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    public NoticeOutcome Outcome { get; private set; }

    /// <summary>Null where it was not omitted.</summary>
    public OmissionReason? Reason { get; private set; }

    /// <summary>When it was sent or omitted; null while it waits.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>The local day of <see cref="DecidedAt"/>: what a person is sent on one day is one message.</summary>
    public DateOnly? DecidedOn { get; private set; }

    /// <summary>The mail that it is part of; null where it is told in the application alone.</summary>
    public Guid? MailId { get; private set; }

    /// <summary>The version of <see cref="NoticeWording"/> that it was sent with; null for the text that was delivered with the application.</summary>
    public int? Wording { get; private set; }

    internal PlannedNotice Key => new(PersonId, Kind, CycleId, Subject, Occasion, null);

    public static Notice Create(PlannedNotice plan, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plan.Subject.Length, LongestSubject, nameof(plan));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plan.Occasion.Length, LongestOccasion, nameof(plan));
        return new Notice
        {
            Id = Guid.CreateVersion7(now),
            PersonId = plan.PersonId,
            Kind = plan.Kind,
            CycleId = plan.CycleId,
            Subject = plan.Subject,
            Occasion = plan.Occasion,
            Day = plan.Day,
            MadeAt = now,
        };
    }

    /// <param name="omitted">Why it is not sent; null where it is.</param>
    /// <param name="today">The local day of <paramref name="now"/>.</param>
    /// <param name="wording">The version of the text that it is sent with; null for the one that was delivered.</param>
    /// <exception cref="InvalidOperationException">It was decided already.</exception>
    public void Decide(OmissionReason? omitted, DateTimeOffset now, DateOnly today, int? wording = null)
    {
        if (Outcome != NoticeOutcome.Waiting)
        {
            throw new InvalidOperationException("It was decided already.");
        }

        (Outcome, Reason, DecidedAt, DecidedOn) = (omitted is null ? NoticeOutcome.Sent : NoticeOutcome.Omitted, omitted, now, today);
        Wording = omitted is null ? wording : null;
    }

    /// <summary>Puts it into a mail.</summary>
    public void MailedBy(Guid mailId) => MailId = mailId;
}

/// <summary>By which way a notice reaches somebody.</summary>
public enum DeliveryChannel
{
    /// <summary>In the application itself; what was sent is there at once.</summary>
    Application = 0,

    Mail = 1,
}

/// <summary>How far a notice has come on its way.</summary>
public enum DeliveryStep
{
    /// <summary>The person has opened it: the only step that proves that it has arrived.</summary>
    Opened = 0,

    /// <summary>Part of a mail that waits to be sent.</summary>
    Queued = 1,

    /// <summary>The mail server took it, with the words that it said.</summary>
    Accepted = 2,

    /// <summary>The mail server refused it, with the words that it said.</summary>
    Refused = 3,

    /// <summary>It was read, or had become void, before the mail was sent.</summary>
    Omitted = 4,
}

/// <summary>One step of a notice on its way. Each step of a way is taken once.</summary>
public sealed class Delivery
{
    private Delivery()
    {
    }

    public Guid NoticeId { get; private set; }

    public DeliveryChannel Channel { get; private set; }

    public DeliveryStep Step { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>What the other side answered; null where nobody answers.</summary>
    public string? Reply { get; private set; }

    public static Delivery Create(Guid noticeId, DeliveryChannel channel, DeliveryStep step, DateTimeOffset at, string? reply = null) =>
        new() { NoticeId = noticeId, Channel = channel, Step = step, At = at, Reply = reply };
}
