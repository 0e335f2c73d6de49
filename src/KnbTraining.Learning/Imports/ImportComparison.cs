using KnbTraining.Learning.Imports.Files;

namespace KnbTraining.Learning.Imports;

/// <summary>
/// Compares a list of people to what is known, without a database. People are recognised by their personnel number, else by their address, and never by
/// their name alone: who has the same name is shown as a candidate.
/// </summary>
public static class ImportComparison
{
    /// <param name="header">From <see cref="ImportHeader.Find(IReadOnlyList{TableLine}, ImportMapping)"/>.</param>
    public static ImportResult Of(IReadOnlyList<TableLine> lines, ImportHeader header, ImportMapping mapping, ImportHouse house) =>
        Of(new ImportSheet(lines, header, mapping), house);

    /// <summary>As <see cref="Of(IReadOnlyList{TableLine}, ImportHeader, ImportMapping, ImportHouse)"/>, with what was decided about rows.</summary>
    public static ImportResult Of(ImportSheet sheet, ImportHouse house)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(house);
        return new ListComparison(sheet.Mapping, house, sheet.Decisions).Run(sheet.Lines, sheet.Header);
    }
}
