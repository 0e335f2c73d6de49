using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Organisation;

/// <summary>What a unit is called; what is not filled is left out.</summary>
public sealed record RecordedUnitNames(TextRef? NameKk, TextRef? NameRu, TextRef? NameEn) : IFactPart
{
    internal static RecordedUnitNames Of(StoreWrite write, UnitNames names) =>
        new(write.TextOrNone(null, names.Kk), write.TextOrNone(null, names.Ru), write.TextOrNone(null, names.En));
}

/// <summary>Where a unit lies.</summary>
public sealed record UnitPlace(Guid? ParentId, Slug Path) : IFactPart
{
    internal static UnitPlace Of(Unit unit) => new(unit.ParentId, Slug.Of(unit.Path));
}

/// <summary>As it was recorded before units had days; never written any more.</summary>
[RecordedAs("unit.added")]
public sealed record UndatedUnitAdded(Guid UnitId, Guid? ParentId, Slug Path, TextRef Name) : Fact
{
    public override string? AboutKey() => UnitId.ToString("D");
}

/// <param name="Name">The one name for everybody; null where there are names by language.</param>
/// <param name="From">The first day on which the unit is there.</param>
[RecordedAs("unit.added", 2)]
public sealed record UnitAdded(Guid UnitId, UnitPlace Place, TextRef? Name, RecordedUnitNames Names, DateOnly From) : Fact
{
    public override string? AboutKey() => UnitId.ToString("D");

    internal static UnitAdded Of(StoreWrite write, Unit unit) => new(
        unit.Id, UnitPlace.Of(unit), unit.Names.Filled.Count == 0 ? write.Text(null, unit.Name) : null, RecordedUnitNames.Of(write, unit.Names), unit.Versions[0].From);
}

/// <param name="From">The first day of the new names.</param>
[RecordedAs("unit.renamed")]
public sealed record UnitRenamed(Guid UnitId, DateOnly From, RecordedUnitNames Before, RecordedUnitNames After) : Fact
{
    public override string? AboutKey() => UnitId.ToString("D");
}

/// <summary>A unit lies elsewhere, with everything below it.</summary>
/// <param name="From">The first day at the new place.</param>
[RecordedAs("unit.moved")]
public sealed record UnitMoved(Guid UnitId, DateOnly From, UnitPlace Before, UnitPlace After) : Fact
{
    public override string? AboutKey() => UnitId.ToString("D");
}

/// <param name="From">The first day on which the unit was not there any more.</param>
[RecordedAs("unit.closed")]
public sealed record UnitClosed(Guid UnitId, DateOnly From) : Fact
{
    public override string? AboutKey() => UnitId.ToString("D");
}

/// <summary>The people of a unit begin to be brought into another one; the units below it are there already.</summary>
/// <param name="From">The first day in the other unit.</param>
[RecordedAs("unit.merge-begun")]
public sealed record UnitMergeBegun(Guid UnitId, Guid IntoUnitId, DateOnly From) : Fact
{
    public override string? AboutKey() => UnitId.ToString("D");
}

/// <summary>The people and the lower units of a unit went to another one, and it was closed.</summary>
/// <param name="From">The first day in the other unit.</param>
/// <param name="People">How many people were transferred; each has a fact of their own.</param>
[RecordedAs("unit.merged")]
public sealed record UnitMerged(Guid UnitId, Guid IntoUnitId, DateOnly From, int People) : Fact
{
    public override string? AboutKey() => UnitId.ToString("D");
}

/// <summary>Somebody manages a unit, or stands in for who does, from a day on.</summary>
/// <param name="Until">The last day, included; null where none is known.</param>
[RecordedAs("unit.manager-named")]
public sealed record UnitManagerNamed(Guid UnitId, Guid PersonId, bool IsDeputy, DateOnly From, DateOnly? Until) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => UnitId.ToString("D");
}

/// <param name="EndedOn">The first day on which it did not hold any more.</param>
[RecordedAs("unit.manager-ended")]
public sealed record UnitManagerEnded(Guid UnitId, Guid PersonId, bool IsDeputy, DateOnly From, DateOnly EndedOn) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => UnitId.ToString("D");
}
