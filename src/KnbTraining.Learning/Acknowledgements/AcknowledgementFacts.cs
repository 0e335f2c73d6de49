using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Acknowledgements;

/// <param name="Text">Of exactly the text that was shown.</param>
/// <param name="Phrase">What was typed to confirm it.</param>
/// <param name="ValidUntil">Null where it counts until the next version.</param>
[RecordedAs("acknowledgement.confirmed")]
public sealed record AcknowledgementConfirmed(
    Guid AcknowledgementId, Guid PersonId, Slug Document, int Version, int Edition, Slug Language, Digest Text, TextRef Phrase, DateOnly? ValidUntil) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Document.ToString();
}
