using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Names;
using KnbTraining.Web.Features.Content.Forms;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Localization;

namespace KnbTraining.Web.Features.Content.Writing;

/// <summary>What live parts show, as people call it, in an edition.</summary>
/// <param name="typed">All documents as they are typed: a picture that lacks a text yet is in no edition, and can be shown already.</param>
public sealed class PartNames(
    Edition edition, DocumentSet typed, DateOnly day, IStringLocalizer<ContentTexts> words, IStringLocalizer<FormTexts> forms, IStringLocalizer<WritingTexts> texts)
{
    private readonly EntryChoices _entries = new(edition, words, forms);
    private readonly Lazy<IReadOnlyList<PickChoice>> _families =
        new(() => CourseChoices.Of(edition, day, new Dictionary<string, Learning.Reports.FacilityIndex>(), words, forms).Families);

    public Edition Edition => edition;

    /// <summary>The facts that a case may state, the act first.</summary>
    public IReadOnlyList<PickChoice> Facts => [.. _entries.Among("dimensions").OrderByDescending(fact => fact.Id == edition.RuleBook.Vocabulary.Act.Id)];

    public IReadOnlyList<PickChoice> ValuesOf(string fact) => _entries.ValuesOf(fact);

    /// <summary>Everything that a part of a kind can show, by name.</summary>
    public IReadOnlyList<PickChoice> Among(string kind) => kind switch
    {
        PartKind.Rule => _entries.Among("rules"),
        PartKind.Term => _entries.Among("terms"),
        PartKind.Map => _entries.ValuesOf(edition.RuleBook.Vocabulary.Act.Id),
        PartKind.Question => _families.Value,
        PartKind.Picture =>
        [
            .. edition.Pictures.Values
                .Select(picture => new PickChoice(picture.Id, picture.Title[Cultures.CurrentLanguage], null, $"admin/content/document/{picture.Path}"))
                .Concat(Unready.Select(path => new PickChoice(DocumentPath.NameOf(path), TitleOf(path), texts["Picture.unready"], $"admin/content/document/{path}")))
                .OrderBy(choice => choice.Title, NameOrder.Comparer),
        ],
        _ => [],
    };

    /// <summary>One line for a part: the heading, the beginning of a paragraph, or what a live part shows.</summary>
    public string Of(LessonPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.LivePart is not { } head)
        {
            return part.IsHeading ? part.Text.Trim('#', ' ') : Beginning(part.Text);
        }

        var parts = head.Split(' ', 2);
        if (!PartKind.All.Contains(parts[0], StringComparer.Ordinal))
        {
            return texts["Part.unknown"];
        }

        var kind = texts[$"Part.{parts[0]}"].Value;
        var shown = PartKind.Found.Contains(parts[0], StringComparer.Ordinal) && parts.Length > 1
            ? Among(parts[0]).FirstOrDefault(choice => choice.Id == parts[1])?.Title ?? texts["Part.missing"].Value
            : Beginning(PartInside.Of(part).Inside);
        return shown.Length == 0 ? kind : $"{kind}: {shown}";
    }

    private IEnumerable<string> Unready =>
        typed.Paths.Where(path => path.StartsWith($"{Picture.Folder}/", StringComparison.Ordinal) && !edition.Pictures.ContainsKey(DocumentPath.NameOf(path)));

    private string TitleOf(string path) =>
        Languages.All.Prepend(Cultures.CurrentLanguage).Select(language => YamlEdit.Get(typed.Find(path)!, $"title/{language}")).FirstOrDefault(title => !string.IsNullOrEmpty(title))
        ?? DocumentPath.NameOf(path);

    private static string Beginning(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 60 ? line : line[..57].TrimEnd() + "…";
    }
}
