namespace KnbTraining.Web.Components.Assigned;

/// <summary>Where the file that proves a credit is downloaded.</summary>
internal static class EvidenceAddress
{
    /// <summary>The route, with its parameters.</summary>
    public const string Route = "admin/evidence/{cycle:guid}/{number:int}";

    /// <param name="number">Of the event that credits.</param>
    public static string Of(Guid cycle, int number) => $"admin/evidence/{cycle}/{number}";
}
