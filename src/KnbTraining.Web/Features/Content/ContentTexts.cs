namespace KnbTraining.Web.Features.Content;

/// <summary>Marks the texts of the editors' pages.</summary>
public sealed class ContentTexts;
