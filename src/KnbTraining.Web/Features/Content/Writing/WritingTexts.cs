namespace KnbTraining.Web.Features.Content.Writing;

/// <summary>Marks the texts of the lesson editor.</summary>
public sealed class WritingTexts;
