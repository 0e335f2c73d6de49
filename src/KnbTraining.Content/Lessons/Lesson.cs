using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Lessons;

/// <summary>A lesson in every language with the same live parts in the same order.</summary>
public sealed record Lesson(string Id, IReadOnlyDictionary<string, LessonText> Texts)
{
    public LessonText this[string language] => Texts.GetValueOrDefault(Languages.Known(language)) ?? Texts[Languages.English];
}

/// <summary>A lesson in one language.</summary>
/// <param name="Minutes">Reading time in minutes; at least 1.</param>
public sealed record LessonText(string Title, string Summary, int Minutes, TranslationState Translation, IReadOnlyList<LessonBlock> Blocks);

/// <summary>A part of a lesson, in reading order.</summary>
public abstract record LessonBlock;

/// <summary>Prose, as sanitised HTML.</summary>
public sealed record ProseBlock(string Html) : LessonBlock;

/// <summary>The card of a rule.</summary>
public sealed record RuleBlock(string RuleId) : LessonBlock;

/// <summary>A worked situation: a story, then verdict and derivation, computed.</summary>
/// <param name="StoryHtml">The story as sanitised HTML.</param>
/// <param name="IfAdopted">True to judge it as if the proposals were adopted.</param>
public sealed record CaseBlock(Situation Situation, bool IfAdopted, string StoryHtml) : LessonBlock
{
    /// <summary>The facts as its directive gives them, parted by single spaces. What is not named here was filled in.</summary>
    public string Given { get; init; } = string.Empty;
}

/// <summary>The cases that are judged differently once the reader's own facts have changed, before beside after, computed.</summary>
public sealed record ChangesBlock(BriefingText Briefing) : LessonBlock;

/// <summary>What an edition changed for the reader, and why: the beginning of a lesson about changed rules.</summary>
public sealed record DeltaBlock(DeltaText Delta) : LessonBlock;

/// <summary>A rule as it was before an edition changed it. The card of the rule as it is now follows, unless it is gone.</summary>
/// <param name="IsGone">True where the edition at hand has no such rule.</param>
public sealed record AmendedBlock(AmendedRule Rule, bool IsGone) : LessonBlock;

/// <summary>Some cases that an edition judged otherwise, before beside now; now is computed.</summary>
public sealed record AmendedCasesBlock(IReadOnlyList<AmendedCase> Cases) : LessonBlock;

/// <summary>A question asked in the lesson, drawn from a family.</summary>
public sealed record QuestionBlock(string Family) : LessonBlock;

/// <summary>A term with its meaning.</summary>
public sealed record TermBlock(string TermId) : LessonBlock;

/// <summary>The table of an act: the facts that matter, with the verdict in force and as planned.</summary>
public sealed record MapBlock(string Act) : LessonBlock;

/// <summary>A picture of steps.</summary>
public sealed record PictureBlock(string PictureId) : LessonBlock;

/// <summary>Good practice, which no rule demands: labelled so, and never asked about.</summary>
/// <param name="Html">The advice as sanitised HTML.</param>
/// <param name="NamesContact">True where it ends with whom to ask in the organisation.</param>
public sealed record PracticeBlock(string Html, bool NamesContact) : LessonBlock;
