using KnbTraining.Content.Items;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.UnitTests.Learning.Assignments;

/// <summary>News of one person and one course that a seed draws: three rules, standing that changes, leaves and acts, over two years.</summary>
internal sealed class RandomNews
{
    public static readonly DateOnly First = new(2026, 1, 1);
    private static readonly string[] Units = ["/a/", "/a/b/", "/c/"];
    private readonly StableRandom _random;

    public RandomNews(ulong seed)
    {
        _random = new StableRandom(seed);
        Rules = [.. Enumerable.Range(1, 3).Select(Rule)];
        Standing = [.. Spans(4).Select(span => new StandingDays(
            Units[Below(3)], HolderStatus.Current, (Capacity)Below(2), Below(5) == 0, span.From, span.Until, span.From))];
        Absences = [.. Spans(3).Where(_ => Below(3) == 0).Select(span => new Absence(span.From, span.Until ?? span.From.AddDays(50)))];
        Acts = [.. Enumerable.Range(0, Below(7)).Select(_ => Act())];
    }

    public RuleDays[] Rules { get; }

    public StandingDays[] Standing { get; }

    public Absence[] Absences { get; }

    public CourseAct[] Acts { get; }

    public CourseNews News => new(Askings.Of(Rules, Standing), Absences, Acts);

    /// <summary>The same news, of which each becomes known up to two months after its day, told in another order.</summary>
    public CourseNews KnownLate() => new(
        _random.Shuffle(Askings.Of(
            [.. _random.Shuffle(Rules).Select(rule => rule with { KnownOn = rule.From.AddDays(Below(60)) })],
            [.. _random.Shuffle(Standing).Select(days => days with { KnownOn = days.From.AddDays(Below(60)) })])),
        _random.Shuffle(Absences),
        _random.Shuffle(Acts));

    public static RenewalTerms Terms(StableRandom random)
    {
        var (basis, months) = ((RenewalBasis)random.Below(3), 2 + random.Below(11));
        return new RenewalTerms
        {
            Basis = basis,
            ValidityMonths = months,
            WindowDays = random.Below(28),
            MinimumMonths = basis == RenewalBasis.Fixed ? random.Below(months) : 0,
            FixedDay = basis == RenewalBasis.Fixed ? First.AddDays(random.Below(700)) : null,
            FirstDueDays = random.Below(60),
            GraceDays = 1 + random.Below(20),
            EarlyCounts = random.Below(2) == 0,
        };
    }

    private RuleDays Rule(int number)
    {
        var from = First.AddDays(Below(200));
        return new RuleDays(
            new Guid(number, 0, 0, new byte[8]),
            1,
            new AssignmentAudience(null, Below(2) == 0 ? null : (Capacity)Below(2), Below(2) == 0 ? null : Units[Below(3)]),
            Terms(_random),
            from,
            Below(2) == 0 ? null : from.AddDays(Below(500)),
            from);
    }

    private CourseAct Act()
    {
        var (kind, on) = ((CourseActKind)Below(8), First.AddDays(Below(730)));
        return kind is CourseActKind.Planned or CourseActKind.Annulled or CourseActKind.Ended
            ? new CourseAct(CourseActKind.Passed, on)
            : new CourseAct(kind, on, kind == CourseActKind.Passed ? null : on.AddDays(Below(90)));
    }

    // One after the other without gaps, the last without an end.
    private IEnumerable<(DateOnly From, DateOnly? Until)> Spans(int count)
    {
        var from = First.AddDays(Below(60));
        for (var number = 1; number <= count; number++)
        {
            DateOnly? until = number == count ? null : from.AddDays(Below(200));
            yield return (from, until);
            from = until?.AddDays(1) ?? from;
        }
    }

    private int Below(int count) => _random.Below(count);
}
