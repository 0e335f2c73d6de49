namespace KnbTraining.Learning.Editing;

/// <summary>What a change makes of one document.</summary>
/// <param name="Text">Null where the document is retired.</param>
public readonly record struct DocumentEdit(string Path, string? Text);
