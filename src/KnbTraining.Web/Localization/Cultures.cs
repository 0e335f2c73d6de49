using System.Globalization;
using KnbTraining.Content.Text;

namespace KnbTraining.Web.Localization;

/// <summary>The culture behind each language: it writes dates and numbers, the language chooses the words.</summary>
public static class Cultures
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");
    private static readonly CultureInfo Kazakh = CultureInfo.GetCultureInfo("kk-KZ");

    public static IReadOnlyList<CultureInfo> All { get; } = [Kazakh, Russian, English];

    /// <summary>The language of what is being shown now: <c>en</c>, <c>ru</c> or <c>kk</c>.</summary>
    public static string CurrentLanguage => Languages.Known(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    public static CultureInfo Of(string language) => Languages.Known(language) switch
    {
        Languages.Kazakh => Kazakh,
        Languages.Russian => Russian,
        _ => English,
    };

    /// <summary>The first language of ours in an Accept-Language header, whatever its region; null where there is none.</summary>
    public static CultureInfo? FromAcceptLanguage(IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var known = tags.Select(tag => tag.Split('-')[0].ToLowerInvariant()).FirstOrDefault(tag => Languages.All.Contains(tag, StringComparer.Ordinal));
        return known is null ? null : Of(known);
    }
}
