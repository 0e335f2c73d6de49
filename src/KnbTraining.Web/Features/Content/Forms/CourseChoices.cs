using System.Globalization;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>What a course can be made of, as people call it.</summary>
/// <param name="Families">By shape of the question and rule, with how hard they proved where that is known.</param>
public sealed record CourseChoices(IReadOnlyList<PickChoice> Lessons, IReadOnlyList<PickChoice> Texts, IReadOnlyList<PickChoice> Families, ItemBank? Items)
{
    public static CourseChoices None { get; } = new([], [], [], null);

    /// <param name="day">The law is read as on this local day.</param>
    /// <param name="facility">By family; only those with enough answers.</param>
    public static CourseChoices Of(
        Edition edition, DateOnly day, IReadOnlyDictionary<string, FacilityIndex> facility, IStringLocalizer<ContentTexts> words, IStringLocalizer<FormTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var language = Cultures.CurrentLanguage;
        var items = edition.ItemsOn(day);
        return new CourseChoices(
            [.. edition.Lessons.Values
                .Select(lesson => new PickChoice(lesson.Id, lesson[language].Title, null, $"admin/content/document/lessons/{lesson.Id}/{Languages.Known(language)}.md"))
                .OrderBy(choice => choice.Title, Learning.Names.NameOrder.Comparer)],
            [.. edition.Acknowledgements.Values
                .Select(text => new PickChoice(text.Id, text[language].Title, null, $"admin/content/document/{text.Path}"))
                .OrderBy(choice => choice.Title, Learning.Names.NameOrder.Comparer)],
            [.. items.Families
                .Select(family => new PickChoice(family.Id, TitleOf(edition, family, language), DetailOf(family, facility, words, texts)))
                .OrderBy(choice => choice.Title, Learning.Names.NameOrder.Comparer)],
            items);
    }

    private static string TitleOf(Edition edition, ItemFamily family, string language) => family.IsAuthored
        ? edition.Questions[family.Id[(family.Id.IndexOf('.', StringComparison.Ordinal) + 1)..]].Stem[language]
        : edition.Rules[family.Rule].Title[language];

    private static string DetailOf(
        ItemFamily family, IReadOnlyDictionary<string, FacilityIndex> facility, IStringLocalizer<ContentTexts> words, IStringLocalizer<FormTexts> texts)
    {
        var shape = words[$"Generator.{family.Generator}"].Value;
        return facility.TryGetValue(family.Id, out var known)
            ? $"{shape} · {texts["Facility", (known.Value * 100).ToString("0", CultureInfo.CurrentCulture), known.Answers]}"
            : shape;
    }
}
