using System.Globalization;
using KnbTraining.Content.Text;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Localization;

/// <summary>Plural categories of whole numbers (CLDR): one/other, or one/few/many/other in a Slavic language.</summary>
public static class PluralRule
{
    public const string One = "one";
    public const string Few = "few";
    public const string Many = "many";
    public const string Other = "other";

    /// <summary>The categories that a countable text needs in a language. Slavic ones need <c>other</c> for fractions.</summary>
    public static IReadOnlyList<string> CategoriesOf(string language) =>
        Languages.Of(language).Plurals == PluralForms.Slavic ? [One, Few, Many, Other] : [One, Other];

    public static string CategoryOf(string language, long number)
    {
        var absolute = Math.Abs(number);
        if (Languages.Of(language).Plurals != PluralForms.Slavic)
        {
            return absolute == 1 ? One : Other;
        }

        var (ones, tens) = (absolute % 10, absolute / 10 % 10);
        return (tens, ones) switch
        {
            (1, _) => Many,
            (_, 1) => One,
            (_, >= 2 and <= 4) => Few,
            _ => Many,
        };
    }

    /// <summary>The text <c>key.category</c> for a number, which is its argument {0}; further arguments follow.</summary>
    public static string Plural(this IStringLocalizer texts, string key, long number, params object[] more)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(more);
        var text = texts[$"{key}.{CategoryOf(Cultures.CurrentLanguage, number)}"];
        return string.Format(CultureInfo.CurrentCulture, text.Value, [number, .. more]);
    }
}
