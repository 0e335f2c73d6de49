using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

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

/// <summary>How many lines of each kind an import has.</summary>
public sealed record ImportCounts(int New, int Changed, int Moved, int Leaving, int Unclear, int Wrong, int Unchanged)
{
    public int Of(ImportKind kind) => kind switch
    {
        ImportKind.New => New,
        ImportKind.Changed => Changed,
        ImportKind.Moved => Moved,
        ImportKind.Leaving => Leaving,
        ImportKind.Unclear => Unclear,
        ImportKind.Wrong => Wrong,
        _ => Unchanged,
    };

    /// <summary>How many lines do something when the import is applied.</summary>
    public int Acts => New + Changed + Moved + Leaving;

    internal static ImportCounts Of(ImportResult result) => new(
        result.Count(ImportKind.New),
        result.Count(ImportKind.Changed),
        result.Count(ImportKind.Moved),
        result.Count(ImportKind.Leaving),
        result.Count(ImportKind.Unclear),
        result.Count(ImportKind.Wrong),
        result.Count(ImportKind.Unchanged));
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

    internal void EndApplying() => Move(ImportState.Applying, ImportState.Applied);

    internal void Undo(Guid? by)
    {
        Move(ImportState.Applied, ImportState.Undoing);
        ActedBy = by;
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

/// <summary>Some lines of an import, all of one kind.</summary>
public sealed class PeopleImportPart
{
    /// <summary>People who are new, in one transaction: few enough that an answer hardly notices the transaction before its own.</summary>
    public const int NewAtOnce = 25;

    /// <summary>People who are known, in one transaction: their courses follow in it.</summary>
    public const int KnownAtOnce = 5;

    private const int OthersAtOnce = 500;

    /// <summary>The kinds of lines that do something, in the order in which they are applied.</summary>
    internal static readonly ImportKind[] Acts = [ImportKind.New, ImportKind.Changed, ImportKind.Moved, ImportKind.Leaving];

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private PeopleImportPart()
    {
    }

    public Guid ImportId { get; private set; }

    /// <summary>From 0, in the order in which they are applied.</summary>
    public int Number { get; private set; }

    public ImportKind Kind { get; private set; }

    /// <summary>The lines as they were compared, as JSON; emptied when the import cannot be undone any more, because they tell of people.</summary>
    public string Lines { get; private set; } = "";

    /// <summary>For each line a line of canonical JSON that says what was done, each with a line end; null until the part is applied.</summary>
    public string? Outcome { get; private set; }

    /// <summary>The number of the last fact before the part was applied.</summary>
    public long? AppliedAfter { get; private set; }

    internal static IReadOnlyList<PeopleImportPart> Of(PeopleImport import, ImportResult result)
    {
        ImportKind[] order = [.. Acts, ImportKind.Unclear, ImportKind.Wrong, ImportKind.Unchanged];
        return
        [
            .. order
                .SelectMany(kind => result.Lines.Where(line => line.Kind == kind).Chunk(SizeOf(kind)).Select(lines => (kind, lines)))
                .Select((part, number) => new PeopleImportPart
                {
                    ImportId = import.Id,
                    Number = number,
                    Kind = part.kind,
                    Lines = JsonSerializer.Serialize(part.lines, Json),
                }),
        ];
    }

    internal ImportLine[] Read() => Lines.Length == 0 ? [] : JsonSerializer.Deserialize<ImportLine[]>(Lines, Json)!;

    internal ImportOutcome[] ReadOutcome() => ReadOutcome(Outcome ?? "");

    internal static ImportOutcome[] ReadOutcome(string outcome) => [.. outcome.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ImportOutcome.Read)];

    /// <param name="lines">Canonical JSON without line ends.</param>
    internal void Apply(IEnumerable<string> lines, long after) => (Outcome, AppliedAfter) = (string.Concat(lines.Select(line => line + "\n")), after);

    internal static int SizeOf(ImportKind kind) => kind switch
    {
        ImportKind.New => NewAtOnce,
        ImportKind.Changed or ImportKind.Moved or ImportKind.Leaving => KnownAtOnce,
        _ => OthersAtOnce,
    };
}

/// <summary>A mapping that was saved by name.</summary>
public sealed class SavedMapping
{
    public const int LongestName = 100;

    private SavedMapping()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The name as it is compared: names that people would call the same are one.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The mapping as JSON.</summary>
    public string Columns { get; private set; } = "";

    public int Version { get; private set; }

    public ImportMapping Mapping => JsonSerializer.Deserialize<ImportMapping>(Columns) ?? new ImportMapping();

    internal static string KeyOf(string name) => Names.NameFold.Fold(name.Trim());

    internal static SavedMapping Create(string name) => new() { Id = Guid.CreateVersion7(), Name = name.Trim(), Key = KeyOf(name) };

    internal void Save(ImportMapping mapping)
    {
        Columns = JsonSerializer.Serialize(mapping);
        Version++;
    }
}
