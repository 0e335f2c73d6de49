using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Annulments;

/// <summary>Somebody proposes to take questions out of gradings.</summary>
/// <param name="Subject">The rule or the family of questions; with <paramref name="Variant"/> it names one question.</param>
/// <param name="Exams">Graded exams that asked what is taken out.</param>
/// <param name="Lost">Of these, passed before and not any more.</param>
/// <param name="Gained">Of these, not passed before and passed now.</param>
/// <param name="Effect">Of the table of what it would do: one line of canonical JSON for each exam.</param>
[RecordedAs("annulment.proposed")]
public sealed record AnnulmentProposed(
    Guid AnnulmentId,
    AnnulledKind Kind,
    Slug Subject,
    long? Variant,
    int FromEdition,
    int ToEdition,
    WrongItems Treatment,
    int Exams,
    int Lost,
    int Gained,
    Digest Effect,
    TextRef Reason) : Fact
{
    public override string? AboutKey() => AnnulmentId.ToString("D");
}

/// <summary>What was decided about a proposal. The values are parts of facts.</summary>
public enum AnnulmentDecision
{
    Approved = 0,
    Rejected = 1,
    Withdrawn = 2,
}

/// <summary>What became of the proposal.</summary>
/// <param name="Exams">As the approver saw them; also for the others.</param>
/// <param name="Effect">What exactly was approved, as in <see cref="AnnulmentProposed"/>; null where it was not approved.</param>
/// <param name="ByProposer">True where whoever proposed it approved it, because the organisation allows that.</param>
[RecordedAs("annulment.decided")]
public sealed record AnnulmentDecided(
    Guid AnnulmentId, Guid ProposerId, AnnulmentDecision Decision, int Exams, int Lost, int Gained, Digest? Effect, bool ByProposer, TextRef? Reason) : Fact
{
    public override string? AboutKey() => AnnulmentId.ToString("D");
}

/// <summary>Every exam that was meant is graded anew.</summary>
/// <param name="Regraded">Exams that were graded anew.</param>
/// <param name="Revoked">Certificates.</param>
/// <param name="Issued">Certificates.</param>
/// <param name="Reopened">Courses that people have to complete again.</param>
[RecordedAs("annulment.carried-out")]
public sealed record AnnulmentCarriedOut(Guid AnnulmentId, int Regraded, int Revoked, int Issued, int Reopened) : Fact
{
    public override string? AboutKey() => AnnulmentId.ToString("D");
}
