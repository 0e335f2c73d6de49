namespace KnbTraining.Web.Components;

/// <summary>Where annulments are listed and decided, relative to the base.</summary>
public static class AnnulmentAddress
{
    public const string List = "admin/content/annulments";

    public static string Of(Guid id) => $"{List}/{id:D}";
}
