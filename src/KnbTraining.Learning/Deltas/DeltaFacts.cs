using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Deltas;

/// <summary>A course about rules that an edition changed was opened for people; each of them gets it with a fact of their own.</summary>
/// <param name="Rules">The changed rules, in the order in which they are told.</param>
/// <param name="Count">For how many people.</param>
/// <param name="People">Hash of their ids, one a line, in order.</param>
/// <param name="Reason">Why the rules were changed, as the people read it.</param>
[RecordedAs("delta.opened")]
public sealed record DeltaOpened(Slug Course, int Edition, FactList<Slug> Rules, DateOnly DueOn, int Count, Digest People, TextRef Reason) : Fact
{
    public override string? AboutKey() => Course.ToString();
}
