using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Organisation;

/// <summary>
/// What a unit was called and where it lay on the days from <see cref="From"/> to <see cref="Until"/>. Rows are never overwritten, as those of
/// <see cref="Standing"/> are not. A closed unit has no row for the days since it was closed.
/// </summary>
public sealed class UnitVersion : DatedRow
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
            SeqIn = NotNumbered,
        };
    }
}
