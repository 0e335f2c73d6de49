using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Components.Findings;

/// <summary>Findings in the language of the page, with fields called as the forms call them.</summary>
public static class FindingWords
{
    /// <summary>Before the key of a field, in the texts of the forms.</summary>
    private const string OfForm = "Impact.key.";

    /// <summary>What is wrong, and what to do about it.</summary>
    /// <param name="forms">Where forms have the labels of their fields; null where no form is near.</param>
    public static string Say(this IStringLocalizer<FindingTexts> texts, Finding finding, IStringLocalizer? forms = null)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return $"{texts.Say(finding.Said, forms)} {texts.Say(finding.Advised, forms)}";
    }

    /// <summary>A sentence without a translation stays English rather than unsaid; a test finds each.</summary>
    public static string Say(this IStringLocalizer<FindingTexts> texts, FindingSentence sentence, IStringLocalizer? forms = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(sentence);
        var known = texts[sentence.Code];
        return known.ResourceNotFound
            ? sentence.ToString()
            : string.Format(CultureInfo.CurrentCulture, known.Value, [.. sentence.Values.Select(value => Named(texts, forms, value))]);
    }

    private static string Named(IStringLocalizer<FindingTexts> texts, IStringLocalizer? forms, object value) => value switch
    {
        FieldName field => texts[$"Field.{field.Key}"] is { ResourceNotFound: false } label ? label.Value
            : forms?[OfForm + field.Key] is { ResourceNotFound: false } own ? own.Value
            : field.Key,
        SaidWords words => words.Text[Cultures.CurrentLanguage],
        string language when Languages.All.Contains(language, StringComparer.Ordinal) => LanguageNames.Of(language),
        _ => value.ToString() ?? "",
    };
}
