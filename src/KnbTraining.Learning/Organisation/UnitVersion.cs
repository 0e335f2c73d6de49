namespace KnbTraining.Learning.Organisation;

/// <summary>
/// What a unit was called and where it lay on the days from <see cref="From"/> to <see cref="Until"/>. Rows are never overwritten, as those of
/// <see cref="Standing"/> are not. A closed unit has no row for the days since it was closed.
/// </summary>
public sealed class UnitVersion
{
    private UnitVersion()
    {
    }

    public Guid Id { get; private set; }

    public Guid UnitId { get; private set; }

    public Guid? ParentId { get; private set; }

    /// <summary>As <see cref="Unit.Path"/>, on these days.</summary>
    public string Path { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? NameKk { get; private set; }

    public string? NameRu { get; private set; }

    public string? NameEn { get; private set; }

    public DateOnly From { get; private set; }

    /// <summary>The last day, included; null where none is known.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>The number of the fact by which this became known; 0 where it was known before there were numbers.</summary>
    public long SeqIn { get; private set; }

    /// <summary>The number of the fact since which this is no longer taken for true; null while it is.</summary>
    public long? SeqOut { get; private set; }

    /// <summary>The unit as it is now, for some days.</summary>
    public static UnitVersion Of(Unit unit, DateOnly from, DateOnly? until)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return new UnitVersion
        {
            Id = Guid.CreateVersion7(),
            UnitId = unit.Id,
            ParentId = unit.ParentId,
            Path = unit.Path,
            Name = unit.Name,
            NameKk = unit.NameKk,
            NameRu = unit.NameRu,
            NameEn = unit.NameEn,
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
