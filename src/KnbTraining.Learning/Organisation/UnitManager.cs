namespace KnbTraining.Learning.Organisation;

/// <summary>
/// Who manages a unit, with everything below it, on the days from <see cref="From"/> to <see cref="Until"/>. Rights come from the rows of today; a deputy has
/// the same view while it lasts. Rows are never overwritten, as those of <see cref="Standing"/> are not.
/// </summary>
public sealed class UnitManager
{
    private UnitManager()
    {
    }

    public Guid Id { get; private set; }

    public Guid UnitId { get; private set; }

    public Guid PersonId { get; private set; }

    public bool IsDeputy { get; private set; }

    public DateOnly From { get; private set; }

    /// <summary>The last day, included; null where none is known.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>The number of the fact by which this became known; 0 where it was known before there were numbers.</summary>
    public long SeqIn { get; private set; }

    /// <summary>The number of the fact since which this is no longer taken for true; null while it is.</summary>
    public long? SeqOut { get; private set; }

    public static UnitManager Create(Guid unitId, Guid personId, bool isDeputy, DateOnly from, DateOnly? until)
    {
        if (until < from)
        {
            throw new ArgumentOutOfRangeException(nameof(until), until, "It ends before it begins.");
        }

        return new UnitManager
        {
            Id = Guid.CreateVersion7(),
            UnitId = unitId,
            PersonId = personId,
            IsDeputy = isDeputy,
            From = from,
            Until = until,
            SeqIn = Standing.NotNumbered,
        };
    }

    public void Known(long number) => SeqIn = number;

    /// <summary>From now on this is not taken for true; <see cref="Closed"/> says by which fact.</summary>
    public void Close() => SeqOut = Standing.NotNumbered;

    public void Closed(long number) => SeqOut = number;
}
