using System.Runtime.InteropServices;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Reports;

/// <summary>How somebody stood to one course on a day.</summary>
internal sealed record FoundStanding(
    Guid PersonId, string CourseId, Guid UnitId, HolderStatus Holder, ComplianceState State, RequirementState Requirement, DateOnly? Due, DateOnly? ValidUntil);

/// <summary>
/// How many people stood to their courses on a day. Kept are the places of people and spans in memory, a few bytes for each course of a person, because
/// there is half a million of these; what is said of them is made for a page alone.
/// </summary>
internal sealed class FoundStandings(DateOnly day, DateOnly soon)
{
    private readonly List<Owner> _people = [];
    private readonly List<Place> _places = [];
    private readonly int[] _counts = new int[Enum.GetValues<ComplianceState>().Length];

    /// <summary>By state, those that were met.</summary>
    public IReadOnlyDictionary<ComplianceState, int> Counts =>
        Enum.GetValues<ComplianceState>().Where(state => _counts[(int)state] > 0).ToDictionary(state => state, state => _counts[(int)state]);

    /// <summary>Called by name.</summary>
    /// <param name="spans">By course; what did not hold on the day, or asks nothing, is left out.</param>
    /// <param name="courseId">The one course that counts; null for all.</param>
    public void Add(Guid personId, in CountedStanding standing, CountedSpan[] spans, string? courseId)
    {
        var owner = -1;
        for (var i = 0; i < spans.Length; i++)
        {
            ref readonly var span = ref spans[i];
            if (span.HoldsOn(day) && (span.Counts || span.IsAway) && (courseId is null || string.Equals(span.CourseId, courseId, StringComparison.Ordinal)))
            {
                if (owner < 0)
                {
                    owner = _people.Count;
                    _people.Add(new Owner(personId, standing.UnitId, standing.Holder, spans));
                }

                var state = span.StateOn(day, soon);
                _counts[(int)state]++;
                _places.Add(new Place(owner, i, state));
            }
        }
    }

    /// <summary>Some of them in an order; what is equal in it keeps its order, by name and then by course.</summary>
    /// <param name="state">The only one that is meant; null for all.</param>
    /// <param name="units">The place of each unit in the order of units.</param>
    public List<FoundStanding> Page(ComplianceState? state, ComplianceOrder order, IReadOnlyDictionary<Guid, int> units, int skip, int take)
    {
        var meant = _places.Where(place => state is null || place.State == state);
        if (order == ComplianceOrder.Name)
        {
            return [.. meant.Skip(skip).Take(take).Select(Say)];
        }

        // There are few different keys: those of the page are found by counting, and only what has them is put in order.
        var courses = order == ComplianceOrder.Course ? RanksOfCourses() : [];
        var (before, first, last, seen) = (0, long.MinValue, long.MaxValue, 0);
        foreach (var (key, count) in meant.CountBy(place => KeyOf(place, order, units, courses)).OrderBy(key => key.Key).TakeWhile(_ => seen < skip + take))
        {
            (before, first) = seen <= skip ? (seen, key) : (before, first);
            last = key;
            seen += count;
        }

        return
        [
            .. meant.Select(place => (Place: place, Key: KeyOf(place, order, units, courses)))
                .Where(each => each.Key >= first && each.Key <= last)
                .OrderBy(each => each.Key)
                .Skip(skip - before)
                .Take(take)
                .Select(each => Say(each.Place)),
        ];
    }

    private Dictionary<string, int> RanksOfCourses() => _people.SelectMany(person => person.Spans).Select(span => span.CourseId)
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((course, rank) => (course, rank)).ToDictionary(StringComparer.Ordinal);

    private long KeyOf(Place place, ComplianceOrder order, IReadOnlyDictionary<Guid, int> units, Dictionary<string, int> courses)
    {
        var owner = _people[place.Owner];
        ref readonly var span = ref owner.Spans[place.Span];
        return order switch
        {
            ComplianceOrder.Unit => units.GetValueOrDefault(owner.UnitId, -1),
            ComplianceOrder.Course => courses[span.CourseId],
            ComplianceOrder.State => ((long)place.State << 32) + ((span.Due ?? span.ValidUntil)?.DayNumber ?? 0),
            ComplianceOrder.Due => span.Due?.DayNumber ?? int.MaxValue,
            ComplianceOrder.ValidUntil => span.ValidUntil?.DayNumber ?? int.MaxValue,
            _ => throw new ArgumentOutOfRangeException(nameof(order), order, "No such order."),
        };
    }

    private FoundStanding Say(Place place)
    {
        var owner = _people[place.Owner];
        ref readonly var span = ref owner.Spans[place.Span];
        return new FoundStanding(owner.PersonId, span.CourseId, owner.UnitId, owner.Holder, place.State, span.State, span.Due, span.ValidUntil);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Owner(Guid PersonId, Guid UnitId, HolderStatus Holder, CountedSpan[] Spans);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(int Owner, int Span, ComplianceState State);
}
