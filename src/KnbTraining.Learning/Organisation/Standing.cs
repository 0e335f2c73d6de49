using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Organisation;

/// <summary>How somebody belongs to the organisation on a day.</summary>
public enum Employment
{
    Active = 0,
    OnLeave = 1,

    /// <summary>No longer employed: cannot sign in, and nothing is asked of them.</summary>
    Left = 2,
}

/// <summary>By which way a row of standing came.</summary>
public enum StandingSource
{
    Form = 0,
    Import = 1,
    Demo = 2,

    /// <summary>Made for the people who were there before standing had dates.</summary>
    Migration = 3,
}

/// <summary>What can change about somebody from one day to the next and decides what is asked of them.</summary>
public sealed record StandingValues(Guid UnitId, HolderStatus HolderStatus, Capacity Capacity, Employment Employment = Employment.Active) : IFactPart;

/// <summary>
/// What held of one person on the days from <see cref="From"/> to <see cref="Until"/>. Rows are never overwritten: what turns out to be otherwise
/// is closed by <see cref="SeqOut"/>, and other rows take its place. The rows of a person that are not closed follow each other without gaps,
/// and the last one has no end. Ask <see cref="StandingQueries.StandingOn"/>.
/// </summary>
public sealed class Standing : DatedRow
{
    private Standing()
    {
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public Guid UnitId { get; private set; }

    public HolderStatus HolderStatus { get; private set; }

    public Capacity Capacity { get; private set; }

    public Employment Employment { get; private set; }

    public StandingSource Source { get; private set; }

    public StandingValues Values => new(UnitId, HolderStatus, Capacity, Employment);

    public static Standing Create(Guid personId, StandingSpan span, StandingSource source)
    {
        ArgumentNullException.ThrowIfNull(span);
        return new Standing
        {
            Id = Guid.CreateVersion7(),
            PersonId = personId,
            UnitId = span.Values.UnitId,
            HolderStatus = span.Values.HolderStatus,
            Capacity = span.Values.Capacity,
            Employment = span.Values.Employment,
            From = span.From,
            Until = span.Until,
            SeqIn = NotNumbered,
            Source = source,
        };
    }
}

/// <summary>
/// One change of somebody's standing as it was told: what is set, and on which days. Rows of <see cref="Standing"/> follow from the changes that hold
/// (<see cref="StandingHistory"/>): one without a last day holds until another. A change that is undone is closed, never deleted.
/// </summary>
public sealed class StandingChange : DatedRow
{
    private StandingChange()
    {
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    /// <summary>Null where the unit is left as it is; likewise the next three.</summary>
    public Guid? UnitId { get; private set; }

    public HolderStatus? HolderStatus { get; private set; }

    public Capacity? Capacity { get; private set; }

    public Employment? Employment { get; private set; }

    public StandingSource Source { get; private set; }

    public StandingParts Parts => new(UnitId, HolderStatus, Capacity, Employment);

    /// <summary>
    /// What somebody is told to be from a day on. A leave is a change of its own: it lies over the employment, and coming back ends it and nothing else.
    /// </summary>
    /// <param name="parts">All of it, or what is otherwise; null or nothing where only the end is told.</param>
    /// <param name="ends">The first day on which they have left; null where no end is told.</param>
    public static IReadOnlyList<StandingChange> Told(Guid personId, DateOnly from, StandingParts? parts, DateOnly? ends, StandingSource source)
    {
        parts ??= StandingParts.None;
        var isOnLeave = parts.Employment == Organisation.Employment.OnLeave;
        var rest = !isOnLeave ? parts : parts with { Employment = parts.IsWhole ? Organisation.Employment.Active : null };
        List<StandingChange> told = [];
        if (rest != StandingParts.None)
        {
            told.Add(Create(personId, from, null, rest, source));
        }

        if (isOnLeave)
        {
            told.Add(Create(personId, from, null, new StandingParts(Employment: Organisation.Employment.OnLeave), source));
        }

        if (ends is { } left)
        {
            told.Add(Create(personId, left, null, new StandingParts(Employment: Organisation.Employment.Left), source));
        }

        return told;
    }

    public static StandingChange Create(Guid personId, DateOnly from, DateOnly? until, StandingParts parts, StandingSource source)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (until < from)
        {
            throw new ArgumentOutOfRangeException(nameof(until), until, "A change ends before it begins.");
        }

        if (parts == StandingParts.None)
        {
            throw new ArgumentException("A change sets something.", nameof(parts));
        }

        ArgumentOutOfRangeException.ThrowIfEqual(parts.UnitId.GetValueOrDefault(Guid.AllBitsSet), Guid.Empty, nameof(parts));
        return new StandingChange
        {
            Id = Guid.CreateVersion7(),
            PersonId = personId,
            From = from,
            Until = until,
            UnitId = parts.UnitId,
            HolderStatus = parts.HolderStatus,
            Capacity = parts.Capacity,
            Employment = parts.Employment,
            SeqIn = NotNumbered,
            Source = source,
        };
    }
}

/// <summary>What a change sets; what is null stays as it is.</summary>
public sealed record StandingParts(Guid? UnitId = null, HolderStatus? HolderStatus = null, Capacity? Capacity = null, Employment? Employment = null)
{
    public static StandingParts None { get; } = new();

    /// <summary>True where everything is set, as by what makes somebody known.</summary>
    public bool IsWhole => UnitId is not null && HolderStatus is not null && Capacity is not null && Employment is not null;

    public static StandingParts Of(StandingValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new StandingParts(values.UnitId, values.HolderStatus, values.Capacity, values.Employment);
    }

    /// <summary>What must be set so that <paramref name="before"/> becomes <paramref name="after"/>.</summary>
    public static StandingParts Between(StandingValues before, StandingValues after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new StandingParts(
            before.UnitId == after.UnitId ? null : after.UnitId,
            before.HolderStatus == after.HolderStatus ? null : after.HolderStatus,
            before.Capacity == after.Capacity ? null : after.Capacity,
            before.Employment == after.Employment ? null : after.Employment);
    }
}
