namespace KnbTraining.Web.Features.Content.Exchange.Scorm;

/// <summary>Marks the texts of packages for learning systems.</summary>
public sealed class ScormTexts;
