using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnbTraining.Learning.Imports;

/// <summary>Some lines of an import, all of one kind.</summary>
public sealed class PeopleImportPart
{
    /// <summary>People who are new, in one transaction: few enough that an answer hardly notices the transaction before its own.</summary>
    public const int NewAtOnce = 25;

    /// <summary>People who are known, in one transaction: their courses follow in it, so that one is enough.</summary>
    public const int KnownAtOnce = 1;

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
