using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Imports;

/// <summary>A list of people begins to be applied.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Content">Of the file.</param>
/// <param name="Lines">Of the stored lines of all parts that do something, one after the other.</param>
[RecordedAs("import.begun")]
public sealed record ImportBegun(
    Guid ImportId, TextRef File, Digest Content, Digest Lines, int Added, int Changed, int Moved, int Leaving, int Unclear, int Wrong, int Unchanged) : Fact
{
    public override string? AboutKey() => ImportId.ToString("D");
}

/// <summary>People became known by a part of an import; the rows of their standing carry the number of this fact.</summary>
/// <param name="Part">From 0.</param>
/// <param name="Outcome">Of the stored lines that say who was added, and which were left out.</param>
[RecordedAs("import.people-added")]
public sealed record PeopleImported(Guid ImportId, int Part, int Added, int PassedOver, Digest Outcome) : Fact
{
    public override string? AboutKey() => ImportId.ToString("D");
}

/// <summary>Every part of an import was applied.</summary>
/// <param name="Outcome">Of the outcomes of all parts, one after the other.</param>
[RecordedAs("import.applied")]
public sealed record ImportApplied(Guid ImportId, int Applied, int PassedOver, Digest Outcome) : Fact
{
    public override string? AboutKey() => ImportId.ToString("D");
}

/// <summary>Somebody began to undo an import. What is undone of each person is told by facts of that person.</summary>
[RecordedAs("import.undo-begun")]
public sealed record ImportUndoBegun(Guid ImportId) : Fact
{
    public override string? AboutKey() => ImportId.ToString("D");
}

/// <param name="Kept">How many were left as they are, because they have acted or were changed since.</param>
[RecordedAs("import.undone")]
public sealed record ImportUndone(Guid ImportId, int PutBack, int Kept) : Fact
{
    public override string? AboutKey() => ImportId.ToString("D");
}

/// <summary>Somebody ended an import that did not get any further.</summary>
/// <param name="NotReached">How many rows were left out by it.</param>
[RecordedAs("import.stopped")]
public sealed record ImportStopped(Guid ImportId, int NotReached) : Fact
{
    public override string? AboutKey() => ImportId.ToString("D");
}

[RecordedAs("import.discarded")]
public sealed record ImportDiscarded(Guid ImportId) : Fact
{
    public override string? AboutKey() => ImportId.ToString("D");
}

/// <summary>Which column holds what was saved under a name.</summary>
/// <param name="Columns">A field and the title of its column on each line.</param>
[RecordedAs("import.mapping-saved")]
public sealed record MappingSaved(Guid MappingId, TextRef Name, TextRef Columns, bool ListsEverybody) : Fact
{
    public override string? AboutKey() => MappingId.ToString("D");
}
