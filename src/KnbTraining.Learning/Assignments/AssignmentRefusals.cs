namespace KnbTraining.Learning.Assignments;

/// <summary>One of several proposals is not right, so that none was accepted.</summary>
public sealed record WrongProposal(string CourseId, FormFindings Findings) : Refusal(RefusalKind.Invalid);
