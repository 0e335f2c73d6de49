using KnbTraining.Learning;

namespace KnbTraining.Web.Features.Content.Changes;

/// <summary>What came of an act on a change.</summary>
/// <param name="Said">What is told where it was done; null where nothing needs telling.</param>
/// <param name="Refused">Why it was not done; null where it was.</param>
public sealed record ChangeDone(string? Said, Refusal? Refused);
