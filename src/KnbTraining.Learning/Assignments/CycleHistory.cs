namespace KnbTraining.Learning.Assignments;

/// <summary>How somebody stands to a course on a day. Where several fit, the first in this order.</summary>
public enum RequirementState
{
    /// <summary>Nobody asks any more, and the last cycle was not completed, or the person has left.</summary>
    Ended = 0,

    /// <summary>Nothing is asked until a day.</summary>
    Waived = 1,

    /// <summary>On leave.</summary>
    Suspended = 2,

    /// <summary>The last pass has run out and was not renewed.</summary>
    Expired = 3,

    /// <summary>A course that was opened anew was not completed by its due day.</summary>
    Overdue = 4,

    /// <summary>The last pass still counts and can be renewed.</summary>
    RenewalOpen = 5,

    /// <summary>The last pass counts.</summary>
    Valid = 6,

    /// <summary>The course is to be completed.</summary>
    Open = 7,

    /// <summary>The course will be asked from a later day.</summary>
    Scheduled = 8,

    NotRequired = 9,
}

/// <summary>A rule asked a person for a course, from a day to a day, both included.</summary>
/// <param name="Until">Null where no last day is known.</param>
public sealed record ReasonSpan(Guid Rule, int Version, DateOnly From, DateOnly? Until)
{
    public bool Covers(DateOnly day) => From <= day && !(Until < day);
}

/// <summary>How a person stood to a course on the days <paramref name="From"/> to <paramref name="Until"/>, both included.</summary>
/// <param name="Until">Null where the state has no end.</param>
/// <param name="Cycle">The latest cycle; null before the first.</param>
/// <param name="Due">The last day for completing the open cycle in time; null where none is open or no day is set.</param>
/// <param name="ValidUntil">The last day of the passes that count; null where none counts or did.</param>
/// <param name="End">Of <see cref="RequirementState.Ended"/>.</param>
public sealed record RequirementSpan(
    DateOnly From, DateOnly? Until, RequirementState State, int? Cycle, DateOnly? Due, DateOnly? ValidUntil, CycleEnd? End)
{
    /// <summary>True for the list "overdue" on one of these days: the due day has gone by, whether the course was new or a pass has run out.</summary>
    public bool IsLateOn(DateOnly day) => State == RequirementState.Overdue || (State == RequirementState.Expired && !(Due >= day));
}

/// <summary>
/// The events of one person in one course, and the reasons for which the course was asked. The state of any day follows from them alone; the
/// application, its reports and the date simulator all ask here.
/// </summary>
public sealed class CycleHistory
{
    private readonly ReasonSpan[] _reasons;
    private readonly CycleEvent[] _events;
    private readonly Lazy<IReadOnlyList<RequirementSpan>> _spans;

    /// <param name="events">In any order; those that were taken back are left out.</param>
    public CycleHistory(IEnumerable<CycleEvent> events, IEnumerable<ReasonSpan> reasons)
    {
        var all = events.OrderBy(each => each.Day).ThenBy(each => each.Number).ToArray();
        var undone = all.Where(each => each.Kind == CycleEventKind.Undone).Select(each => each.Of).ToHashSet();
        _events = [.. all.Where(each => each.Kind != CycleEventKind.Undone && !undone.Contains(each.Number))];
        _reasons = [.. reasons.OrderBy(reason => reason.From).ThenBy(reason => reason.Rule).ThenBy(reason => reason.Version)];
        _spans = new Lazy<IReadOnlyList<RequirementSpan>>(FindSpans);
    }

    /// <summary>What holds, in the order of days.</summary>
    public IReadOnlyList<CycleEvent> Events => _events;

    public IReadOnlyList<ReasonSpan> Reasons => _reasons;

    /// <summary>Every day from the first on which something is known, without gaps; empty where nothing is. The last span has no end.</summary>
    public IReadOnlyList<RequirementSpan> Spans => _spans.Value;

    /// <summary>Why the course is asked on a day: every rule that asks then.</summary>
    public IEnumerable<ReasonSpan> ReasonsOn(DateOnly day) => _reasons.Where(reason => reason.Covers(day));

    /// <summary>The state of a day, with the days on which it is the same.</summary>
    public RequirementSpan On(DateOnly day) => Spans.LastOrDefault(span => span.From <= day)
        ?? new RequirementSpan(
            DateOnly.MinValue,
            Spans.Count == 0 ? null : Spans[0].From.AddDays(-1),
            Spans.Count == 0 ? RequirementState.NotRequired : RequirementState.Scheduled,
            null,
            null,
            null,
            null);

    /// <summary>The first later day on which the state is another one; null where none is known.</summary>
    public DateOnly? ChangesAfter(DateOnly day) => Spans.FirstOrDefault(span => span.From > day)?.From;

    /// <summary>By how many days a cycle was completed late; 0 where it was in time or is not completed.</summary>
    public int DaysLate(int cycle)
    {
        var done = Array.FindLast(_events, each => each.Cycle == cycle && each.Kind is CycleEventKind.Completed or CycleEventKind.Credited);
        if (done is null)
        {
            return 0;
        }

        var due = CycleFold.At(_events.TakeWhile(each => each != done), done.Day).DueOf(cycle);
        return due is { } day ? Math.Max(0, done.Day.DayNumber - day.DayNumber) : 0;
    }

    private List<RequirementSpan> FindSpans()
    {
        var days = _events.Select(each => each.Day).Concat(_reasons.Select(reason => reason.From))
            .Concat(_events.Select(each => each.Until).Concat(_events.Select(each => each.Due)).Concat(_reasons.Select(reason => reason.Until))
                .OfType<DateOnly>()
                .Where(day => day < DateOnly.MaxValue)
                .Select(day => day.AddDays(1)))
            .Distinct()
            .Order()
            .ToArray();
        var spans = new List<RequirementSpan>();
        foreach (var day in days)
        {
            var span = StateOn(day);
            if (spans.Count > 0 && spans[^1] with { From = day, Until = null } == span)
            {
                continue;
            }

            if (spans.Count > 0)
            {
                spans[^1] = spans[^1] with { Until = day.AddDays(-1) };
            }

            spans.Add(span);
        }

        return spans;
    }

    private RequirementSpan StateOn(DateOnly day)
    {
        var fold = CycleFold.At(_events, day);
        var asked = ReasonsOn(day).Any();
        var open = fold.IsOpen;
        var state = fold.Ended is not null ? RequirementState.Ended
            : (asked || open) && fold.WaivedUntil >= day ? RequirementState.Waived
            : (asked || open) && fold.IsAway(day) ? RequirementState.Suspended
            : open ? OpenState(fold, day)
            : fold.Cycle is not null && fold.ValidUntil >= day ? RequirementState.Valid
            : fold.Cycle is not null && asked ? RequirementState.Expired
            : IsAhead(day) ? RequirementState.Scheduled
            : RequirementState.NotRequired;
        return new RequirementSpan(day, null, state, fold.Cycle, open && fold.Ended is null ? fold.Due : null, fold.ValidUntil, fold.Ended);
    }

    private static RequirementState OpenState(CycleFold fold, DateOnly day) =>
        fold is { Renews: true, ValidUntil: { } until } ? until < day ? RequirementState.Expired : RequirementState.RenewalOpen
        : fold.Due < day ? RequirementState.Overdue
        : RequirementState.Open;

    private bool IsAhead(DateOnly day) =>
        Array.Exists(_reasons, reason => reason.From > day) || Array.Exists(_events, each => each.Kind == CycleEventKind.Opened && each.Day > day);
}
