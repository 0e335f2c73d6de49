using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence;

/// <summary>Entries have left the application as a file.</summary>
/// <param name="Content">Of the file's bytes.</param>
/// <param name="PersonId">The filter, as the others that follow: null where it was not used.</param>
[RecordedAs("ledger.exported")]
public sealed record LedgerExported(
    Slug Format, long Count, long First, long Last, Digest Content, Guid? PersonId, Slug? Kind, DateOnly? From, DateOnly? To, TextRef? Name, TextRef? Subject) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>A text that an entry names was erased.</summary>
/// <param name="PersonId">Whom it was about.</param>
[RecordedAs("ledger.text-erased")]
public sealed record LedgerTextErased(Digest Text, Guid? PersonId) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}
