namespace KnbTraining.Learning.Persistence;

/// <summary>Finds the dated rows of a day.</summary>
internal static class DatedRows
{
    /// <summary>Those that hold on a day.</summary>
    /// <param name="day">A local day of the organisation; it may lie ahead, and then tells what is planned.</param>
    /// <param name="knownAt">The number of the last fact that counts: what was believed then, rather than what is now. Null for what is known now.</param>
    public static IQueryable<TRow> On<TRow>(this IQueryable<TRow> rows, DateOnly day, long? knownAt = null)
        where TRow : DatedRow
    {
        var ofDay = rows.Where(row => row.From <= day && (row.Until == null || row.Until >= day));
        return knownAt is { } number
            ? ofDay.Where(row => row.SeqIn <= number && (row.SeqOut == null || row.SeqOut > number))
            : ofDay.Where(row => row.SeqOut == null);
    }
}
