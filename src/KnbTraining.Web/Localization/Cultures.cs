using System.Globalization;
using KnbTraining.Content.Text;

namespace KnbTraining.Web.Localization;

/// <summary>The culture behind each language: it writes dates and numbers, the language chooses the words.</summary>
public static class Cultures
{
    private static readonly Dictionary<string, CultureInfo> ByLanguage =
        Languages.ToChoose.ToDictionary(language => language.Code, language => CultureInfo.GetCultureInfo(language.Culture), StringComparer.Ordinal);

    public static IReadOnlyList<CultureInfo> All { get; } = [.. ByLanguage.Values];

    /// <summary>The language of what is being shown now, by its code.</summary>
    public static string CurrentLanguage => Languages.Known(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    public static CultureInfo Of(string language) => ByLanguage[Languages.Known(language)];

    /// <summary>Says something in a language, whatever language the page around it speaks.</summary>
    public static T Speak<T>(string language, Func<T> say)
    {
        ArgumentNullException.ThrowIfNull(say);
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Of(language);
            return say();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }

    /// <summary>The first language of ours in an Accept-Language header, whatever its region; null where there is none.</summary>
    public static CultureInfo? FromAcceptLanguage(IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var known = tags.Select(tag => tag.Split('-')[0].ToLowerInvariant()).FirstOrDefault(tag => Languages.All.Contains(tag, StringComparer.Ordinal));
        return known is null ? null : Of(known);
    }
}
