using KnbTraining.Content.Text;

namespace KnbTraining.TestKit;

/// <summary>Texts in the languages that tests speak.</summary>
public static class Localized
{
    public static LocalizedText Of(string english, string russian, string kazakh) => LocalizedText.Of(language => language switch
    {
        Languages.Russian => russian,
        Languages.Kazakh => kazakh,
        _ => english,
    });
}
