using System.IO.Compression;
using System.Text.Json;
using KnbTraining.Learning.Imports.Files;

namespace KnbTraining.Learning.Imports;

/// <summary>
/// The rows of the file that an import was compared from, so that it can be compared again once its units are there and its people are recognised.
/// Removed with the stored lines, because they tell of people.
/// </summary>
public sealed class PeopleImportSheet
{
    private PeopleImportSheet()
    {
    }

    public Guid ImportId { get; private set; }

    /// <summary>The rows, from the row of titles on, as compressed JSON.</summary>
    public byte[] Rows { get; private set; } = [];

    /// <summary>How it was read, as JSON.</summary>
    public string Reading { get; private set; } = "";

    internal static PeopleImportSheet Create(Guid importId, ImportSheet sheet)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(brotli, sheet.Lines.Skip(sheet.Header.Index));
        }

        return new PeopleImportSheet
        {
            ImportId = importId,
            Rows = packed.ToArray(),
            Reading = JsonSerializer.Serialize(new SheetReading(sheet.Mapping, sheet.MappingName, sheet.Decisions)),
        };
    }

    internal ImportSheet Read()
    {
        using var brotli = new BrotliStream(new MemoryStream(Rows), CompressionMode.Decompress);
        var lines = JsonSerializer.Deserialize<TableLine[]>(brotli)!;
        var reading = JsonSerializer.Deserialize<SheetReading>(Reading)!;
        return new ImportSheet(lines, new ImportHeader(0, lines.Length > 0 ? lines[0].Cells : []), reading.Mapping)
        {
            MappingName = reading.MappingName,
            Decisions = reading.Decisions,
        };
    }

    private sealed record SheetReading(ImportMapping Mapping, string? MappingName, IReadOnlyDictionary<int, RowDecision> Decisions);
}

/// <summary>A table and how it is read.</summary>
/// <param name="Lines">From wherever the file begins; <see cref="ImportHeader.Index"/> counts among them.</param>
public sealed record ImportSheet(IReadOnlyList<TableLine> Lines, ImportHeader Header, ImportMapping Mapping)
{
    /// <summary>The name under which the mapping is saved; null where it is not.</summary>
    public string? MappingName { get; init; }

    /// <summary>What somebody decided about rows, by their line.</summary>
    public IReadOnlyDictionary<int, RowDecision> Decisions { get; init; } = new Dictionary<int, RowDecision>();
}

/// <summary>What somebody decided about a row that could mean several people.</summary>
/// <param name="PersonId">Whom the row means; null for somebody who is new, unless it is left out.</param>
public sealed record RowDecision(Guid? PersonId, bool LeaveOut = false)
{
    public static RowDecision New { get; } = new(PersonId: null);

    public static RowDecision Out { get; } = new(PersonId: null, LeaveOut: true);
}
