namespace KnbTraining.Learning.Tables;

/// <summary>One column of a report: its heading, and the cell of a row.</summary>
/// <param name="Cell">Text, <see cref="int"/>, <see cref="double"/> (a share or an index, three decimals), <see cref="DateOnly"/>, or null for an empty cell.</param>
public sealed record TableColumn<T>(string Heading, Func<T, object?> Cell);

/// <summary>A report as a table. Its columns are described once, and every kind of file is made from that.</summary>
/// <param name="Language">Chooses the separators of a CSV.</param>
/// <param name="Title">The name of the sheet in a spreadsheet.</param>
public sealed record Table(string Language, string Title, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    public static Table Of<T>(string language, string title, IEnumerable<T> rows, params TableColumn<T>[] columns)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(columns);
        return new Table(
            language,
            title,
            [.. columns.Select(column => column.Heading)],
            [.. rows.Select(row => Array.ConvertAll(columns, column => column.Cell(row)))]);
    }
}
