using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Organisation;

/// <summary>What happened to the IIN of somebody. The values are part of facts.</summary>
public enum IinAct
{
    Set = 0,
    Replaced = 1,
    Removed = 2,
}

/// <summary>The IIN of somebody became known, became another one, or was taken away. The number itself is in no fact.</summary>
[RecordedAs("person.iin-changed")]
public sealed record IinChanged(Guid PersonId, IinAct Change) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>Somebody had the whole IIN of a person shown.</summary>
[RecordedAs("person.iin-shown")]
public sealed record IinShown(Guid PersonId) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>All stored IINs were erased, because the organisation keeps them no longer.</summary>
[RecordedAs("people.iins-erased")]
public sealed record IinsErased(int Count) : Fact;
