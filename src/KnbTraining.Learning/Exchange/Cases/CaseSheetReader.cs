using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Imports.Files;
using KnbTraining.Rules;

namespace KnbTraining.Learning.Exchange.Cases;

/// <summary>Why a cell, or a whole table, cannot become cases.</summary>
public enum CaseFault
{
    /// <summary>No column of the table has this title.</summary>
    UnknownColumn,

    /// <summary>Two columns have this title.</summary>
    RepeatedColumn,

    /// <summary>There is no column of this title, and no table does without.</summary>
    MissingColumn,

    /// <summary>The title is that of a fact that situations of this act do not have.</summary>
    OtherAct,

    /// <summary>The cell says nothing that the column knows.</summary>
    UnknownValue,

    /// <summary>The cell is no day.</summary>
    NoDay,

    /// <summary>The cell is empty and must not be.</summary>
    Missing,

    TooLong,

    /// <summary>There are more rows than a document may have cases.</summary>
    TooManyRows,

    /// <summary>There is no row below the titles.</summary>
    NoRows,
}

/// <param name="Line">The line of the file, or the row of the sheet; null where it concerns the table as a whole.</param>
/// <param name="Column">The title of the column; null where it concerns no column.</param>
/// <param name="Value">What stands there.</param>
public sealed record CaseSheetFault(int? Line, string? Column, CaseFault Fault, string Value);

/// <summary>What a table holds: all its rows, or why none of them can be taken.</summary>
/// <param name="Rows">In the order of the table, without ids; none where anything is wrong.</param>
/// <param name="Problem">Why it cannot be read as a table at all; null where it can.</param>
/// <param name="Faults">Everything that is wrong in it, at most <see cref="MostFaults"/>.</param>
public sealed record CaseSheetReading(IReadOnlyList<CaseRow> Rows, TableProblem? Problem, IReadOnlyList<CaseSheetFault> Faults)
{
    /// <summary>The name of the encoding that was recognised by its letters; null where the file says its encoding itself.</summary>
    public string? Encoding { get; init; }

    /// <summary>Whoever mends these sees the next ones.</summary>
    public const int MostFaults = 100;

    public bool Ok => Problem is null && Faults.Count == 0;
}

/// <summary>Reads tables of cases: titles and values in any of the languages of the application, or as ids.</summary>
public sealed class CaseSheetReader
{
    private readonly CaseSheet _sheet;
    private readonly string _language;
    private readonly Dictionary<string, (string? Axis, CaseColumn Column)> _titles;
    private readonly Dictionary<string, string> _foreign;
    private readonly Dictionary<string, Dictionary<string, string?>> _values;
    private readonly Dictionary<string, bool> _laws;
    private readonly Dictionary<string, Liability> _liabilities;
    private readonly Dictionary<string, string> _duties;
    private readonly Dictionary<string, string> _rules;

    /// <param name="language">In which columns are named that a table does not have.</param>
    public CaseSheetReader(CaseSheet sheet, string language)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        (_sheet, _language) = (sheet, language);
        var (edition, words) = (sheet.Edition, sheet.Edition.Words);
        _titles = CaseSheet.Known<(string? Axis, CaseColumn Column)>(
        [
            .. Enum.GetValues<CaseColumn>().Select(column => (CaseWords.Heading(column), (string?)null, ((string?)null, column))),
            .. sheet.Axes.Select(axis => (words.Dimensions[axis.Id], (string?)axis.Id, ((string?)axis.Id, default(CaseColumn)))),
        ]);
        _foreign = CaseSheet.Known(edition.RuleBook.Vocabulary.Dimensions
            .Where(dimension => !sheet.Axes.Contains(dimension))
            .Select(dimension => (words.Dimensions[dimension.Id], (string?)dimension.Id, dimension.Id)));
        _values = sheet.Axes.ToDictionary(
            axis => axis.Id,
            axis => CaseSheet.Known<string?>([(CaseWords.Any, null, null), .. axis.Values.Select(value => (words.Values[(axis.Id, value)], (string?)value, (string?)value))]),
            StringComparer.Ordinal);
        _laws = CaseSheet.Known([(CaseWords.Law(false), "in-force", false), (CaseWords.Law(true), (string?)"if-adopted", true)]);
        _liabilities = CaseSheet.Known(words.Liabilities.Select(liability => (liability.Value, (string?)LiabilityIds.Of(liability.Key), liability.Key)));
        _duties = CaseSheet.Known(words.Duties.Select(duty => (duty.Value, (string?)duty.Key, duty.Key)));
        _rules = CaseSheet.Known(edition.Rules.Values.Select(rule => (rule.Title, (string?)rule.Id, rule.Id)));
    }

    /// <param name="withoutTitles">
    /// True where rows may come without titles, as when they are copied out of a table: their columns then stand as <see cref="CaseSheet.Write"/> has them.
    /// </param>
    public CaseSheetReading Read(TableReading table, bool withoutTitles = false)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Problem is { } problem)
        {
            return new CaseSheetReading([], problem, []);
        }

        var faults = new List<CaseSheetFault>();
        var head = table.Lines[0];
        var titled = !withoutTitles || head.Cells.Any(cell => _titles.ContainsKey(Titles.Fold(cell)));
        Column[] columns = titled ? Columns(head, faults) : Usual();
        TableLine[] lines = [.. table.Lines.Skip(titled ? 1 : 0)];
        if (lines.Length is 0 or > LawCases.MostCases)
        {
            faults.Add(new CaseSheetFault(null, null, lines.Length == 0 ? CaseFault.NoRows : CaseFault.TooManyRows, ""));
        }

        // Below titles that are wrong every row would be wrong.
        CaseRow[] rows = faults.Count > 0 ? [] : [.. lines.Select(line => Row(line, columns, faults))];
        return new CaseSheetReading(faults.Count == 0 ? rows : [], null, [.. faults.Take(CaseSheetReading.MostFaults)]) { Encoding = table.Encoding };
    }

    private Column[] Columns(TableLine head, List<CaseSheetFault> faults)
    {
        var columns = new List<Column>();
        for (var i = 0; i < head.Cells.Count; i++)
        {
            var title = head.Cells[i];
            if (title.Length == 0)
            {
                continue;
            }

            if (!_titles.TryGetValue(Titles.Fold(title), out var known))
            {
                faults.Add(new CaseSheetFault(head.Number, title, _foreign.ContainsKey(Titles.Fold(title)) ? CaseFault.OtherAct : CaseFault.UnknownColumn, title));
            }
            else if (columns.Exists(column => column.Axis == known.Axis && column.Field == known.Column))
            {
                faults.Add(new CaseSheetFault(head.Number, title, CaseFault.RepeatedColumn, title));
            }
            else
            {
                columns.Add(new Column(i, title, known.Axis, known.Column));
            }
        }

        if (!columns.Exists(column => column is { Axis: null, Field: CaseColumn.Expected }))
        {
            faults.Add(new CaseSheetFault(head.Number, CaseSheet.Heading(CaseColumn.Expected, _language), CaseFault.MissingColumn, ""));
        }

        return [.. columns];
    }

    private Column[] Usual() =>
    [
        .. _sheet.Axes.Select((axis, i) => new Column(i, _sheet.Edition.Words.Dimensions[axis.Id][_language], axis.Id, default)),
        .. Enum.GetValues<CaseColumn>().Select((column, i) => new Column(_sheet.Axes.Count + i, CaseSheet.Heading(column, _language), null, column)),
    ];

    private CaseRow Row(TableLine line, Column[] columns, List<CaseSheetFault> faults)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        var row = new CaseRow("", facts, null, false, null, [], null, null, []);
        foreach (var column in columns)
        {
            var cell = line.At(column.Place);
            void Report(CaseFault fault, string value) => faults.Add(new CaseSheetFault(line.Number, column.Title, fault, value));

            if (column.Axis is { } axis)
            {
                if (cell.Length > 0 && Find(_values[axis], cell, Report) is { } value)
                {
                    facts[axis] = value;
                }
            }
            else if (cell.Length > 0)
            {
                row = With(row, column.Field, cell, Report);
            }
        }

        if (row.Expected is null && !faults.Exists(fault => fault.Line == line.Number && fault.Column == TitleOf(columns, CaseColumn.Expected)))
        {
            faults.Add(new CaseSheetFault(line.Number, TitleOf(columns, CaseColumn.Expected), CaseFault.Missing, ""));
        }

        if (row is { AsOf: null, IfAdopted: false } && !faults.Exists(fault => fault.Line == line.Number && fault.Column == TitleOf(columns, CaseColumn.AsOf)))
        {
            faults.Add(new CaseSheetFault(line.Number, TitleOf(columns, CaseColumn.AsOf), CaseFault.Missing, ""));
        }

        return row;
    }

    private CaseRow With(CaseRow row, CaseColumn column, string cell, Action<CaseFault, string> report)
    {
        switch (column)
        {
            case CaseColumn.AsOf:
                if (ImportValues.TryDay(cell, out var day))
                {
                    return row with { AsOf = day };
                }

                report(CaseFault.NoDay, cell);
                return row;
            case CaseColumn.Law:
                return row with { IfAdopted = Find(_laws, cell, report) };
            case CaseColumn.Expected:
                return _liabilities.TryGetValue(Titles.Fold(cell), out var liability) ? row with { Expected = liability } : Unknown(row, cell, report);
            case CaseColumn.Duties:
                return row with { Duties = Several(_duties, cell, report) };
            case CaseColumn.Rule:
                return row with { Rule = Find(_rules, cell, report) };
            case CaseColumn.Sources:
                string[] sources = cell.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                foreach (var unknown in sources.Where(id => !_sheet.Edition.Facts.ContainsKey(id)))
                {
                    report(CaseFault.UnknownValue, unknown);
                }

                return row with { Sources = sources };
            default:
                // A note that begins like a formula was written with an apostrophe before it.
                var note = cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;
                if (note.Length > LawCase.LongestNote)
                {
                    report(CaseFault.TooLong, note[..40] + "…");
                }

                return row with { Note = note };
        }
    }

    private static CaseRow Unknown(CaseRow row, string cell, Action<CaseFault, string> report)
    {
        report(CaseFault.UnknownValue, cell);
        return row;
    }

    private static T? Find<T>(Dictionary<string, T> known, string cell, Action<CaseFault, string> report)
    {
        if (known.TryGetValue(Titles.Fold(cell), out var value))
        {
            return value;
        }

        report(CaseFault.UnknownValue, cell);
        return default;
    }

    // One that has the separator in its own name is found as a whole.
    private static string[] Several(Dictionary<string, string> known, string cell, Action<CaseFault, string> report) =>
        known.TryGetValue(Titles.Fold(cell), out var whole)
            ? [whole]
            : [.. cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(one => Find(known, one, report)).OfType<string>().Distinct(StringComparer.Ordinal)];

    private string TitleOf(Column[] columns, CaseColumn field) =>
        Array.Find(columns, column => column.Axis is null && column.Field == field)?.Title ?? CaseSheet.Heading(field, _language);

    private sealed record Column(int Place, string Title, string? Axis, CaseColumn Field);
}
