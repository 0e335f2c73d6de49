namespace KnbTraining.Learning.Annulments;

/// <summary>Exams were graded, or something else changed, since the figures were read: they are to be read again.</summary>
public sealed record EffectMoved() : Refusal(RefusalKind.Conflict);

/// <summary>Whoever proposed it cannot approve it.</summary>
public sealed record OwnProposal() : Refusal(RefusalKind.NotAllowed);
