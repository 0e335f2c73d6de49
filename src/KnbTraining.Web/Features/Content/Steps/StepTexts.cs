namespace KnbTraining.Web.Features.Content.Steps;

/// <summary>Marks the texts of the question that is written step by step.</summary>
public sealed class StepTexts;
