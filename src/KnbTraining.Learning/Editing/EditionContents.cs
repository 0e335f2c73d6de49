using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Learning.Editing;

/// <summary>What the documents of an edition are called, and what uses them.</summary>
public static class EditionContents
{
    /// <summary>What a document is called; its path where the edition does not know it, or where documents of its kind have no name.</summary>
    public static string TitleOf(Edition edition, string path, string language)
    {
        var name = DocumentPath.NameOf(path);
        return DocumentPath.KindOf(path) switch
        {
            DocumentKind.Rule => edition.Rules.GetValueOrDefault(name)?.Title[language],
            DocumentKind.Lesson => edition.Lessons.GetValueOrDefault(LessonOf(path))?[language].Title,
            DocumentKind.Question => edition.Questions.GetValueOrDefault(name)?.Stem[language],
            DocumentKind.Course => edition.Courses.GetValueOrDefault(name)?.Title[language],
            DocumentKind.Acknowledgement => edition.Acknowledgements.GetValueOrDefault(name)?[language].Title,
            DocumentKind.LawCases => edition.LawCases.GetValueOrDefault(name)?.Title[language],
            _ when IsPicture(path) => edition.Pictures.GetValueOrDefault(name)?.Title[language],
            _ => null,
        } ?? path;
    }

    /// <summary>Where a document is used: a rule, a question, a lesson, a text to confirm or a picture; nothing for others.</summary>
    internal static DocumentUsage UsageOf(Edition edition, string path, DateOnly lawDate, string language)
    {
        var name = DocumentPath.NameOf(path);
        return DocumentPath.KindOf(path) switch
        {
            DocumentKind.Rule => UsageOfRule(edition, name, lawDate, language),
            DocumentKind.Question => UsageOfFamilies(edition, [$"authored.{name}"], (_, _) => false, language),
            DocumentKind.Lesson => UsageOfLesson(edition, LessonOf(path), language),
            DocumentKind.Acknowledgement => new DocumentUsage([], CoursesWith(edition, course => course.Acknowledgements.Contains(name, StringComparer.Ordinal), language), [], [], []),
            _ when IsPicture(path) => new DocumentUsage(LessonsWith(edition, lesson => Shows(lesson, name), language), [], [], [], []),
            _ => new DocumentUsage([], [], [], [], []),
        };
    }

    private static bool IsPicture(string path) => path.StartsWith($"{Picture.Folder}/", StringComparison.Ordinal);

    private static bool Shows(Lesson lesson, string picture) => lesson[Languages.English].Blocks.OfType<PictureBlock>().Any(block => block.PictureId == picture);

    private static DocumentUsage UsageOfRule(Edition edition, string ruleId, DateOnly lawDate, string language)
    {
        var families = edition.ItemsOn(lawDate).Families.Where(family => family.Rule == ruleId).Select(family => family.Id).ToArray();
        var usage = UsageOfFamilies(edition, families, (lesson, _) => Shows(edition, lesson, ruleId, lawDate), language);
        return usage with
        {
            Questions = [.. edition.Questions.Values
                .Where(question => question.Rules.Contains(ruleId, StringComparer.Ordinal))
                .OrderBy(question => question.Path, StringComparer.Ordinal)
                .Select(question => new DocumentUse(question.Path, question.Id, question.Stem[language]))],
            Rules = [.. edition.Rules.Values
                .Where(rule => rule.Rule.Overrides.Contains(ruleId, StringComparer.Ordinal))
                .OrderBy(rule => rule.Path, StringComparer.Ordinal)
                .Select(rule => new DocumentUse(rule.Path, rule.Id, rule.Title[language]))],
            Acknowledgements = TextsWith(edition, text => text.Rules.Contains(ruleId, StringComparer.Ordinal), language),
            Others = [.. edition.Pictures.Values
                .Where(picture => picture.Rules.Contains(ruleId, StringComparer.Ordinal))
                .OrderBy(picture => picture.Id, StringComparer.Ordinal)
                .Select(picture => new DocumentUse(picture.Path, picture.Id, picture.Title[language])),
                .. edition.LawCases.Values
                .Where(cases => cases.Cases.Any(one => one.Rule == ruleId))
                .OrderBy(cases => cases.Path, StringComparer.Ordinal)
                .Select(cases => new DocumentUse(cases.Path, cases.Id, cases.Title[language])),
                .. edition.Background.Where(entry => entry.Rules.Contains(ruleId, StringComparer.Ordinal)).Take(1).Select(_ => new DocumentUse("background.yaml", "background", "background.yaml"))],
        };
    }

    private static DocumentUsage UsageOfFamilies(Edition edition, string[] families, Func<Lesson, string, bool> shows, string language)
    {
        var asked = families.ToHashSet(StringComparer.Ordinal);
        return new DocumentUsage(
            LessonsWith(edition, lesson => lesson[Languages.English].Blocks.OfType<QuestionBlock>().Any(block => asked.Contains(block.Family)) || shows(lesson, language), language),
            CoursesWith(edition, course => course.Exam.Parts.Any(part => part.Families.Any(asked.Contains)), language),
            [],
            [],
            families);
    }

    private static DocumentUsage UsageOfLesson(Edition edition, string lessonId, string language) =>
        new([], CoursesWith(edition, course => course.Lessons.Contains(lessonId, StringComparer.Ordinal), language), [], [], []);

    private static DocumentUse[] LessonsWith(Edition edition, Func<Lesson, bool> uses, string language) =>
        [.. edition.Lessons.Values
            .Where(uses)
            .OrderBy(lesson => lesson.Id, StringComparer.Ordinal)
            .Select(lesson => new DocumentUse($"lessons/{lesson.Id}/{Languages.Known(language)}.md", lesson.Id, lesson[language].Title))];

    private static DocumentUse[] CoursesWith(Edition edition, Func<Content.Courses.Course, bool> uses, string language) =>
        [.. edition.Courses.Values
            .Where(uses)
            .OrderBy(course => course.Id, StringComparer.Ordinal)
            .Select(course => new DocumentUse($"courses/{course.Id}.yaml", course.Id, course.Title[language]))];

    private static DocumentUse[] TextsWith(Edition edition, Func<AcknowledgementDocument, bool> uses, string language) =>
        [.. edition.Acknowledgements.Values
            .Where(uses)
            .OrderBy(text => text.Id, StringComparer.Ordinal)
            .Select(text => new DocumentUse(text.Path, text.Id, text[language].Title))];

    // A lesson shows a rule by its card, or by a worked situation that the rule decides.
    private static bool Shows(Edition edition, Lesson lesson, string ruleId, DateOnly lawDate) =>
        lesson[Languages.English].Blocks.Any(block => block switch
        {
            RuleBlock card => card.RuleId == ruleId,
            CaseBlock worked => edition.RuleBook.Evaluate(worked.Situation, new Law(lawDate, worked.IfAdopted)).Deciding.Any(rule => rule.Id == ruleId),
            _ => false,
        });

    private static string LessonOf(string path) => path.Split('/') is [_, var lesson, ..] ? lesson : "";
}
