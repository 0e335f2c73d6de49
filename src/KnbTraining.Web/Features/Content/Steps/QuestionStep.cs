using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Web.Features.Content.Editing;

namespace KnbTraining.Web.Features.Content.Steps;

/// <summary>The steps in which a question is written by hand, in their order.</summary>
public enum QuestionStep
{
    /// <summary>The language of the editor, and what is asked in it.</summary>
    Wording,

    /// <summary>The rule it rests on.</summary>
    Rule,

    /// <summary>Right and wrong answers.</summary>
    Answers,

    /// <summary>What learners are told afterwards, and the facts that the answer turns on.</summary>
    Explanation,

    /// <summary>The other languages beside the first.</summary>
    Languages,

    /// <summary>As learners see it, and on to the reviewer.</summary>
    Look,
}

/// <summary>How far a question is that is written step by step. Nothing of it is stored: it is read out of the document, so that somebody can leave and come back.</summary>
public static class QuestionProgress
{
    /// <summary>The language in which it is written first: the preferred one, unless only another one says something yet.</summary>
    public static string LanguageOf(QuestionForm form, string preferred)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Stem[preferred].Trim().Length > 0 ? preferred : Languages.All.FirstOrDefault(language => form.Stem[language].Trim().Length > 0) ?? preferred;
    }

    /// <summary>True where a step asks for nothing more. The last one is done when the question is with the reviewer: never here.</summary>
    public static bool IsDone(QuestionForm form, QuestionStep step, string language)
    {
        ArgumentNullException.ThrowIfNull(form);
        return step switch
        {
            QuestionStep.Wording => IsSaid(form.Stem[language]),
            QuestionStep.Rule => form.Rules.Count > 0,
            QuestionStep.Answers => form.Options.Count > 1
                && form.Options.TrueForAll(option => IsSaid(option.Text[language]) && (option.Correct || !string.IsNullOrEmpty(option.Misconception)))
                && (form.TakesSeveral ? form.Options.Exists(option => option.Correct) && form.Options.Exists(option => !option.Correct) : form.Options.Count(option => option.Correct) == 1),
            QuestionStep.Explanation => form.Options.Count > 0 && form.KeysOn.Count > 0 && form.Options.TrueForAll(option => IsSaid(option.Feedback[language])),
            QuestionStep.Languages => Languages.All.All(one => IsSaid(form.Stem[one]))
                && form.Options.Count > 0 && form.Options.TrueForAll(option => Languages.All.All(one => IsSaid(option.Text[one]) && IsSaid(option.Feedback[one]))),
            _ => false,
        };
    }

    /// <summary>The step at which somebody goes on who comes back.</summary>
    public static QuestionStep Next(QuestionForm form, string language) =>
        Enum.GetValues<QuestionStep>().First(step => step == QuestionStep.Look || !IsDone(form, step, language));

    /// <summary>The step in which a field is filled in.</summary>
    /// <param name="field">Its path in the document.</param>
    public static QuestionStep Of(string field, string language)
    {
        ArgumentNullException.ThrowIfNull(field);
        var last = field[(field.LastIndexOf('/') + 1)..];
        return field.StartsWith("translation", StringComparison.Ordinal) || (Languages.All.Contains(last) && last != language) ? QuestionStep.Languages
            : field.StartsWith("stem", StringComparison.Ordinal) ? QuestionStep.Wording
            : field.StartsWith("rules", StringComparison.Ordinal) ? QuestionStep.Rule
            : field.StartsWith("keys-on", StringComparison.Ordinal) || field.Contains("/feedback", StringComparison.Ordinal) ? QuestionStep.Explanation
            : QuestionStep.Answers;
    }

    /// <summary>The name of a field that stays the same when answers come, go or move: an answer goes by its id.</summary>
    public static string Lasting(string field, QuestionForm form)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(form);
        return field.Split('/') is ["options", var index, .. var rest] && int.TryParse(index, CultureInfo.InvariantCulture, out var at) && at < form.Options.Count
            ? string.Join('/', ["options", form.Options[at].Id, .. rest])
            : field;
    }

    private static bool IsSaid(string text) => text.Trim().Length > 0;
}
