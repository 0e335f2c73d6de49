namespace KnbTraining.Web.Features.Content.Writing;

/// <summary>The text of a lesson in one language, without its front matter.</summary>
public sealed record LessonBody(string Language, string Text);

/// <summary>Texts that somebody has looked at and that still hold.</summary>
/// <param name="Marks">See <see cref="KnbTraining.Content.Analysis.StaleText.Marks"/>.</param>
public sealed record HeldTexts(string Language, IReadOnlyCollection<string> Marks);
