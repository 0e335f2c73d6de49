using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Lessons;
using KnbTraining.Learning.Attempts;

namespace KnbTraining.Web.Features.Quiz;

/// <summary>Where a rule is taught.</summary>
public sealed record TaughtIn(string Href, string Title);

/// <summary>A lesson of which everything that was asked was answered right.</summary>
/// <param name="Asked">How many questions; at least 1.</param>
public sealed record KnownLesson(TaughtIn Lesson, int Asked);

/// <summary>A result in the order in which it helps: what to look at again first.</summary>
public sealed class ResultSheet
{
    private const int FewMissed = 3;
    private readonly Edition _edition;
    private readonly Course? _course;
    private readonly string _language;

    /// <param name="edition">The current edition: links lead to today's lessons.</param>
    public ResultSheet(AttemptResultView result, Edition edition, string language)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(edition);
        Result = result;
        _edition = edition;
        _language = language;
        _course = edition.EveryCourse.GetValueOrDefault(result.CourseId);
        FoundWrong = [.. result.Items.Where(item => item.FoundWrong is not null)];
        Missed = [.. result.Items.Except(FoundWrong).Where(item => item.Score < 1).OrderByDescending(item => item.SureAndWrong)];
        Right = [.. result.Items.Except(FoundWrong).Where(item => item.Score >= 1)];
    }

    public AttemptResultView Result { get; }

    /// <summary>What was answered with high certainty and not right comes first: it is what one would act on.</summary>
    public IReadOnlyList<ResultItemView> Missed { get; }

    public IReadOnlyList<ResultItemView> Right { get; }

    /// <summary>Questions that were found wrong themselves: whatever was answered, they say nothing about the person.</summary>
    public IReadOnlyList<ResultItemView> FoundWrong { get; }

    /// <summary>Empty where no certainty was stated.</summary>
    public IReadOnlyList<Calibration> Calibration => Quiz.Calibration.Of([.. Result.Items.Except(FoundWrong)]);

    /// <summary>A few missed answers lie open; of many only the first, so that the page stays one to look over.</summary>
    public bool OpensAtOnce(ResultItemView item) => Missed.Count <= FewMissed ? Missed.Contains(item) : Missed[0] == item;

    /// <summary>The lessons behind what was missed, each once, those with most misses first.</summary>
    public IReadOnlyList<TaughtIn> ToReadAgain =>
        [.. Missed
            .Select(item => LessonOf(item.RuleId))
            .OfType<string>()
            .GroupBy(lesson => lesson, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .Select(group => new TaughtIn($"learn/{Result.CourseId}/{group.Key}", TitleOf(group.Key)))];

    /// <summary>What is known, in the order of the course: the lessons of which nothing that was asked was missed.</summary>
    public IReadOnlyList<KnownLesson> Known =>
        [.. Result.Items.Except(FoundWrong)
            .Select(item => (Lesson: LessonOf(item.RuleId), item.Score))
            .Where(asked => asked.Lesson is not null)
            .GroupBy(asked => asked.Lesson!, StringComparer.Ordinal)
            .Where(lesson => lesson.All(asked => asked.Score >= 1))
            .OrderBy(lesson => _course!.Lessons.Index().First(entry => entry.Item == lesson.Key).Index)
            .Select(lesson => new KnownLesson(new TaughtIn($"learn/{Result.CourseId}/{lesson.Key}", TitleOf(lesson.Key)), lesson.Count()))];

    /// <summary>The lesson of the course that shows the rule; null where none does.</summary>
    public TaughtIn? WhereTaught(string ruleId)
    {
        if (LessonOf(ruleId) is not { } lesson)
        {
            return null;
        }

        // Not every rule has a card: then the card of a rule about the same act is the place to read.
        var card = Shows(lesson, ruleId) ? ruleId : BlocksOf(lesson).OfType<RuleBlock>().FirstOrDefault(block => IsAboutTheSame(block.RuleId, ruleId))?.RuleId;
        var anchor = card is null ? "" : $"#rule-{card}";
        return new TaughtIn($"learn/{Result.CourseId}/{lesson}{anchor}", TitleOf(lesson));
    }

    private string? LessonOf(string ruleId)
    {
        if (_course is null)
        {
            return null;
        }

        return _course.Lessons.FirstOrDefault(lesson => Shows(lesson, ruleId))
            ?? _course.Lessons.FirstOrDefault(lesson => BlocksOf(lesson).Any(block => Concerns(block, ruleId)))
            ?? _course.Lessons.FirstOrDefault(lesson => BlocksOf(lesson).OfType<RuleBlock>().Any(block => IsAboutTheSame(block.RuleId, ruleId)));
    }

    private bool IsAboutTheSame(string shown, string asked) => ActsOf(shown).Intersect(ActsOf(asked), StringComparer.Ordinal).Any();

    private IEnumerable<string> ActsOf(string ruleId) => _edition.Rules.TryGetValue(ruleId, out var rule)
        ? rule.Rule.When.Where(condition => condition.Dimension == _edition.RuleBook.Vocabulary.Act.Id).SelectMany(condition => condition.Values)
        : [];

    private bool Shows(string lesson, string ruleId) => BlocksOf(lesson).OfType<RuleBlock>().Any(block => block.RuleId == ruleId);

    private bool Concerns(LessonBlock block, string ruleId) => block switch
    {
        QuestionBlock question => question.Family.EndsWith("." + ruleId, StringComparison.Ordinal),
        MapBlock map => ActsOf(ruleId).Contains(map.Act, StringComparer.Ordinal),
        CaseBlock worked => ActsOf(ruleId).Contains(worked.Situation.Act, StringComparer.Ordinal),
        _ => false,
    };

    private IReadOnlyList<LessonBlock> BlocksOf(string lesson) => _edition.LessonOf(lesson)[_language].Blocks;

    private string TitleOf(string lesson) => _edition.LessonOf(lesson)[_language].Title;
}
