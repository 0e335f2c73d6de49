namespace KnbTraining.Web.Features.Content.Shelf;

/// <summary>Where the uses of a document are listed, relative to the base.</summary>
public static class ShelfUses
{
    public static string Address(string path) => $"admin/content/uses/{path}";
}
