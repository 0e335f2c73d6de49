using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange.Scorm;

/// <summary>Questions for a page that grades them itself, so that whoever opens its files can read the keys.</summary>
/// <param name="Questions">In their order.</param>
/// <param name="Losses">What became of each question that was asked for.</param>
public sealed record ScormQuestions(IReadOnlyList<ScormQuestion> Questions, LossReport Losses)
{
    /// <summary>Draws questions of families, all that there are for practice and no form of an exam.</summary>
    /// <param name="families">Ids of families, in order; those that the bank does not have are left out.</param>
    /// <param name="variants">Of each family that draws them; 1 or more.</param>
    /// <remarks>
    /// A question that was written by hand is always the same. Where an exam of the edition may ask it and no lesson shows it with its answer anyway, it stays
    /// here: its key would be known to whoever looks into the package.
    /// </remarks>
    public static ScormQuestions Draw(Edition edition, ItemBank items, IEnumerable<string> families, int variants, ulong seed, string language)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(items);
        var losses = new LossList();
        var questions = new List<ScormQuestion>();
        var shown = edition.Lessons.Values.SelectMany(lesson => lesson[language].Blocks.OfType<QuestionBlock>()).Select(block => block.Family).ToHashSet(StringComparer.Ordinal);
        var examined = edition.Courses.Values.SelectMany(course => course.Exam.Parts).SelectMany(part => part.Families).Where(family => !shown.Contains(family)).ToHashSet(StringComparer.Ordinal);
        foreach (var item in ExchangeQuestions.Draw(items, families, variants, seed))
        {
            var question = ExchangeQuestions.Of(items, item, language);
            if (item.Family.IsAuthored && examined.Contains(item.Family.Id))
            {
                losses.Drop(question.Name, 0, FindingSentence.Of($"It was written by hand and an exam may ask it: whoever opens the package could read its answer."));
                continue;
            }

            losses.Change(FindingSentence.Of("How sure somebody is of an answer is not asked."));
            losses.Pass(question.Name, 0);
            questions.Add(new ScormQuestion(item.Family.Id, question));
        }

        return new ScormQuestions(questions, losses.Report);
    }
}

/// <param name="Family">The id of its family.</param>
public sealed record ScormQuestion(string Family, ExchangeQuestion Question);
