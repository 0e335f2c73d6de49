namespace KnbTraining.Learning.Imports;

/// <summary>
/// Rows that tell of one person twice, by personnel number, IIN or address. Which of them is right only a person can say, so none of them is taken; whoever leaves
/// all but one out has decided.
/// </summary>
internal sealed class RepeatedRows
{
    private readonly ILookup<string, int> _byNumber;
    private readonly ILookup<string, int> _byIin;
    private readonly ILookup<string, int> _byEmail;

    /// <param name="rows">Without those that are left out.</param>
    public RepeatedRows(IReadOnlyList<ImportRow> rows)
    {
        _byNumber = rows.Where(row => row.Number is not null).ToLookup(row => row.Number!, row => row.Line, StringComparer.Ordinal);
        _byIin = rows.Where(row => row.Iin is not null).ToLookup(row => row.Iin!, row => row.Line, StringComparer.Ordinal);
        _byEmail = rows.Where(row => row.Email is not null).ToLookup(row => row.Email!, row => row.Line, StringComparer.OrdinalIgnoreCase);
    }

    /// <returns>Null where no other row tells of the same person; else which rows do.</returns>
    public ImportFinding? Find(ImportRow row) => row.Number is { } number && _byNumber[number].Skip(1).Any()
        ? new ImportFinding(ImportField.PersonnelNumber, "twice", Others(_byNumber[number], row))
        : row.Iin is { } iin && _byIin[iin].Skip(1).Any() ? new ImportFinding(ImportField.Iin, "twice", Others(_byIin[iin], row))
        : row.Email is { } email && _byEmail[email].Skip(1).Any()
            ? new ImportFinding(ImportField.Email, "twice", Others(_byEmail[email], row))
            : null;

    private static string Others(IEnumerable<int> lines, ImportRow row) => string.Join(", ", lines.Where(line => line != row.Line).Take(5));
}
