using KnbTraining.Content.Text;

namespace KnbTraining.Web.Localization;

/// <summary>Each language by its own name.</summary>
public static class LanguageNames
{
    public static string Of(string? language) => Languages.Of(language).Name;
}
