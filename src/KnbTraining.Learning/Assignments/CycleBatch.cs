namespace KnbTraining.Learning.Assignments;

/// <summary>What can be done about the courses of several people at once.</summary>
public enum BatchAct
{
    /// <summary>Gives the course by hand.</summary>
    Give = 0,

    /// <summary>Moves the due day on.</summary>
    Extend = 1,

    /// <summary>Proposes a waiver, which counts for each person when it is approved.</summary>
    Waive = 2,
}

/// <summary>One act about one course of several people.</summary>
public sealed record BatchForm
{
    public BatchAct Act { get; set; }

    public string CourseId { get; set; } = "";

    /// <summary>Of <see cref="BatchAct.Give"/>: days from today until it is due; 0 or more.</summary>
    public int? Days { get; set; }

    /// <summary>The new due day, or the last day of the waiver.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Of <see cref="BatchAct.Waive"/>: who is asked.</summary>
    public Guid? ApproverId { get; set; }

    /// <summary>Required but for <see cref="BatchAct.Give"/>.</summary>
    public string? Reason { get; set; }
}

/// <summary>What an act would do for one person, or did.</summary>
/// <param name="CycleId">What is open; null where nothing is.</param>
/// <param name="DueBefore">Null where nothing is due.</param>
/// <param name="DueAfter">Null where the person is left out, or nothing will be due.</param>
/// <param name="LeftOut">The key of why nothing is done for this person; null where it is.</param>
public sealed record BatchRow(Guid PersonId, string Name, string UnitName, Guid? CycleId, DateOnly? DueBefore, DateOnly? DueAfter, string? LeftOut);

/// <param name="Rows">Of everybody who is meant, by name.</param>
public sealed record BatchPreview(IReadOnlyList<BatchRow> Rows);

/// <param name="BatchId">By which it is found, and undone.</param>
/// <param name="Rows">Of everybody who was meant, by name.</param>
public sealed record BatchDone(Guid BatchId, IReadOnlyList<BatchRow> Rows);

/// <summary>How somebody stands to what was done at once.</summary>
public enum BatchState
{
    /// <summary>It holds, nothing has happened since: it can be undone.</summary>
    Holds = 0,

    /// <summary>The waiver waits for its approver: it can be withdrawn.</summary>
    Waits = 1,

    /// <summary>Undone, withdrawn or refused: nothing is left of it.</summary>
    Gone = 2,

    /// <summary>Something newer has happened: it is left as it is.</summary>
    Newer = 3,
}

/// <summary>One person of what was done at once, as it is now.</summary>
/// <param name="Number">Of the event; 0 where there is none yet.</param>
/// <param name="ProposalId">Of a waiver.</param>
/// <param name="DueOn">The due day of today; null where nothing is due.</param>
public sealed record BatchMember(Guid PersonId, string Name, Guid CycleId, int Number, Guid? ProposalId, DateOnly? DueOn, BatchState State);

/// <summary>What was done about several people at once.</summary>
/// <param name="Title">Of the course, in the reader's language; the id where the current edition has no such course.</param>
/// <param name="DoneOn">The local day.</param>
/// <param name="Members">By name.</param>
public sealed record CycleBatch(Guid Id, BatchAct Act, string CourseId, string Title, DateOnly? DoneOn, string? DoneBy, IReadOnlyList<BatchMember> Members);
