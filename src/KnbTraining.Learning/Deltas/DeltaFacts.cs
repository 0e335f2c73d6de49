using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Deltas;

/// <summary>Why rules were changed, in one language.</summary>
public sealed record RecordedReason(Slug Language, TextRef Text) : IFactPart
{
    internal static FactList<RecordedReason> Of(StoreWrite write, LocalizedText reason) =>
        [.. Languages.All.Order(StringComparer.Ordinal).Select(language => new RecordedReason(Slug.Of(language), write.Text(null, reason[language])))];
}

/// <summary>As it was recorded before reasons had three languages; never written any more.</summary>
[RecordedAs("delta.opened")]
public sealed record DeltaOpenedInOneLanguage(
    Slug Course, int Edition, FactList<Slug> Rules, DateOnly DueOn, int Count, Digest People, TextRef Reason) : Fact
{
    public override string? AboutKey() => Course.ToString();
}

/// <summary>A course about rules that an edition changed was opened for people; each of them gets it with a fact of their own.</summary>
/// <param name="Rules">The changed rules, in the order in which they are told.</param>
/// <param name="Count">For how many people.</param>
/// <param name="People">Hash of their ids, one a line, in order.</param>
/// <param name="Reason">Why the rules were changed, as the people read it.</param>
/// <param name="ProposalId">What it was opened for; null where nobody proposed it.</param>
[RecordedAs("delta.opened", 2)]
public sealed record DeltaOpened(
    Slug Course, int Edition, FactList<Slug> Rules, DateOnly DueOn, int Count, Digest People, FactList<RecordedReason> Reason, Guid? ProposalId) : Fact
{
    public override string? AboutKey() => Course.ToString();
}

/// <summary>Somebody proposes to open such a course.</summary>
/// <param name="Days">From the day of the edition until it is due.</param>
[RecordedAs("delta.proposed")]
public sealed record DeltaProposed(Guid ProposalId, int Edition, FactList<Slug> Rules, int Days, FactList<RecordedReason> Reason) : Fact
{
    public override string? AboutKey() => ProposalId.ToString("D");
}

/// <summary>What became of the proposal. Where it was opened, <see cref="DeltaOpened"/> is in the same transaction.</summary>
[RecordedAs("delta.proposal-decided")]
public sealed record DeltaProposalDecided(Guid ProposalId, int Edition, Guid ProposerId, DeltaDecision Decision, TextRef? Reason) : Fact
{
    public override string? AboutKey() => ProposalId.ToString("D");
}

/// <summary>The course was taken back; for each who had it open a fact follows.</summary>
/// <param name="Open">How many had it open.</param>
/// <param name="Done">How many had done it; that stays.</param>
/// <param name="Waiting">How many were still to get it.</param>
[RecordedAs("delta.taken-back")]
public sealed record DeltaTakenBack(Slug Course, int Edition, int Open, int Done, int Waiting, TextRef Reason) : Fact
{
    public override string? AboutKey() => Course.ToString();
}
