namespace KnbTraining.Web.Features.Imports;

/// <summary>Where imports of people are shown.</summary>
public static class ImportAddress
{
    public const string Start = "admin/people/import";

    public static string Of(Guid importId) => $"{Start}/{importId}";
}
