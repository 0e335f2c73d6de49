using System.IO.Compression;
using System.Text.Json;
using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Imports;

/// <summary>
/// The rows of the file that an import was compared from, so that it can be compared again once its units are there and its people are recognised.
/// Removed with the stored lines, because they tell of people.
/// </summary>
public sealed class PeopleImportSheet
{
    // No cell begins so: what nobody sees is taken out of every cell that is read.
    private const string Encrypted = "\u0001";

    private PeopleImportSheet()
    {
    }

    public Guid ImportId { get; private set; }

    /// <summary>The rows, from the row of titles on, as compressed JSON.</summary>
    public byte[] Rows { get; private set; } = [];

    /// <summary>How it was read, as JSON.</summary>
    public string Reading { get; private set; } = "";

    /// <param name="seal">By which IINs in it are encrypted; null where none is kept, and then none is stored.</param>
    /// <param name="numbersOnly">True where no names are kept: then only the columns are stored that are read.</param>
    internal static PeopleImportSheet Create(Guid importId, ImportSheet sheet, IinSeal? seal, bool numbersOnly)
    {
        sheet = numbersOnly ? WithoutNames(sheet) : sheet;
        var column = sheet.Header.Titles.ToList().FindIndex(title => Titles.Find(title) == ImportField.Iin);
        column = sheet.Mapping.Columns.TryGetValue(ImportField.Iin, out var named) ? sheet.Header.ColumnOf(named) : column;
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(brotli, sheet.Lines.Skip(sheet.Header.Index).Select((line, at) => at == 0 ? line : Hidden(line, column, seal)));
        }

        return new PeopleImportSheet
        {
            ImportId = importId,
            Rows = packed.ToArray(),
            Reading = JsonSerializer.Serialize(new SheetReading(sheet.Mapping, sheet.MappingName, sheet.Decisions)),
        };
    }

    /// <param name="seal">By which its IINs were encrypted.</param>
    internal ImportSheet Read(IinSeal? seal)
    {
        using var brotli = new BrotliStream(new MemoryStream(Rows), CompressionMode.Decompress);
        var lines = JsonSerializer.Deserialize<TableLine[]>(brotli)!;
        lines = [.. lines.Select(line => Shown(line, seal))];
        var reading = JsonSerializer.Deserialize<SheetReading>(Reading)!;
        return new ImportSheet(lines, new ImportHeader(0, lines.Length > 0 ? lines[0].Cells : []), reading.Mapping)
        {
            MappingName = reading.MappingName,
            Decisions = reading.Decisions,
        };
    }

    // A name may stand in any column that nobody has named.
    private static ImportSheet WithoutNames(ImportSheet sheet)
    {
        var mapping = sheet.Mapping.WithoutNames();
        var read = mapping.Columns.Values.Select(sheet.Header.ColumnOf).ToHashSet();
        var titles = sheet.Lines[sheet.Header.Index];
        return sheet with
        {
            Mapping = mapping,
            Header = sheet.Header with { Index = 0 },
            Lines =
            [
                titles,
                .. sheet.Lines.Skip(sheet.Header.Index + 1)
                    .Where(line => ImportRow.IsPerson(line, sheet.Header))
                    .Select(line => line with { Cells = [.. line.Cells.Select((cell, at) => read.Contains(at) ? cell : "")] })
                    .Where(line => line.Cells.Any(cell => cell.Length > 0)),
            ],
        };
    }

    private static TableLine Hidden(TableLine line, int column, IinSeal? seal) => line.At(Math.Max(column, 0)) is not { Length: > 0 } text || column < 0
        ? line
        : line with { Cells = [.. line.Cells.Select((cell, at) => at == column ? seal is null ? "" : Encrypted + seal.CloseText(text) : cell)] };

    private static TableLine Shown(TableLine line, IinSeal? seal) => !line.Cells.Any(IsEncrypted)
        ? line
        : line with { Cells = [.. line.Cells.Select(cell => !IsEncrypted(cell) ? cell : seal?.Open(cell[Encrypted.Length..]) ?? "")] };

    private static bool IsEncrypted(string cell) => cell.StartsWith(Encrypted, StringComparison.Ordinal);

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
