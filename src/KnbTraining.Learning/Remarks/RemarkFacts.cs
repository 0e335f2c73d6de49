using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Remarks;

/// <summary>Somebody says that something is wrong with a question.</summary>
/// <param name="Variant">With the family it names the question, as the edition makes it.</param>
[RecordedAs("remark.made")]
public sealed record RemarkMade(
    Guid RemarkId, Guid PersonId, Slug Family, long Variant, Slug Rule, int Edition, RemarkPlace Place, RemarkReason Reason, TextRef Text) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Rule.ToString();
}

/// <summary>Somebody begins to look at a remark.</summary>
[RecordedAs("remark.taken")]
public sealed record RemarkTaken(Guid RemarkId, Guid PersonId, Slug Rule) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Rule.ToString();
}

/// <summary>What became of a remark.</summary>
/// <param name="CorrectedIn">The edition in which the question was corrected; null where it was not.</param>
/// <param name="Answer">What the person is told; null where the outcome says all.</param>
[RecordedAs("remark.answered")]
public sealed record RemarkAnswered(Guid RemarkId, Guid PersonId, Slug Rule, RemarkOutcome Outcome, int? CorrectedIn, TextRef? Answer) : Fact
{
    public override Guid? AboutPerson() => PersonId;

    public override string? AboutKey() => Rule.ToString();
}
