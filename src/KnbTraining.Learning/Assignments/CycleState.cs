namespace KnbTraining.Learning.Assignments;

public enum CycleState
{
    Due,
    DueSoon,
    Overdue,
    Done,
}

public static class CycleStates
{
    /// <summary>How a cycle stands on a day. A completion counts up to and including its last valid day.</summary>
    public static CycleState Of(DateOnly dueOn, DateOnly? completedOn, DateOnly? validUntil, DateOnly today, int dueSoonDays) =>
        completedOn is not null && validUntil >= today ? CycleState.Done
        : completedOn is not null || dueOn < today ? CycleState.Overdue
        : dueOn <= today.AddDays(dueSoonDays) ? CycleState.DueSoon
        : CycleState.Due;
}
