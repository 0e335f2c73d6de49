using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Reference;
using KnbTraining.Learning.Names;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>The values that fields choose among, as people call them, in an edition.</summary>
public sealed class EntryChoices(Edition edition, IStringLocalizer<ContentTexts> words, IStringLocalizer<FormTexts> texts)
{
    // Names of fields whose values the program knows; each value has its words.
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["keyable"] = ["yes", "dated", "attributed", "taught", "no"],
        ["use"] = ["core", "institutional", "background"],
        ["gender"] = ["f", "m"],
        ["standing"] = ["sources", "good-practice"],
    };

    private readonly Dictionary<string, IReadOnlyList<PickChoice>> _found = new(StringComparer.Ordinal);

    public Edition Edition => edition;

    public IReadOnlyList<PickChoice> Among(string name)
    {
        if (!_found.TryGetValue(name, out var found))
        {
            _found[name] = found = Find(name);
        }

        return found;
    }

    /// <summary>What a value is called; the value itself where nothing knows it.</summary>
    public string NameOf(string name, string value) => Among(name).FirstOrDefault(choice => choice.Id == value)?.Title ?? value;

    private IReadOnlyList<PickChoice> Find(string name)
    {
        var language = Cultures.CurrentLanguage;
        var vocabulary = edition.RuleBook.Vocabulary;
        return name switch
        {
            "rules" => Sorted(edition.Rules.Values.Select(rule => new PickChoice(rule.Id, rule.Title[language], null, $"admin/content/document/{rule.Path}"))),
            "sources" => Sorted(edition.Sources.Values.Select(source => new PickChoice(source.Id, source.Label[language]))),
            "instruments" => Sorted(edition.Instruments.Values.Select(act => new PickChoice(act.Id, act.Abbreviation[language]))),
            "misconceptions" => Sorted(edition.Misconceptions.Values.Select(misconception => new PickChoice(misconception.Id, misconception.Label[language]))),
            "duties" => [.. edition.Words.Duties.Select(duty => new PickChoice(duty.Key, duty.Value[language]))],
            "terms" => Sorted(edition.Glossary.Values.Select(term => new PickChoice(term.Id, term.Name[language]))),
            "audience" => [.. CourseAudiences.All.Select(audience => new PickChoice(audience, words[$"Impact.audience.{audience}"]))],
            "liability" => [.. edition.Words.Liabilities.Select(liability => new PickChoice(LiabilityIds.Of(liability.Key), liability.Value[language]))],
            "provided" => [.. Among("liability").Where(liability => liability.Id is "criminal" or "administrative")],
            "holders" => ValuesOf(vocabulary.Person.Id),
            "dimensions" => [.. vocabulary.Dimensions.Select(dimension => new PickChoice(dimension.Id, edition.Words.Dimensions[dimension.Id][language]))],
            "icon" => [.. PictureIcons.All.Select(icon => new PickChoice(icon, texts[$"Icon.{icon}"]))],
            _ => [.. Known[name].Select(value => new PickChoice(value, words[$"Impact.value.{value}"]))],
        };
    }

    /// <summary>The values of a fact of cases.</summary>
    public IReadOnlyList<PickChoice> ValuesOf(string dimension) =>
        [.. edition.RuleBook.Vocabulary.Find(dimension)!.Values.Select(value => new PickChoice(value, edition.Words.Values[(dimension, value)][Cultures.CurrentLanguage]))];

    private static IReadOnlyList<PickChoice> Sorted(IEnumerable<PickChoice> choices) => [.. choices.OrderBy(choice => choice.Title, NameOrder.Comparer)];
}
