namespace KnbTraining.Learning.Annulments;

/// <summary>Exams were graded, or something else changed, since the figures were read: they are to be read again.</summary>
/// <param name="Exams">How many exams it would touch now.</param>
public sealed record EffectMoved(int Exams) : Refusal(RefusalKind.Conflict);

/// <summary>Whoever proposed it cannot approve it.</summary>
/// <param name="AnnulmentId">What they proposed.</param>
public sealed record OwnProposal(Guid AnnulmentId) : Refusal(RefusalKind.NotAllowed);
