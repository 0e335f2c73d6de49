namespace KnbTraining.Web.Localization;

/// <summary>Each language by its own name.</summary>
public static class LanguageNames
{
    public static string Of(string? language) => language switch
    {
        "kk" => "Қазақша",
        "ru" => "Русский",
        _ => "English",
    };
}
