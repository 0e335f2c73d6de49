using System.Text.RegularExpressions;
using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Imports;

/// <summary>One row of a list of people, read; null stands for a cell that is empty or not there.</summary>
internal sealed partial record ImportRow
{
    private static readonly string[] TotalWords = ["итого", "всего", "барлығы", "жиыны", "total", "sum"];

    public required int Line { get; init; }

    public string? Number { get; init; }

    /// <summary>Twelve digits of which the last is right.</summary>
    public string? Iin { get; init; }

    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? UserName { get; init; }

    public string? Language { get; init; }

    public KnownUnit? Unit { get; init; }

    public HolderStatus? HolderStatus { get; init; }

    public Capacity? Capacity { get; init; }

    public Employment? Employment { get; init; }

    public DateOnly? FirstDay { get; init; }

    public DateOnly? LastDay { get; init; }

    public DateOnly? Since { get; init; }

    public required List<ImportFinding> Findings { get; init; }

    /// <summary>False for what is no person: totals, the header on the next page, and the row of column numbers.</summary>
    public static bool IsPerson(TableLine line, ImportHeader header)
    {
        var filled = line.Cells.Where(cell => cell.Length > 0).ToArray();
        var first = Titles.Fold(filled[0]);
        var isTotal = Array.Exists(TotalWords, word => first == word || first.StartsWith(word + " ", StringComparison.Ordinal));
        return !(isTotal && filled.Length <= Math.Max(2, header.Titles.Count / 3))
            && !line.Cells.SequenceEqual(header.Titles)
            && !(filled.Length > 2 && line.Cells.Select((cell, column) => cell == $"{column + 1}").All(same => same));
    }

    public static ImportRow Read(TableLine line, ImportMapping mapping, IReadOnlyDictionary<ImportField, int> columns, UnitFinder units, int width)
    {
        var findings = new List<ImportFinding>();
        if (line.Cells.Count > width)
        {
            findings.Add(new ImportFinding(null, "too-many-cells", line.Cells[width]));
        }

        var unit = Text(ImportField.Unit) is { } name ? units.Find(name) : default;
        if (unit.Fault is { } fault)
        {
            findings.Add(new ImportFinding(ImportField.Unit, fault, Text(ImportField.Unit)));
        }

        return new ImportRow
        {
            Line = line.Number,
            Number = Text(ImportField.PersonnelNumber),
            Iin = IinOf(),
            Name = NameOf(),
            Email = Text(ImportField.Email),
            UserName = Text(ImportField.UserName),
            Language = Word(ImportField.Language, ImportValues.LanguageOf),
            Unit = unit.Unit,
            HolderStatus = Value(ImportField.HolderStatus, ImportValues.HolderOf),
            Capacity = Value(ImportField.Capacity, ImportValues.CapacityOf),
            Employment = Value(ImportField.Employment, ImportValues.EmploymentOf),
            FirstDay = Day(ImportField.FirstDay),
            LastDay = Day(ImportField.LastDay),
            Since = Day(ImportField.Since),
            Findings = findings,
        };

        string? Text(ImportField field)
        {
            var text = columns.TryGetValue(field, out var column) ? line.At(column) : "";
            if (text.Length > 0 && text[0] == '#' && SheetError().IsMatch(text))
            {
                findings.Add(new ImportFinding(field, "sheet-error", text));
                return null;
            }

            return text.Length == 0 ? null : text;
        }

        // What stands in the cell is not said: findings are stored and shown.
        string? IinOf()
        {
            var text = Text(ImportField.Iin);
            var number = text is null ? null : Organisation.Iin.ReadCell(text);
            if (text is not null && number is null)
            {
                findings.Add(new ImportFinding(ImportField.Iin, "not-issued"));
            }

            return number;
        }

        string? NameOf()
        {
            var parts = new[] { ImportField.Surname, ImportField.GivenName, ImportField.Patronymic }.Select(Text).OfType<string>().ToArray();
            return parts.Length > 0 && mapping.Has(ImportField.Surname) ? string.Join(' ', parts) : Text(ImportField.FullName);
        }

        string? Word(ImportField field, Func<string, string?> read)
        {
            var text = Text(field);
            var value = text is null ? null : read(text);
            Blame(field, text, value is null);
            return value;
        }

        T? Value<T>(ImportField field, Func<string, T?> read)
            where T : struct
        {
            var text = Text(field);
            var value = text is null ? null : read(text);
            Blame(field, text, value is null);
            return value;
        }

        DateOnly? Day(ImportField field)
        {
            var day = default(DateOnly?);
            if (Text(field) is { } text && !ImportValues.TryDay(text, out day))
            {
                findings.Add(new ImportFinding(field, "no-day", text));
                return null;
            }

            return day;
        }

        void Blame(ImportField field, string? text, bool unread)
        {
            if (text is not null && unread)
            {
                findings.Add(new ImportFinding(field, "unknown-word", text));
            }
        }
    }

    [GeneratedRegex(
        @"\A#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|Н/Д|ССЫЛКА!|ЗНАЧ!|ИМЯ\?|ДЕЛ/0!|ЧИСЛО!|ПУСТО!)\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex SheetError();
}
