namespace KnbTraining.Learning.Assignments;

/// <summary>
/// The due day that follows from the assignments that ask for a course: the earliest of theirs. It moves by an event when one of them begins or ends,
/// and never before what a leave, a waiver or an extension has given.
/// </summary>
internal static class RuleDues
{
    /// <summary>Of a cycle that was just opened, before that is told.</summary>
    public static void SetFirst(CourseRecord record, DateOnly today)
    {
        if (FindOpen(record) is not { RuleId: { } rule } open
            || record.Events.Any(row => row.CycleId == open.Id)
            || Array.TrueForAll(AskingNow(record), asking => asking.Rule != rule))
        {
            return;
        }

        var due = record.LastPass() is { } pass && pass.ValidUntil >= open.OpenedOn
            ? OfRenewal(record, pass, AskingNow(record).First(asking => asking.Rule == rule))
            : Earliest(record, open, today);
        if (due is { } day)
        {
            open.MoveDue(day);
        }
    }

    /// <summary>Tells another due day where others ask than before.</summary>
    public static void Follow(CourseRecord record, DateOnly today)
    {
        if (!record.IsAskedAnew || FindOpen(record) is not { } open || AskingNow(record).Length == 0)
        {
            return;
        }

        var fold = CycleFold.At(record.History.Events, DateOnly.MaxValue);
        if (fold.Renews || fold.Due is not { } told || Earliest(record, open, today) is not { } earliest)
        {
            return;
        }

        var number = record.NumberOf(open.Id);
        var own = record.History.Events.Where(each => each.Cycle == number).ToArray();
        var opened = own.FirstOrDefault(each => each.Kind == CycleEventKind.Opened)?.Due;
        if (record.OpenReasons.Any(reason => reason.RuleId is null) && opened < earliest)
        {
            earliest = opened.Value;
        }

        var due = own.Where(each => Gives(each, open.OpenedOn, opened)).Aggregate(earliest, (day, each) => RenewalDates.Later(day, each.Due));
        if (due != told)
        {
            record.Add(open, new CycleEvent(number, 0, CycleEventKind.DueChanged, today, due));
        }
    }

    // A due day on the day of opening that lies behind the one of the opening was given for a leave.
    private static bool Gives(CycleEvent each, DateOnly openedOn, DateOnly? opened) =>
        each.Kind is CycleEventKind.Extended or CycleEventKind.Waived or CycleEventKind.Suspended or CycleEventKind.Annulled
        || (each.Kind == CycleEventKind.DueChanged && each.Day == openedOn && each.Due > opened);

    // A renewal is due on the last valid day; a reason that began within its window leaves time to do it.
    private static DateOnly OfRenewal(CourseRecord record, CountedPass pass, Asking asking)
    {
        var askings = new AskingsOfDay([.. record.Askings]);
        var began = askings.Began(asking);
        return began > CycleDates.RenewsOn(pass.On, pass.ValidUntil, asking.Terms.WindowDays)
            ? RenewalDates.Later(pass.ValidUntil, began.AddDays(asking.Terms.GraceDays))
            : pass.ValidUntil;
    }

    private static DateOnly? Earliest(CourseRecord record, Cycle open, DateOnly today)
    {
        var askings = new AskingsOfDay([.. record.Askings]);
        askings.Go(today);
        return askings.Now.Length == 0 ? null : askings.EarliestDue(new PlannedCycle(null, open.OpenedOn));
    }

    private static Asking[] AskingNow(CourseRecord record) => [.. record.Askings.Where(asking => asking.Until is null)];

    private static Cycle? FindOpen(CourseRecord record) => record.Latest is { CompletedOn: null, WithdrawnOn: null } open ? open : null;
}
