namespace KnbTraining.Web.Features.Content.Publish;

/// <summary>One line of an impact as people read it.</summary>
/// <param name="What">What happens to it; may be empty.</param>
/// <param name="Reasons">Which documents and fields bring it about.</param>
/// <param name="Document">Path of the document to open; null where there is none.</param>
public sealed record ImpactLine(string Title, string What, IReadOnlyList<string> Reasons, string? Document);
