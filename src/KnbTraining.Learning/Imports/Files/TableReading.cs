namespace KnbTraining.Learning.Imports.Files;

/// <summary>One row of a table that somebody sent.</summary>
/// <param name="Number">The line of the file on which it begins, or the number of the row in the sheet; from 1.</param>
/// <param name="Cells">Cleaned texts (<see cref="CellText"/>); empty where the cell is. Rows of one table may have different lengths.</param>
public sealed record TableLine(int Number, IReadOnlyList<string> Cells)
{
    /// <summary>The cell of a column, counted from 0; empty where the row has fewer.</summary>
    public string At(int column) => column < Cells.Count ? Cells[column] : "";
}

/// <summary>Why a file cannot be read as a table.</summary>
public enum TableFault
{
    /// <summary>There is nothing in it.</summary>
    Empty = 0,

    /// <summary>More than <see cref="TableLimits.MostBytes"/>, or a workbook that holds more than <see cref="TableLimits.MostUnpackedBytes"/>.</summary>
    TooLarge = 1,

    TooManyRows = 2,

    TooManyColumns = 3,

    CellTooLong = 4,

    /// <summary>A quotation mark is opened and never closed, so that rows run into one another.</summary>
    OpenQuote = 5,

    /// <summary>A workbook in the format before 2007 (.xls), or one with a password: both look alike.</summary>
    OldOrProtectedWorkbook = 6,

    /// <summary>A packed file that is no workbook, or a damaged one.</summary>
    BrokenWorkbook = 7,

    /// <summary>The bytes are no text: most likely a file of another kind.</summary>
    NoText = 8,

    /// <summary>A text with null characters in it: it was damaged, or cut off while it was written.</summary>
    NullCharacters = 9,

    /// <summary>No encoding makes words of the bytes, or several do: names would be misread.</summary>
    UnknownEncoding = 10,
}

/// <param name="Line">Where; null where it concerns the whole file.</param>
public sealed record TableProblem(TableFault Fault, int? Line = null);

/// <summary>What a file holds, or why it cannot be read.</summary>
/// <param name="Lines">The rows in which something stands, in their order; none where there is a problem.</param>
public sealed record TableReading(IReadOnlyList<TableLine> Lines, TableProblem? Problem = null)
{
    /// <summary>The name of the encoding that was recognised by its letters; null where the file says its encoding itself.</summary>
    public string? Encoding { get; init; }
}

/// <summary>What a table may hold at most. Everything is held in memory, so these limits are the limit of memory.</summary>
public static class TableLimits
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MostBytes = 32 << 20;

    /// <summary>Most that a workbook may unpack to, in bytes, all its parts together.</summary>
    public const long MostUnpackedBytes = 256L << 20;

    /// <summary>Most that any part of a workbook other than sheets and shared texts may unpack to, in bytes.</summary>
    public const long MostSmallPartBytes = 16L << 20;

    /// <summary>Most rows in which something stands.</summary>
    public const int MostRows = 200_000;

    public const int MostColumns = 200;

    /// <summary>Longest cell, in UTF-16 characters.</summary>
    public const int LongestCell = 4_000;

    /// <summary>Most characters of all cells together.</summary>
    public const int MostCharacters = 64 << 20;

    /// <summary>Deepest element of a part of a workbook; those that programs write are a dozen deep at most.</summary>
    internal const int MostDepth = 64;

    /// <summary>Most lines of text in one row: more are a quotation mark that was never closed.</summary>
    internal const int MostLinesOfRow = 50;
}

/// <summary>Ends reading; <see cref="TableFile"/> turns it into a <see cref="TableProblem"/>.</summary>
internal sealed class TableFaultException(TableFault fault, int? line = null) : Exception
{
    public TableProblem Problem { get; } = new(fault, line);
}
