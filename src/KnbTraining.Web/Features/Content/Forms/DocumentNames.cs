using KnbTraining.Content.Analysis;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editing;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>What people call a document that has no title of its own.</summary>
public static class DocumentNames
{
    /// <summary>Its title in the language of the page, or what people call it; the path of a document that the edition does not know.</summary>
    public static string TitleOf(string path, Edition edition, IStringLocalizer<ContentTexts> words)
    {
        var title = EditionContents.TitleOf(edition, path, Cultures.CurrentLanguage);
        return title == path && DocumentPath.KindOf(path) is DocumentKind.Other or DocumentKind.Course ? Of(path, edition, words) : title;
    }

    /// <summary>The name of its kind, with what tells it from others of the kind.</summary>
    public static string Of(string path, Edition edition, IStringLocalizer<ContentTexts> words)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(words);
        var (kind, name) = (ContentKinds.Of(path), ContentKinds.NameOf(path));
        var language = Cultures.CurrentLanguage;
        var title = words[$"Impact.kind.{kind}"].Value;
        var told = kind switch
        {
            ContentKind.Story => edition.Words.Values.GetValueOrDefault((edition.RuleBook.Vocabulary.Act.Id, name))?[language],
            ContentKind.Picture => edition.Pictures.GetValueOrDefault(name)?.Title[language],
            ContentKind.Stem when words[$"Generator.{name}"] is { ResourceNotFound: false } generator => generator.Value,
            ContentKind.Stem or ContentKind.Course or ContentKind.Unknown => name,
            _ => null,
        };
        return told is null ? title : $"{title}: {told}";
    }
}
