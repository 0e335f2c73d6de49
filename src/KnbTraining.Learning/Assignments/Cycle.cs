namespace KnbTraining.Learning.Assignments;

/// <summary>One round of a course for one person: a row, never a flag. Renewal adds a row.</summary>
public sealed class Cycle
{
    private Cycle()
    {
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public string CourseId { get; private set; } = "";

    public Guid? RuleId { get; private set; }

    /// <summary>Local calendar day.</summary>
    public DateOnly OpenedOn { get; private set; }

    /// <summary>Last local day on which completion is in time.</summary>
    public DateOnly DueOn { get; private set; }

    public DateOnly? CompletedOn { get; private set; }

    /// <summary>Last local day on which the completion counts.</summary>
    public DateOnly? ValidUntil { get; private set; }

    /// <summary>The attempt that completed the cycle.</summary>
    public Guid? AttemptId { get; private set; }

    /// <summary>Local day on which the cycle was taken back together with its assignment; from then on nobody is asked for it.</summary>
    public DateOnly? WithdrawnOn { get; private set; }

    /// <summary>The number of the fact about many people by which the cycle was opened; null where it has a fact of its own.</summary>
    public long? OpenedBy { get; private set; }

    /// <summary>The number of the fact about many people by which it was taken back; null where that has a fact of its own.</summary>
    public long? WithdrawnBy { get; private set; }

    public static Cycle Create(Guid personId, string courseId, Guid? ruleId, DateOnly openedOn, DateOnly dueOn, long? openedBy = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(courseId);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueOn, openedOn);
        return new Cycle
        {
            Id = Guid.CreateVersion7(),
            PersonId = personId,
            CourseId = courseId,
            RuleId = ruleId,
            OpenedOn = openedOn,
            DueOn = dueOn,
            OpenedBy = openedBy,
        };
    }

    /// <exception cref="InvalidOperationException">The cycle is complete or withdrawn already: evidence is never overwritten.</exception>
    public void Complete(DateOnly on, DateOnly validUntil, Guid attemptId)
    {
        ThrowIfClosed();
        ArgumentOutOfRangeException.ThrowIfLessThan(validUntil, on);
        CompletedOn = on;
        ValidUntil = validUntil;
        AttemptId = attemptId;
    }

    /// <summary>Completes it by what was learnt elsewhere.</summary>
    /// <exception cref="InvalidOperationException">The cycle is complete or withdrawn already.</exception>
    public void Credit(DateOnly on, DateOnly validUntil)
    {
        ThrowIfClosed();
        ArgumentOutOfRangeException.ThrowIfLessThan(validUntil, on);
        (CompletedOn, ValidUntil) = (on, validUntil);
    }

    /// <summary>Opens it again, because what completed or ended it was undone by an event. What an exam completed stays.</summary>
    /// <exception cref="InvalidOperationException">An exam completed it.</exception>
    public void Reopen()
    {
        if (AttemptId is not null)
        {
            throw new InvalidOperationException("An exam completed the cycle.");
        }

        (CompletedOn, ValidUntil, WithdrawnOn, WithdrawnBy) = (null, null, null, null);
    }

    /// <summary>The exam that completed it is not passed any more. Its events keep that it was.</summary>
    /// <param name="closedOn">The day from which nobody is asked for it; null where it is open again.</param>
    /// <exception cref="InvalidOperationException">No exam completed it.</exception>
    internal void Annul(DateOnly? closedOn)
    {
        if (AttemptId is null)
        {
            throw new InvalidOperationException("No exam completed the cycle.");
        }

        (CompletedOn, ValidUntil, AttemptId, WithdrawnOn) = (null, null, null, closedOn);
    }

    /// <summary>The last day for completing it in time is another one; never before the cycle was opened.</summary>
    /// <exception cref="InvalidOperationException">The cycle is complete or withdrawn already.</exception>
    public void MoveDue(DateOnly dueOn)
    {
        ThrowIfClosed();
        DueOn = dueOn < OpenedOn ? OpenedOn : dueOn;
    }

    /// <exception cref="InvalidOperationException">The cycle is complete or withdrawn already.</exception>
    public void Withdraw(DateOnly on, long? by = null)
    {
        ThrowIfClosed();
        (WithdrawnOn, WithdrawnBy) = (on, by);
    }

    private void ThrowIfClosed()
    {
        if (CompletedOn is not null || WithdrawnOn is not null)
        {
            throw new InvalidOperationException("The cycle is complete or withdrawn already.");
        }
    }
}
