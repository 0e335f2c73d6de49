namespace KnbTraining.Web.Components;

/// <summary>Links into the glossary.</summary>
public static class GlossaryAddress
{
    /// <summary>Path of the glossary, relative to the base.</summary>
    public const string Page = "glossary";

    public static string Of(string termId) => $"{Page}#{termId}";
}
