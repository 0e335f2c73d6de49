namespace KnbTraining.Web.Components;

/// <summary>Where the lists for boards are, relative to the base.</summary>
public static class BoardAddress
{
    /// <summary>The choice of a unit.</summary>
    public const string Units = "admin/people/units/board";

    public static string Of(Guid unitId) => $"admin/people/units/{unitId}/board";

    public static string Of(Guid unitId, bool below, string language, int page) =>
        FormattableString.Invariant($"{Of(unitId)}?below={(below ? "yes" : "no")}&language={language}{(page == 1 ? "" : $"&page={page}")}");
}
