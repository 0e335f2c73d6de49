using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Setup;

/// <summary>Whoever has the link may make the first administrator.</summary>
[RecordedAs("setup.link-made")]
public sealed record SetupLinkMade(DateTimeOffset ExpiresAt) : Fact;

/// <param name="PersonId">The first administrator.</param>
[RecordedAs("setup.completed")]
public sealed record SetupCompleted(Guid UnitId, TextRef Organisation, Guid PersonId, TextRef Name, TextRef UserName) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => UnitId.ToString("D");
}
