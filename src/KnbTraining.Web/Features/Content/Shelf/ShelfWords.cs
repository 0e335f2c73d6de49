namespace KnbTraining.Web.Features.Content.Shelf;

/// <summary>Marks the texts of the list of all documents.</summary>
public sealed class ShelfWords;
