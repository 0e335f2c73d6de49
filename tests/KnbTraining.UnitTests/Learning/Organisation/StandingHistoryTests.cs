using FsCheck;
using FsCheck.Xunit;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.UnitTests.Learning.Organisation;

/// <summary>Each number that FsCheck draws is something that is told about one person: a change, or that an earlier one is undone.</summary>
public sealed class StandingHistoryTests
{
    private const int Days = 40;

    private static readonly DateOnly First = new(2026, 1, 1);

    private static readonly Guid Person = Guid.NewGuid();

    private static readonly Guid[] Units = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid())];

    private static readonly StandingValues Beginning = new(Units[0], HolderStatus.None, Capacity.Employee);

    [Property(MaxTest = 200)]
    public bool Of_one_day_one_row_holds_from_the_first_day_on(int[] told)
    {
        var rows = Tell(told).Rows.Where(row => row.SeqOut is null).OrderBy(row => row.From).ToArray();
        return rows[0].From == First
            && rows[^1].Until is null
            && rows.Zip(rows.Skip(1)).All(pair => pair.First.Until == pair.Second.From.AddDays(-1) && pair.First.Until >= pair.First.From && pair.First.Values != pair.Second.Values);
    }

    [Property(MaxTest = 200)]
    public bool What_was_known_at_any_time_can_still_be_asked(int[] told)
    {
        var (rows, changes, last) = Tell(told);
        return Enumerable.Range(1, (int)last).All(at =>
        {
            var known = StandingHistory.Of(changes.Where(change => change.SeqIn <= at && !(change.SeqOut <= at)));
            return Enumerable.Range(0, Days + 5).Select(First.AddDays).All(day =>
                rows.Where(row => row.SeqIn <= at && !(row.SeqOut <= at) && row.From <= day && !(row.Until < day)).Select(row => row.Values).SequenceEqual([known.On(day)!]));
        });
    }

    [Property(MaxTest = 200)]
    public bool The_order_in_which_changes_of_different_days_are_told_does_not_matter(int[] told, int turn)
    {
        var parts = told.Where(number => Read(number) is not null).Select(number => Read(number)!.Value).DistinctBy(change => change.From).ToArray();
        var turned = parts.OrderBy(change => HashCode.Combine(change.From, turn)).ToArray();
        return Spans(parts).SequenceEqual(Spans(turned));
    }

    [Fact]
    public void A_change_holds_until_the_next_of_its_kind_and_leaves_the_rest_alone()
    {
        var spans = Spans([Set(20, null, new(UnitId: Units[2])), Set(10, null, new(UnitId: Units[1])), Set(15, 17, new(HolderStatus: HolderStatus.Current))]);

        Assert.Equal(
            [(0, 9, Units[0], HolderStatus.None), (10, 14, Units[1], HolderStatus.None), (15, 17, Units[1], HolderStatus.Current), (18, 19, Units[1], HolderStatus.None), (20, null, Units[2], HolderStatus.None)],
            spans.Select(span => (span.From.DayNumber - First.DayNumber, span.Until?.DayNumber - First.DayNumber, span.Values.UnitId, span.Values.HolderStatus)));
    }

    [Fact]
    public void Who_has_left_is_on_no_leave_until_hired_again()
    {
        StandingParts leave = new(Employment: Employment.OnLeave), left = new(Employment: Employment.Left), hired = new(Employment: Employment.Active);

        Assert.Equal("---LLLLLxxx", Drawn(Set(3, 9, leave), Set(8, null, left)));
        Assert.Equal("xx------LL-", Drawn(Set(0, 9, leave), Set(8, 9, leave), Set(0, null, left), Set(2, null, hired)));
        Assert.Equal("---LLLLL---", Drawn(Set(3, null, leave), Set(8, null, hired)));
        Assert.Equal("----xxx----", Drawn(Set(7, null, hired), Set(4, null, left)));
    }

    [Fact]
    public void A_change_that_says_nothing_or_ends_before_it_begins_is_none()
    {
        Assert.Throws<ArgumentException>(() => StandingChange.Create(Person, First, null, StandingParts.None, StandingSource.Form));
        Assert.Throws<ArgumentOutOfRangeException>(() => StandingChange.Create(Person, First, First.AddDays(-1), new(UnitId: Units[0]), StandingSource.Form));
        Assert.Throws<ArgumentException>(() => StandingHistory.Of([StandingChange.Create(Person, First, null, new(UnitId: Units[0]), StandingSource.Form)]));
    }

    private static string Drawn(params (DateOnly, DateOnly?, StandingParts)[] changes)
    {
        var spans = Spans(changes);
        return string.Concat(Enumerable.Range(0, 11).Select(day => "-Lx"[(int)spans.On(First.AddDays(day))!.Employment]));
    }

    private static (DateOnly From, DateOnly? Until, StandingParts Parts) Set(int from, int? until, StandingParts parts) =>
        (First.AddDays(from), until is { } last ? First.AddDays(last) : null, parts);

    private static IReadOnlyList<StandingSpan> Spans(IEnumerable<(DateOnly From, DateOnly? Until, StandingParts Parts)> told) =>
        StandingHistory.Of(told.Select((change, index) => Numbered(StandingChange.Create(Person, change.From, change.Until, change.Parts, StandingSource.Form), index + 2)).Prepend(Begun()));

    private static StandingChange Begun() => Numbered(StandingChange.Create(Person, First, null, StandingParts.Of(Beginning), StandingSource.Form), 1);

    private static StandingChange Numbered(StandingChange change, long number)
    {
        change.Known(number);
        return change;
    }

    // As the service does it: the rows that a fact makes and closes carry its number.
    private static (List<Standing> Rows, List<StandingChange> Changes, long Last) Tell(int[] told)
    {
        List<StandingChange> changes = [Begun()];
        List<Standing> rows = [];
        Keep(rows, changes, 1);
        var number = 1L;
        foreach (var one in told)
        {
            number++;
            if (Read(one) is { } change)
            {
                changes.Add(Numbered(StandingChange.Create(Person, change.From, change.Until, change.Parts, StandingSource.Form), number));
            }
            else if (changes.Skip(1).FirstOrDefault(known => known.SeqOut is null) is { } undone)
            {
                undone.Closed(number);
            }

            Keep(rows, changes, number);
        }

        return (rows, changes, number);
    }

    private static void Keep(List<Standing> rows, List<StandingChange> changes, long number)
    {
        var edit = StandingHistory.Edit([.. rows.Where(row => row.SeqOut is null)], changes.Where(change => change.SeqOut is null));
        foreach (var row in edit.Close)
        {
            row.Closed(number);
        }

        foreach (var span in edit.Add)
        {
            var row = Standing.Create(Person, span, StandingSource.Form);
            row.Known(number);
            rows.Add(row);
        }
    }

    // Null says that an earlier change is undone.
    private static (DateOnly From, DateOnly? Until, StandingParts Parts)? Read(int number)
    {
        var bits = unchecked((uint)(number * 2654435761L));
        var (kind, from, length, value) = (bits % 6, (int)(bits / 6 % Days), (int)(bits / 300 % 12), (int)(bits / 5000 % 3));
        StandingParts parts = kind switch
        {
            0 => new(UnitId: Units[value]),
            1 => new(HolderStatus: (HolderStatus)value),
            2 => new(Capacity: (Capacity)(value % 2)),
            3 => new(Employment: (Employment)value),
            _ => new(UnitId: Units[value], Employment: Employment.Active),
        };
        var open = length == 0 || parts.Employment is Employment.Active or Employment.Left;
        return kind == 5 ? null : Set(from, open ? null : from + length, parts);
    }
}
