using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Assignments;

/// <summary>Keeps the events of a course in line with somebody's leaves.</summary>
internal static class CycleLeave
{
    /// <summary>Leaves that follow each other without a gap are one.</summary>
    /// <param name="rows">Of one person, in the order of days.</param>
    public static IReadOnlyList<Absence> Join(IEnumerable<Standing> rows)
    {
        var leaves = new List<Absence>();
        foreach (var row in rows)
        {
            if (leaves.Count > 0 && leaves[^1].Until?.AddDays(1) == row.From)
            {
                leaves[^1] = leaves[^1] with { Until = row.Until };
            }
            else
            {
                leaves.Add(new Absence(row.From, row.Until));
            }
        }

        return leaves;
    }

    /// <summary>Tells leaves that were not told, and takes back those that are otherwise now.</summary>
    public static void Follow(CourseRecord record, IReadOnlyList<Absence> leaves)
    {
        if (record.Cycles.Count == 0)
        {
            return;
        }

        var first = record.Cycles[0].OpenedOn;
        var wanted = leaves.Where(leave => !(leave.Until < first)).Select(leave => leave.From < first ? leave with { From = first } : leave).ToList();
        foreach (var told in record.History.Events.Where(each => each.Kind == CycleEventKind.Suspended).ToArray())
        {
            if (wanted.RemoveAll(leave => leave == new Absence(told.Day, told.Until)) == 0)
            {
                TakeBack(record, told);
            }
        }

        foreach (var leave in wanted)
        {
            var cycle = record.Cycles.Last(cycle => cycle.OpenedOn <= leave.From);
            var due = CycleFold.At(record.History.Events, leave.From) is { IsOpen: true } fold ? DueAfter(leave, fold.Due, record.Grace) : null;
            record.Add(cycle, new CycleEvent(record.NumberOf(cycle.Id), 0, CycleEventKind.Suspended, leave.From, due, leave.Until));
        }

        // A cycle that was opened, or opened again, during a leave is not due before the return either.
        if (leaves.Count == 0 || record.Latest is not { CompletedOn: null, WithdrawnOn: null } open)
        {
            return;
        }

        var began = CycleAnnulment.LastDayOf(record, open) ?? open.OpenedOn;
        if (leaves.FirstOrDefault(leave => leave.From < began && leave.Covers(began)) is { } away)
        {
            var (told, due) = (CycleFold.At(record.History.Events, DateOnly.MaxValue).Due, DueAfter(away, open.DueOn, record.Grace));
            if (told != due)
            {
                record.Add(open, new CycleEvent(record.NumberOf(open.Id), 0, CycleEventKind.DueChanged, began, due));
            }
        }
    }

    // What was overdue before stays overdue; without a day of return there is no due day.
    private static DateOnly? DueAfter(Absence leave, DateOnly? due, int grace) =>
        due < leave.From ? due
        : leave.Until is not { } until || due is not { } day ? null
        : RenewalDates.Later(day, until.AddDays(1 + grace));

    private static void TakeBack(CourseRecord record, CycleEvent told)
    {
        var cycle = record.Cycles[told.Cycle - 1];
        record.Add(cycle, new CycleEvent(told.Cycle, 0, CycleEventKind.Undone, told.Day, Of: told.Number));
    }
}
