using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>
/// What is stored of one person in one course: cycles, events, reasons and spans. Whoever changes a cycle says so here, and at the end
/// <see cref="Settle"/> writes the spans that follow.
/// </summary>
public sealed class CourseRecord
{
    private readonly LearningDbContext _db;
    private readonly List<Cycle> _cycles;
    private readonly List<CycleEventRow> _events;
    private readonly List<CycleReason> _reasons;
    private readonly List<CycleSpan> _spans;
    private readonly IReadOnlyDictionary<(Guid Rule, int Version), RenewalTerms> _terms;
    private List<Action<long>> _unnumbered = [];

    private CourseRecord(
        LearningDbContext db,
        Guid personId,
        string courseId,
        IReadOnlyDictionary<(Guid Rule, int Version), RenewalTerms> terms,
        IEnumerable<Cycle> cycles,
        IEnumerable<CycleEventRow> events,
        IEnumerable<CycleReason> reasons,
        IEnumerable<CycleSpan> spans)
    {
        (_db, PersonId, CourseId, _terms) = (db, personId, courseId, terms);
        _cycles = [.. cycles.OrderBy(cycle => cycle.OpenedOn).ThenBy(cycle => cycle.Id)];
        var numbers = _cycles.Select((cycle, index) => (cycle.Id, index)).ToDictionary(cycle => cycle.Id, cycle => cycle.index);
        _events = [.. events.Where(row => numbers.ContainsKey(row.CycleId)).OrderBy(row => row.Number)];
        _reasons = [.. reasons];
        _spans = [.. spans];
    }

    public Guid PersonId { get; }

    public string CourseId { get; }

    public Cycle? Latest => _cycles.Count == 0 ? null : _cycles[^1];

    public IReadOnlyList<Cycle> Cycles => _cycles;

    public IReadOnlyList<CycleEventRow> Events => _events;

    /// <summary>True where something was added or closed since the last <see cref="Settle"/>.</summary>
    public bool HasChanged => _unnumbered.Count > 0;

    /// <summary>Those that have no last day.</summary>
    public IEnumerable<CycleReason> OpenReasons => _reasons.Where(reason => reason is { Until: null, SeqOut: null });

    /// <summary>True where <see cref="Ask"/> found that others ask than before.</summary>
    public bool IsAskedAnew { get; private set; }

    /// <summary>The assignments that asked and ask, each with its terms; what was given by hand has none.</summary>
    public IReadOnlyList<Asking> Askings =>
    [
        .. from reason in _reasons
           where reason is { SeqOut: null, RuleId: not null }
           let key = (reason.RuleId!.Value, reason.RuleVersion)
           where _terms.ContainsKey(key)
           orderby reason.From
           select new Asking(key.Value, key.RuleVersion, _terms[key], reason.From, reason.Until, reason.From),
    ];

    /// <summary>Days that the person has at least after a leave, a waiver, and what became known late: the most that an assignment gives that asks now.</summary>
    public int Grace => Askings.Where(asking => asking.Until is null).Select(asking => asking.Terms.GraceDays).DefaultIfEmpty(RenewalTerms.UsualGraceDays).Max();

    public CycleHistory History => new(
        _events.Select(row => row.Read(NumberOf(row.CycleId))), _reasons.Where(reason => reason.SeqOut is null).Select(reason => reason.Read()));

    /// <summary>A fixed number of commands, however many people are meant. Cycles that were just added are among them.</summary>
    /// <param name="supposed">An assignment that is not stored, for those who ask what would follow from it; null where nobody does.</param>
    public static async Task<Dictionary<Guid, CourseRecord>> ReadAsync(
        LearningDbContext db, string courseId, IReadOnlyCollection<Guid> people, CancellationToken ct, SupposedRule? supposed = null)
    {
        var cycles = await db.Cycles.Where(cycle => cycle.CourseId == courseId && people.Contains(cycle.PersonId)).ToListAsync(ct);
        cycles.AddRange(db.Cycles.Local.Where(cycle => cycle.CourseId == courseId && people.Contains(cycle.PersonId) && !cycles.Contains(cycle)));
        Guid[] ids = [.. cycles.Select(cycle => cycle.Id)];
        var events = (ids.Length == 0 ? [] : await db.CycleEvents.Where(row => ids.Contains(row.CycleId)).ToListAsync(ct)).ToLookup(row => row.CycleId);
        var reasons = (await db.CycleReasons
                .Where(reason => reason.CourseId == courseId && people.Contains(reason.PersonId) && reason.SeqOut == null)
                .ToListAsync(ct))
            .ToLookup(reason => reason.PersonId);
        var spans = (await db.CycleSpans.Where(span => span.CourseId == courseId && people.Contains(span.PersonId) && span.SeqOut == null).ToListAsync(ct))
            .ToLookup(span => span.PersonId);
        var own = cycles.ToLookup(cycle => cycle.PersonId);
        var versions = await db.AssignmentRuleVersions
            .Where(row => row.SeqOut == null && db.AssignmentRules.Any(rule => rule.Id == row.RuleId && rule.CourseId == courseId))
            .ToListAsync(ct);
        var terms = versions.GroupBy(row => (row.RuleId, row.Number)).ToDictionary(rows => rows.Key, rows => rows.Last().Terms);
        if (supposed is not null)
        {
            terms[(supposed.RuleId, SupposedRule.Version)] = supposed.Terms;
        }

        return people.Distinct().ToDictionary(
            person => person,
            person => new CourseRecord(db, person, courseId, terms, own[person], own[person].SelectMany(cycle => events[cycle.Id]), reasons[person], spans[person]));
    }

    /// <summary>Adds an event to a cycle.</summary>
    public CycleEventRow Add(Cycle cycle, CycleEvent told, EventGrounds? grounds = null)
    {
        var row = CycleEventRow.Create(cycle.Id, told with { Number = _events.Count + 1 }, grounds ?? EventGrounds.None);
        _db.CycleEvents.Add(row);
        _events.Add(row);
        _unnumbered.Add(row.Known);
        return row;
    }

    /// <summary>Adds a reason for the latest cycle as it is told, without asking the assignments.</summary>
    /// <exception cref="InvalidOperationException">There is no cycle.</exception>
    public void Add(AskingRule rule, DateOnly from, DateOnly? until)
    {
        var reason = CycleReason.Create(Latest ?? throw new InvalidOperationException("There is no cycle."), rule, from);
        AddReason(until is { } last ? reason.EndedOn(last) : reason);
    }

    /// <summary>Adds the events that follow from the rows of the cycles: that they were opened, completed and taken back.</summary>
    public void Follow()
    {
        var events = History.Events;
        foreach (var cycle in _cycles)
        {
            var number = NumberOf(cycle.Id);
            var told = events.Where(each => each.Cycle == number).ToArray();
            if (!Array.Exists(told, each => each.Kind == CycleEventKind.Opened))
            {
                var before = _cycles.Take(number - 1).Select(each => each.ValidUntil).Max();
                Add(cycle, new CycleEvent(number, 0, CycleEventKind.Opened, cycle.OpenedOn, cycle.DueOn, before >= cycle.OpenedOn ? before : null));
            }

            // A pass that was annulled is told, and so is the next one.
            var last = Array.FindLast(told, each => each.Kind is CycleEventKind.Completed or CycleEventKind.Credited or CycleEventKind.Annulled);
            if (cycle.CompletedOn is { } completed && (last is null || last.Kind == CycleEventKind.Annulled))
            {
                Add(cycle, new CycleEvent(number, 0, CycleEventKind.Completed, RenewalDates.Later(completed, last?.Day), Until: cycle.ValidUntil));
            }

            var isPast = last?.Kind == CycleEventKind.Annulled && cycle != Latest;
            if (cycle.WithdrawnOn is { } withdrawn && !isPast && !Array.Exists(told, each => each.Kind == CycleEventKind.Ended))
            {
                Add(cycle, new CycleEvent(number, 0, CycleEventKind.Ended, withdrawn, End: CycleEnd.RuleWithdrawn));
            }
        }
    }

    /// <summary>Brings the reasons in line with the assignments that ask now.</summary>
    public void Ask(IReadOnlyList<AskingRule> asking, DateOnly today)
    {
        foreach (var reason in OpenReasons.Where(reason => !asking.Contains(reason.AskedBy)).ToArray())
        {
            reason.Close();
            _unnumbered.Add(reason.Closed);
            IsAskedAnew = true;
            if (reason.From < today)
            {
                AddReason(reason.EndedOn(today.AddDays(-1)));
            }
        }

        if (Latest is { } cycle)
        {
            foreach (var rule in asking.Where(rule => OpenReasons.All(reason => reason.AskedBy != rule)).ToArray())
            {
                AddReason(CycleReason.Create(cycle, rule, today));
                IsAskedAnew = true;
            }
        }
    }

    /// <summary>Makes the reasons of what was opened before reasons were kept: from the day on which an assignment opened its first cycle.</summary>
    /// <param name="asking">The assignments that ask now.</param>
    /// <param name="endedOn">The first day on which an assignment that does not ask now did not.</param>
    public void AskSinceOpened(IReadOnlyList<AskingRule> asking, Func<Guid, DateOnly> endedOn)
    {
        foreach (var cycles in _cycles.GroupBy(cycle => cycle.RuleId).Where(cycles => _reasons.TrueForAll(reason => reason.RuleId != cycles.Key)))
        {
            var first = cycles.First();
            var asks = asking.FirstOrDefault(rule => rule.RuleId == cycles.Key);
            var reason = CycleReason.Create(first, asks ?? new AskingRule(cycles.Key, cycles.Key is null ? 0 : 1), first.OpenedOn);
            var last = (cycles.Key is { } rule ? endedOn(rule) : cycles.Last().CompletedOn?.AddDays(1) ?? cycles.Last().WithdrawnOn ?? first.OpenedOn).AddDays(-1);
            if (asks is not null || last >= first.OpenedOn)
            {
                AddReason(asks is null ? reason.EndedOn(last) : reason);
            }
        }
    }

    /// <summary>What a pass is worth: the earliest of the last days that the assignments compute which ask on that day.</summary>
    /// <param name="day">Of the pass.</param>
    /// <param name="courseMonths">For how many months a pass of the course counts where no assignment says otherwise.</param>
    public CountedPass PassOn(DateOnly day, int courseMonths) => PassOn(day, courseMonths, LastPass());

    /// <summary>As <see cref="PassOn(DateOnly, int)"/>, for a pass that becomes known late: passes after its day do not count for it.</summary>
    internal CountedPass LatePassOn(DateOnly day, int courseMonths) => PassOn(day, courseMonths, LastPass(day));

    private CountedPass PassOn(DateOnly day, int courseMonths, CountedPass? before)
    {
        RenewalTerms[] terms = [.. Askings.Where(asking => asking.Covers(day)).Select(asking => asking.Terms.For(courseMonths))];
        return RenewalDates.After(terms.Length > 0 ? terms : [new RenewalTerms().For(courseMonths)], day, before);
    }

    /// <summary>The pass that counts longest; null where there is none.</summary>
    /// <param name="upTo">Passes after this day are left out; null for none.</param>
    public CountedPass? LastPass(DateOnly? upTo = null)
    {
        CountedPass? last = null;
        foreach (var cycle in _cycles.Where(cycle => cycle.CompletedOn is not null && !(cycle.CompletedOn > upTo)).OrderBy(cycle => cycle.CompletedOn).ThenBy(cycle => cycle.ValidUntil))
        {
            var (on, until) = (cycle.CompletedOn!.Value, cycle.ValidUntil!.Value);

            // The day of the month that the series aims at is not stored: it is the one before it as long as the last day can have come of it.
            var goesOn = last is not null
                && on <= last.ValidUntil
                && until.Day == Math.Min(last.AnchorDay, DateTime.DaysInMonth(until.Year, until.Month));
            last = new CountedPass(on, until, goesOn ? last!.AnchorDay : on.Day, last);
        }

        return last;
    }

    /// <summary>Writes the spans that follow from events and reasons.</summary>
    /// <returns>Tells the rows that were changed the number of the fact; null where nothing was changed.</returns>
    public Action<long>? Settle()
    {
        var wanted = History.Spans.Select(span => (Cycle: span.Cycle is { } number ? _cycles[number - 1].Id : (Guid?)null, Span: span)).ToList();
        foreach (var span in _spans.Where(span => span.SeqOut is null))
        {
            if (wanted.RemoveAll(each => span.Says(each.Cycle, each.Span)) == 0)
            {
                span.Close();
                _unnumbered.Add(span.Closed);
            }
        }

        foreach (var (cycle, span) in wanted)
        {
            var added = CycleSpan.Create(PersonId, CourseId, cycle, span);
            _db.CycleSpans.Add(added);
            _spans.Add(added);
            _unnumbered.Add(added.Known);
        }

        if (Latest is { CompletedOn: null, WithdrawnOn: null } open && CycleFold.At(History.Events, DateOnly.MaxValue).Due is { } due)
        {
            open.MoveDue(due);
        }

        var changed = _unnumbered;
        _unnumbered = [];
        return changed.Count == 0 ? null : number => changed.ForEach(tell => tell(number));
    }

    /// <summary>The number of a cycle among those of the person in the course, from 1; 0 where it is none of them.</summary>
    public int NumberOf(Guid cycleId) => _cycles.FindIndex(cycle => cycle.Id == cycleId) + 1;

    private void AddReason(CycleReason reason)
    {
        _db.CycleReasons.Add(reason);
        _reasons.Add(reason);
        _unnumbered.Add(reason.Known);
    }
}
