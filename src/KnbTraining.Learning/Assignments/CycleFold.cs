namespace KnbTraining.Learning.Assignments;

/// <summary>What the events up to a day come to.</summary>
internal sealed class CycleFold
{
    private readonly Dictionary<int, DateOnly> _counting = [];
    private readonly Dictionary<int, DateOnly?> _dues = [];
    private bool _away;
    private DateOnly? _awayUntil;

    /// <summary>The latest cycle; null before the first.</summary>
    public int? Cycle { get; private set; }

    /// <summary>True where the latest cycle is neither completed nor ended.</summary>
    public bool IsOpen => Cycle is { } cycle && Ended is null && !_counting.ContainsKey(cycle);

    /// <summary>True where the latest cycle was opened while an earlier pass counted.</summary>
    public bool Renews { get; private set; }

    public CycleEnd? Ended { get; private set; }

    public DateOnly? WaivedUntil { get; private set; }

    /// <summary>The due day of the latest cycle.</summary>
    public DateOnly? Due => Cycle is { } cycle ? DueOf(cycle) : null;

    /// <summary>The last day of the passes that count.</summary>
    public DateOnly? ValidUntil => _counting.Count == 0 ? null : _counting.Values.Max();

    public DateOnly? DueOf(int cycle) => _dues.GetValueOrDefault(cycle);

    public bool IsAway(DateOnly day) => _away && !(_awayUntil < day);

    /// <param name="events">In order.</param>
    public static CycleFold At(IEnumerable<CycleEvent> events, DateOnly day)
    {
        var fold = new CycleFold();
        foreach (var each in events.Where(each => each.Day <= day))
        {
            fold.Add(each);
        }

        return fold;
    }

    private void Add(CycleEvent each)
    {
        switch (each.Kind)
        {
            case CycleEventKind.Opened:
                (Cycle, Renews, Ended) = (each.Cycle, each.Until is not null, null);
                break;
            case CycleEventKind.Suspended:
                (_away, _awayUntil) = (true, each.Until);
                break;
            case CycleEventKind.Resumed:
                _away = false;
                break;
            case CycleEventKind.Waived:
                WaivedUntil = each.Until;
                break;
            case CycleEventKind.Completed or CycleEventKind.Credited:
                _counting[each.Cycle] = each.Until ?? each.Day;
                return;
            case CycleEventKind.Annulled:
                _counting.Remove(each.Cycle);
                break;
            case CycleEventKind.Ended when each.Cycle == Cycle:
                Ended = each.End;
                return;
            case CycleEventKind.Restored when each.Cycle == Cycle:
                Ended = null;
                return;
            case CycleEventKind.Ended or CycleEventKind.Restored or CycleEventKind.Undone:
                return;
        }

        _dues[each.Cycle] = each.Due;
    }
}
