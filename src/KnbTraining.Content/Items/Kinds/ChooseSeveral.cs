namespace KnbTraining.Content.Items.Kinds;

/// <summary>
/// Multiple choice: the right options share the point, the wrong ones share its loss; never below nothing. Whoever ticks
/// everything or nothing earns nothing.
/// </summary>
internal sealed class ChooseSeveral : IQuestionKind
{
    public string Id => "multiple-choice";

    public string? Reject(Item item, IReadOnlyCollection<string> response) => QuestionKinds.UnknownOption(item, response);

    /// <summary>At least one option: "none of them" is never the key.</summary>
    public bool IsComplete(Item item, IReadOnlyCollection<string> response) => response.Count > 0;

    public double Grade(Item item, IReadOnlyCollection<string> response)
    {
        var right = item.Options.Count(option => option.Correct);
        var hit = item.Options.Count(option => option.Correct && response.Contains(option.Id));
        var wrong = item.Options.Count(option => !option.Correct && response.Contains(option.Id));
        return Math.Max(0, ((double)hit / right) - ((double)wrong / (item.Options.Count - right)));
    }
}
