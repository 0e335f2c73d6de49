namespace KnbTraining.Web.Features.Imports;

/// <summary>Marks the texts of the pages and commands that import people.</summary>
public sealed class ImportTexts;
