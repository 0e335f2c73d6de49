using System.Globalization;
using System.Resources;
using KnbTraining.Content.Text;
using KnbTraining.Web.Localization;

namespace KnbTraining.Web.Features.Notices;

/// <summary>The words of a list for a board: in the language of those who read it there, which may be another one than that of who prints it.</summary>
internal sealed class BoardSheetWords(string language)
{
    private static readonly ResourceManager Texts = new(typeof(NoticesTexts));

    private readonly CultureInfo _culture = Cultures.Of(language);

    public string this[string key] => Texts.GetString(key, _culture) ?? throw new KeyNotFoundException($"NoticesTexts.resx has no '{key}'.");

    public string AsOf(DateOnly day) => string.Format(_culture, this["Sheet.asOf"], Day(day));

    public string Day(DateOnly day) => day.ToString(Languages.Of(language).Day, _culture);
}
