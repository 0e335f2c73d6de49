using System.Globalization;
using System.Resources;
using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Editions;

/// <summary>What courses about changed rules are called. The words stand in the resx files beside it.</summary>
internal static class DeltaWords
{
    private static readonly ResourceManager Texts = new(typeof(DeltaWords));

    public static LocalizedText Title(int edition, int ordinal) => ordinal == 1 ? Of("Title", edition) : Of("Title.more", edition, ordinal);

    public static LocalizedText Summary(int edition) => Of("Summary", edition);

    private static LocalizedText Of(string key, params object[] values) => LocalizedText.Of(language =>
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var words = Texts.GetString(key, culture) ?? throw new KeyNotFoundException($"DeltaWords.resx has no '{key}'.");
        return string.Format(culture, words, values);
    });
}
