namespace KnbTraining.Learning.Assignments;

/// <summary>Who asks somebody for a course on the day that <see cref="CoursePlan"/> has reached, and what follows for due days and renewals.</summary>
/// <param name="askings">All of them, in the order in which they begin.</param>
internal sealed class AskingsOfDay(Asking[] askings)
{
    private Asking[] _last = [];

    public Asking[] Now { get; private set; } = [];

    /// <summary>The day for which something is planned, such as access; null where none is.</summary>
    public DateOnly? PlannedDay { get; set; }

    /// <summary>Their terms; of a day on which nobody asks, those of whoever asked last.</summary>
    public IEnumerable<RenewalTerms> Terms => (Now.Length > 0 ? Now : _last).Select(asking => asking.Terms);

    public void Go(DateOnly day)
    {
        Now = Array.FindAll(askings, asking => asking.Covers(day));
        _last = Now.Length > 0 ? Now : _last;
    }

    // The rule whose next day is the earliest gives the window.
    public Asking Governing(CountedPass pass) => Now
        .OrderBy(asking => RenewalDates.After(asking.Terms, pass.On, pass.Before).ValidUntil)
        .ThenByDescending(asking => asking.Terms.WindowDays)
        .First();

    public int Grace => Terms.Max(terms => terms.GraceDays);

    public DateOnly? EarliestDue(PlannedCycle cycle) => Now.Min(asking => DueOf(asking, cycle));

    // A later version of a rule moves no due day of what is open already.
    private DateOnly? DueOf(Asking asking, PlannedCycle cycle)
    {
        var first = FirstOf(asking);
        var began = RenewalDates.Later(first.From, cycle.OpenedOn);
        var terms = Array.Find(askings, each => each.Rule == asking.Rule && each.Covers(began))?.Terms ?? asking.Terms;
        var due = RenewalDates.FirstDueOn(terms, began, PlannedDay);

        // What became known late leaves time to do it; a planned day stays what it is.
        return due is { } day && first.KnownOn > began && terms.FirstDue != FirstDue.PlannedDay
            ? RenewalDates.Later(day, first.KnownOn.AddDays(terms.GraceDays))
            : due;
    }

    // The earliest due day of a renewal that could not be known of on the day on which it opened.
    public DateOnly? KnownLate(DateOnly day) =>
        Now.Min(asking => FirstOf(asking).KnownOn) is var known && known > day ? known.AddDays(Grace) : null;

    public DateOnly Began(Asking asking) => FirstOf(asking).From;

    // The first of the reasons of this rule that follow each other without a gap.
    private Asking FirstOf(Asking asking)
    {
        while (Array.Find(askings, each => each.Rule == asking.Rule && each.Until?.AddDays(1) == asking.From) is { } before)
        {
            asking = before;
        }

        return asking;
    }
}
