namespace KnbTraining.Learning.Assignments;

/// <summary>
/// What follows from the news of one person and one course: which cycles open, when they are due, what completes and what ends them. It goes
/// through the days on which anything can change, in order, so that what became known late lands on the day to which it belongs.
/// </summary>
public sealed class CoursePlan
{
    private readonly Asking[] _askings;
    private readonly AskingsOfDay _asked;
    private readonly Absence[] _absences;
    private readonly ILookup<DateOnly, CourseAct> _acts;
    private readonly SortedSet<DateOnly> _agenda;
    private readonly List<CycleEvent> _events = [];
    private readonly List<DateOnly> _waivers = [];
    private PlannedCycle? _cycle;
    private CountedPass? _pass;
    private Absence? _away;
    private bool _stopped;

    private CoursePlan(CourseNews news)
    {
        DateOnly? firstPlan = news.Acts.Any(act => act.Kind == CourseActKind.Planned)
            ? news.Acts.Where(act => act.Kind == CourseActKind.Planned).Min(act => act.On)
            : null;
        _askings = [.. news.Askings.Select(asking => Begin(asking, firstPlan)).OfType<Asking>().OrderBy(asking => asking.From).ThenBy(asking => asking.Rule).ThenBy(asking => asking.Version)];
        _asked = new AskingsOfDay(_askings);
        _absences = [.. news.Absences.OrderBy(absence => absence.From).ThenBy(absence => absence.Until ?? DateOnly.MaxValue)];
        _acts = news.Acts.OrderBy(act => act.Kind).ThenBy(act => act.Day).ToLookup(act => act.On);
        _agenda =
        [
            .. _askings.Select(asking => asking.From), .. DaysAfter(_askings.Select(asking => asking.Until)),
            .. _absences.Select(absence => absence.From), .. DaysAfter(_absences.Select(absence => absence.Until)),
            .. news.Acts.Select(act => act.On),
        ];
    }

    /// <summary>The events and reasons that follow from the news.</summary>
    public static CycleHistory Of(CourseNews news)
    {
        ArgumentNullException.ThrowIfNull(news);
        var plan = new CoursePlan(news);
        while (plan._agenda.Count > 0)
        {
            var day = plan._agenda.Min;
            plan._agenda.Remove(day);
            plan.Go(day);
        }

        return new CycleHistory(plan._events, plan._askings.Select(asking => new ReasonSpan(asking.Rule, asking.Version, asking.From, asking.Until)));
    }

    // Null where nothing is asked before a day is planned, and none was in time.
    private static Asking? Begin(Asking asking, DateOnly? firstPlan) =>
        !asking.Terms.WaitsForPlan || firstPlan <= asking.From ? asking
        : firstPlan is { } day && asking.Covers(day) ? asking with { From = day, KnownOn = RenewalDates.Later(day, asking.KnownOn) }
        : null;

    private static IEnumerable<DateOnly> DaysAfter(IEnumerable<DateOnly?> days) =>
        days.OfType<DateOnly>().Where(day => day < DateOnly.MaxValue).Select(day => day.AddDays(1));

    private void Go(DateOnly day)
    {
        var before = _asked.Now;
        _asked.Go(day);
        _stopped &= _asked.Now.All(asking => _asked.Began(asking) < day);

        foreach (var act in _acts[day].Where(act => act.Kind == CourseActKind.Planned))
        {
            _asked.PlannedDay = act.Day;
        }

        EndWhereNobodyAsks(day, before);
        RestoreAfterReturn(day);
        Return(day);
        Open(day);
        GoOnLeave(day);
        MoveDue(day);
        foreach (var act in _acts[day])
        {
            Apply(act);
        }

        Open(day);
    }

    private void EndWhereNobodyAsks(DateOnly day, Asking[] before)
    {
        if (_asked.Now.Length > 0 || before.Length == 0 || _cycle is not { Ended: null } cycle)
        {
            return;
        }

        var why = before.Min(asking => asking.Ends);

        // Whoever gets access, or goes, without the course that was due on that day stays late with it.
        var staysDue = why == CycleEnd.NotMeant && Array.Exists(before, asking => asking.Terms.FirstDue == FirstDue.PlannedDay);
        if (cycle.Completed is null ? !staysDue : why == CycleEnd.Left)
        {
            cycle.End(why, day);
            Tell(CycleEventKind.Ended, day, end: why);
        }
    }

    // Whoever comes back with a pass that still counts is not asked again.
    private void RestoreAfterReturn(DateOnly day)
    {
        if (_asked.Now.Length > 0 && _cycle is { Ended: not null, Completed: not null } cycle && _pass?.ValidUntil >= day)
        {
            cycle.Ended = null;
            Tell(CycleEventKind.Restored, day);
        }
    }

    private void Open(DateOnly day)
    {
        if (_asked.Now.Length == 0 || _stopped || _cycle is { IsOpen: true })
        {
            return;
        }

        if (_pass is { } pass && pass.ValidUntil >= day)
        {
            if (RenewalDates.RenewsOn(_asked.Governing(pass).Terms, pass) is not { } opens)
            {
                return;
            }

            // A renewal that was open and had ended with its reason is open again with the next one.
            if (opens > day && _cycle is { Ended: null })
            {
                _agenda.Add(opens);
                return;
            }

            // A reason that began within the window leaves time to do it.
            var began = _asked.Now.Min(_asked.Began);
            var first = began > opens ? RenewalDates.Later(pass.ValidUntil, began.AddDays(_asked.Grace)) : pass.ValidUntil;
            Open(day, RenewalDates.Later(first, _asked.KnownLate(day)), pass.ValidUntil);
        }
        else
        {
            Open(day, null, null);
        }
    }

    private void Open(DateOnly day, DateOnly? renewalDue, DateOnly? renews)
    {
        var cycle = new PlannedCycle(_cycle, day) { Set = renewalDue };
        _cycle = cycle;
        cycle.Base = renewalDue ?? _asked.EarliestDue(cycle);
        foreach (var waiver in _waivers.Where(until => until >= day))
        {
            cycle.NotBefore(waiver.AddDays(_asked.Grace));
        }

        if (_away is { } away && away.Covers(day))
        {
            MoveForLeave(cycle, away);
        }

        Tell(CycleEventKind.Opened, day, cycle.Due, renews);
    }

    private void GoOnLeave(DateOnly day)
    {
        if (Array.FindLast(_absences, absence => absence.From <= day && absence.Covers(day)) is not { } away || away == _away || _cycle is not { Ended: null } cycle)
        {
            return;
        }

        _away = away;
        if (cycle.IsOpen && !(cycle.Due < away.From))
        {
            MoveForLeave(cycle, away);
        }

        Tell(CycleEventKind.Suspended, day, cycle.Due, away.Until);
    }

    private void Return(DateOnly day)
    {
        if (_away is { } away && !away.Covers(day))
        {
            _away = null;
            if (_cycle is { Ended: null } cycle)
            {
                cycle.HasNoDue = false;
                Tell(CycleEventKind.Resumed, day, cycle.Due);
            }
        }
    }

    private void MoveForLeave(PlannedCycle cycle, Absence away)
    {
        if (away.Until is { } until)
        {
            cycle.NotBefore(until.AddDays(1 + _asked.Grace));
        }
        else
        {
            cycle.HasNoDue = true;
        }
    }

    private void MoveDue(DateOnly day)
    {
        if (_cycle is { IsOpen: true, Set: null } cycle && _asked.Now.Length > 0)
        {
            cycle.Base = _asked.EarliestDue(cycle);
            if (cycle.Due != cycle.Told)
            {
                Tell(CycleEventKind.DueChanged, day, cycle.Due);
            }
        }
    }

    private void Apply(CourseAct act)
    {
        var open = _cycle is { IsOpen: true } found ? found : null;
        switch (act.Kind)
        {
            case CourseActKind.DueChanged when open is not null:
                open.SetDue(act.Day!.Value);
                Tell(CycleEventKind.DueChanged, act.On, open.Due);
                break;
            case CourseActKind.Extended when open is not null:
                open.NotBefore(act.Day!.Value);
                Tell(CycleEventKind.Extended, act.On, open.Due);
                break;
            case CourseActKind.Waived when _cycle is { Ended: null }:
                _waivers.Add(act.Day!.Value);
                open?.NotBefore(act.Day.Value.AddDays(_asked.Grace));
                Tell(CycleEventKind.Waived, act.On, open?.Due, act.Day);
                break;
            case CourseActKind.Passed or CourseActKind.Credited:
                Pass(act, open);
                break;
            case CourseActKind.Annulled:
                Annul(act);
                break;
            case CourseActKind.Ended when open is not null:
                open.End(CycleEnd.ByHand, act.On);
                _stopped = true;
                Tell(CycleEventKind.Ended, act.On, end: CycleEnd.ByHand);
                break;
        }
    }

    private void Pass(CourseAct act, PlannedCycle? open)
    {
        // An exam that was under way when the course was taken away is finished, and counts.
        var finishes = open is null && _cycle is { Ended: not null, Completed: null } ended && act.BegunOn < ended.EndedOn;
        if (open is null && !finishes)
        {
            var valid = _pass?.ValidUntil >= act.On ? _pass : null;
            if (_asked.Now.Length == 0 || (valid is not null && act.Kind == CourseActKind.Passed && !_asked.Governing(valid).Terms.EarlyCounts))
            {
                return;
            }

            Open(act.On, valid?.ValidUntil, valid?.ValidUntil);
        }

        var pass = RenewalDates.After(_asked.Terms, act.On, _pass);
        if (act is { Kind: CourseActKind.Credited, Day: { } counted })
        {
            pass = pass with { ValidUntil = RenewalDates.Later(counted, _pass?.ValidUntil), AnchorDay = counted.Day };
        }

        (_cycle!.Completed, _pass) = (pass, pass);
        Tell(act.Kind == CourseActKind.Credited ? CycleEventKind.Credited : CycleEventKind.Completed, act.On, until: pass.ValidUntil);
    }

    private void Annul(CourseAct act)
    {
        var annulled = _cycle;
        while (annulled is not null && annulled.Completed?.On != act.Day)
        {
            annulled = annulled.Before;
        }

        if (annulled is null)
        {
            return;
        }

        var due = RenewalDates.Later(act.On, annulled.Told).AddDays(_asked.Grace);
        var isLast = _pass == annulled.Completed;
        annulled.Completed = null;
        annulled.SetDue(due);
        _events.Add(new CycleEvent(annulled.Number, _events.Count + 1, CycleEventKind.Annulled, act.On, due));
        if (isLast)
        {
            _pass = FindPass(_cycle);
            if (_cycle != annulled && _cycle is { IsOpen: true })
            {
                _cycle.SetDue(due);
                Tell(CycleEventKind.DueChanged, act.On, due);
            }
        }
    }

    private void Tell(CycleEventKind kind, DateOnly day, DateOnly? due = null, DateOnly? until = null, CycleEnd? end = null)
    {
        _events.Add(new CycleEvent(_cycle!.Number, _events.Count + 1, kind, day, due, until, end));
        if (kind is not (CycleEventKind.Completed or CycleEventKind.Credited or CycleEventKind.Ended or CycleEventKind.Restored))
        {
            _cycle.Told = due;
        }
    }

    private static CountedPass? FindPass(PlannedCycle? cycle)
    {
        while (cycle is { Completed: null })
        {
            cycle = cycle.Before;
        }

        return cycle?.Completed;
    }
}
