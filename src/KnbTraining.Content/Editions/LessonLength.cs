using System.Net;
using System.Text.RegularExpressions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions;

/// <summary>How long a lesson takes: everything that it shows is counted, not the prose alone, and each question.</summary>
public static class LessonLength
{
    /// <summary>A slow, careful reading of legal text: about 170 English words a minute. The same for all languages, because letters weigh alike.</summary>
    public const int CharactersAMinute = 1000;

    /// <summary>Reading, deciding, and looking at what was right.</summary>
    public const int SecondsAQuestion = 45;

    /// <summary>Looking a map or a picture over, besides the words in it.</summary>
    public const int SecondsAPicture = 15;

    /// <summary>Minutes by which a stated length may miss: nobody's reading is measured to the minute.</summary>
    public const int Tolerance = 1;

    // Never goes back: its time grows with the text alone.
    private static readonly Regex Tag = new("<[^>]*>", RegexOptions.NonBacktracking);

    /// <summary>Whole minutes, rounded up; at least 1.</summary>
    /// <param name="date">The law is read as on this local day.</param>
    /// <exception cref="KeyNotFoundException">The edition has no such lesson.</exception>
    public static int MinutesOf(Edition edition, string lessonId, DateOnly date, string language)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var text = edition.Lessons[lessonId][language];
        var cards = text.Blocks.OfType<RuleBlock>().Select(block => block.RuleId).ToHashSet(StringComparer.Ordinal);
        var seconds = text.Blocks.Sum(block => SecondsOf(edition, block, cards, date, language)) + Reading(text.Title.Length + text.Summary.Length);
        return Math.Max(1, (int)Math.Ceiling(seconds / 60));
    }

    private static double SecondsOf(Edition edition, LessonBlock block, HashSet<string> cards, DateOnly date, string language) => block switch
    {
        ProseBlock prose => Reading(LengthOf(prose.Html)),
        PracticeBlock practice => Reading(LengthOf(practice.Html)),
        TermBlock term => Reading(edition.Glossary[term.TermId].Name[language].Length + edition.Glossary[term.TermId].Meaning[language].Length),
        RuleBlock rule => Reading(LengthOf(edition, rule, date, language)),
        CaseBlock worked => Reading(LengthOf(worked.StoryHtml) + LengthOf(edition.ItemsOn(date).ForSituation(worked.Situation, new Law(date, worked.IfAdopted), language), cards)),
        PictureBlock shown => SecondsAPicture + Reading(LengthOf(edition.Pictures[shown.PictureId], language)),
        MapBlock => SecondsAPicture * 2,
        QuestionBlock => SecondsAQuestion,
        _ => 0,
    };

    private static double Reading(int characters) => characters * 60d / CharactersAMinute;

    private static int LengthOf(string html) => WebUtility.HtmlDecode(Tag.Replace(html, "")).Length;

    // What a closed box holds (legal background) is read by few, so it is not counted.
    private static int LengthOf(Edition edition, RuleBlock rule, DateOnly date, string language)
    {
        var document = edition.Rules[rule.RuleId];
        return document.Title[language].Length + document.Statement[language].Length + (edition.ItemsOn(date).ForRule(rule.RuleId, language).Caution?.Length ?? 0);
    }

    // Of a rule that stands in the lesson as a card a case says the title only.
    private static int LengthOf(Explanation explanation, HashSet<string> cards) =>
        explanation.Answer.Length + (explanation.Caution?.Length ?? 0) + explanation.Steps.Sum(step =>
            (step.Mark == ExplanationMark.Misses ? 0 : step.RuleTitle?.Length ?? 0)
            + (step.Mark == ExplanationMark.Decides && step.RuleId is not null && cards.Contains(step.RuleId) ? 0 : step.Title.Length)
            + step.Detail.Length);

    private static int LengthOf(Picture picture, string language) => picture.Title[language].Length + picture.Steps.Sum(step =>
        step.Text[language].Length + (step.Note?[language].Length ?? 0) + step.Ways.Sum(way => way.Label[language].Length + way.Text[language].Length));
}
