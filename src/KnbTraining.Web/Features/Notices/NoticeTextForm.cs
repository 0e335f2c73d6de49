using KnbTraining.Content.Text;
using KnbTraining.Learning.Notices;

namespace KnbTraining.Web.Features.Notices;

/// <summary>What an administrator types as the text of a kind of notice, in each language.</summary>
public sealed class NoticeTextForm
{
    private readonly Dictionary<(string Language, bool IsTitle), string> _typed;

    private NoticeTextForm(IEnumerable<KeyValuePair<(string, bool), string>> typed) => _typed = new(typed);

    public string this[string language, bool isTitle]
    {
        get => _typed[(language, isTitle)];
        set => _typed[(language, isTitle)] = value;
    }

    public NoticeTemplate Template => new(LocalizedText.Of(language => this[language, true]), LocalizedText.Of(language => this[language, false]));

    public static NoticeTextForm Of(NoticeTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return new NoticeTextForm(
            Languages.All.SelectMany(language => new[]
            {
                KeyValuePair.Create((language, true), template.Title[language]),
                KeyValuePair.Create((language, false), template.Text[language]),
            }));
    }

    public NoticeTextForm Copy() => new(_typed);
}
