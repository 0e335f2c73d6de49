using KnbTraining.Learning.Imports.Files;

namespace KnbTraining.Learning.Imports;

/// <summary>
/// Compares a list of people to what is known, without a database. People are recognised by their personnel number, else by their address, and never by
/// their name alone: who has the same name is shown as a candidate.
/// </summary>
public static class ImportComparison
{
    /// <param name="header">From <see cref="ImportHeader.Find(IReadOnlyList{TableLine}, ImportMapping)"/>.</param>
    public static ImportResult Of(IReadOnlyList<TableLine> lines, ImportHeader header, ImportMapping mapping, ImportHouse house)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(house);
        return new ListComparison(mapping, house).Run(lines, header);
    }
}
