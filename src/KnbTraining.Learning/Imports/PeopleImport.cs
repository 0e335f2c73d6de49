namespace KnbTraining.Learning.Imports;

public enum ImportState
{
    /// <summary>Its lines are being stored; left behind by a process that ended, it is removed.</summary>
    Staging = 0,

    /// <summary>Compared and stored; nothing is done until somebody says so.</summary>
    Staged = 1,
    Applying = 2,
    Applied = 3,
    Undoing = 4,
    Undone = 5,

    /// <summary>Somebody decided against it.</summary>
    Discarded = 6,
}

/// <summary>
/// A list of people that was read and compared. Its lines are stored in parts (<see cref="PeopleImportPart"/>); when it is applied, each part is one short
/// transaction, and what is left of it survives the end of the process.
/// </summary>
public sealed class PeopleImport
{
    private PeopleImport()
    {
    }

    public Guid Id { get; private set; }

    public string FileName { get; private set; } = "";

    /// <summary>SHA-256 of the file: 64 hexadecimal digits.</summary>
    public string FileHash { get; private set; } = "";

    public ImportState State { get; private set; }

    /// <summary>Who sent the file; null for the command line and the watched folder.</summary>
    public Guid? MadeBy { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>When it began to be applied; it can be undone for a day.</summary>
    public DateTimeOffset? AppliedAt { get; private set; }

    /// <summary>Who said that it be applied, or later that it be undone; null for the command line and the watched folder.</summary>
    public Guid? ActedBy { get; private set; }

    /// <summary>When somebody began to undo it; <see cref="ActedBy"/> says who. Null where nobody has, or where it was before this was kept.</summary>
    public DateTimeOffset? UndoneAt { get; private set; }

    /// <summary>True when the stored lines, which tell of people, are emptied: it cannot be undone any more.</summary>
    public bool Cleared { get; private set; }

    /// <summary>How many people were employed when it was compared.</summary>
    public int Active { get; private set; }

    public int New { get; private set; }

    public int Changed { get; private set; }

    public int Moved { get; private set; }

    public int Leaving { get; private set; }

    public int Unclear { get; private set; }

    public int Wrong { get; private set; }

    public int Unchanged { get; private set; }

    /// <summary>How many parts do something; they have the lowest numbers.</summary>
    public int ActParts { get; private set; }

    /// <summary>The part that is applied next; while it is undone, one more than the part that is undone next.</summary>
    public int NextPart { get; private set; }

    /// <summary>How many lines of the part are undone already.</summary>
    public int UndoneOfPart { get; private set; }

    public int Done { get; private set; }

    /// <summary>How many lines were passed over, because something had changed since it was compared.</summary>
    public int LeftOut { get; private set; }

    /// <summary>How many people the undoing has put back.</summary>
    public int PutBack { get; private set; }

    /// <summary>How many it has left as they are, because they have acted or were changed since.</summary>
    public int Kept { get; private set; }

    /// <summary>Grows with each part, so that two processes never apply the same one.</summary>
    public int Version { get; private set; }

    public ImportCounts Counts => new(New, Changed, Moved, Leaving, Unclear, Wrong, Unchanged);

    /// <inheritdoc cref="ImportResult.HoldsBrake"/>
    public bool HoldsBrake(int percent) => ImportResult.HoldsBrake(Leaving, Active, percent);

    internal static PeopleImport Create(string fileName, string fileHash, ImportResult result, Guid? by, DateTimeOffset now)
    {
        var counts = ImportCounts.Of(result);
        return new PeopleImport
        {
            Id = Guid.CreateVersion7(now),
            FileName = fileName,
            FileHash = fileHash,
            MadeBy = by,
            MadeAt = now,
            Active = result.Active,
            New = counts.New,
            Changed = counts.Changed,
            Moved = counts.Moved,
            Leaving = counts.Leaving,
            Unclear = counts.Unclear,
            Wrong = counts.Wrong,
            Unchanged = counts.Unchanged,
        };
    }

    internal void Stage(int actParts)
    {
        Move(ImportState.Staging, ImportState.Staged);
        ActParts = actParts;
    }

    internal void Discard() => Move(ImportState.Staged, ImportState.Discarded);

    internal void Apply(Guid? by, DateTimeOffset now)
    {
        Move(ImportState.Staged, ImportState.Applying);
        (AppliedAt, ActedBy) = (now, by);
    }

    internal void Advance(int done, int leftOut)
    {
        Require(ImportState.Applying);
        (Done, LeftOut, NextPart) = (Done + done, LeftOut + leftOut, NextPart + 1);
        Version++;
    }

    /// <summary>Passes over everything that was not reached.</summary>
    /// <returns>How many lines these are.</returns>
    internal int Stop()
    {
        Require(ImportState.Applying);
        var rest = Counts.Acts - Done - LeftOut;
        (LeftOut, ActParts) = (LeftOut + rest, NextPart);
        Version++;
        return rest;
    }

    internal void EndApplying() => Move(ImportState.Applying, ImportState.Applied);

    internal void Undo(Guid? by, DateTimeOffset now)
    {
        Move(ImportState.Applied, ImportState.Undoing);
        (ActedBy, UndoneAt) = (by, now);
    }

    /// <param name="lines">How many lines of the part are undone now.</param>
    /// <param name="isWhole">True where these were its last.</param>
    internal void GoBack(int putBack, int kept, int lines, bool isWhole)
    {
        Require(ImportState.Undoing);
        (PutBack, Kept) = (PutBack + putBack, Kept + kept);
        (NextPart, UndoneOfPart) = isWhole ? (NextPart - 1, 0) : (NextPart, UndoneOfPart + lines);
        Version++;
    }

    internal void Clear()
    {
        Cleared = true;
        Version++;
    }

    internal void EndUndoing() => Move(ImportState.Undoing, ImportState.Undone);

    private void Move(ImportState from, ImportState to)
    {
        Require(from);
        State = to;
        Version++;
    }

    private void Require(ImportState state)
    {
        if (State != state)
        {
            throw new InvalidOperationException($"The import is {State}, not {state}.");
        }
    }
}
