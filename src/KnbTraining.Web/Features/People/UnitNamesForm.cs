using KnbTraining.Content.Text;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Web.Features.People;

/// <summary>The names of a unit as they are typed.</summary>
public sealed class UnitNamesForm
{
    private readonly Dictionary<string, string?> _names = new(StringComparer.Ordinal);

    /// <param name="everybody">The name for readers of whose language there is none; where no name has a language it is shown as the reader's.</param>
    public static UnitNamesForm Of(UnitNames names, string everybody, string language)
    {
        ArgumentNullException.ThrowIfNull(names);
        var form = new UnitNamesForm { [Languages.Kazakh] = names.Kk, [Languages.Russian] = names.Ru, [Languages.English] = names.En };
        if (names.Filled.Count == 0)
        {
            form[language] = everybody;
        }

        return form;
    }

    public string? this[string language]
    {
        get => _names.GetValueOrDefault(language);
        set => _names[language] = value;
    }

    public UnitNames Names => new(this[Languages.Kazakh], this[Languages.Russian], this[Languages.English]);

    /// <summary>The field of the findings for a language.</summary>
    public static string FieldOf(string language) => language switch
    {
        Languages.Kazakh => nameof(Unit.NameKk),
        Languages.Russian => nameof(Unit.NameRu),
        _ => nameof(Unit.NameEn),
    };
}
