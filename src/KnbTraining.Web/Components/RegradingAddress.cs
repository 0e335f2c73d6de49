namespace KnbTraining.Web.Components;

/// <summary>Where it is looked at what grading exams anew would change, relative to the base.</summary>
public static class RegradingAddress
{
    public const string Page = "admin/content/regrading";

    /// <summary>Of what was found wrong, in an edition and those after it.</summary>
    public static string Of(string wrong, int edition) => FormattableString.Invariant($"{Page}?wrong={Uri.EscapeDataString(wrong)}&from={edition}");
}
