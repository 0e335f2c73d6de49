using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Organisation;

/// <summary>
/// Who manages a unit, with everything below it, on the days from <see cref="From"/> to <see cref="Until"/>. Rights come from the rows of today; a deputy has
/// the same view while it lasts. Rows are never overwritten, as those of <see cref="Standing"/> are not.
/// </summary>
public sealed class UnitManager : DatedRow
{
    private UnitManager()
    {
    }

    public Guid Id { get; private set; }

    public Guid UnitId { get; private set; }

    public Guid PersonId { get; private set; }

    public bool IsDeputy { get; private set; }

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
            SeqIn = NotNumbered,
        };
    }
}
