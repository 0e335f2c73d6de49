namespace KnbTraining.Content.Items.Kinds;

/// <summary>Single choice and true/false: one option, the whole point or nothing.</summary>
internal sealed class ChooseOne(string id) : IQuestionKind
{
    public string Id => id;

    public string? Reject(Item item, IReadOnlyCollection<string> response) =>
        response.Count > 1 ? "Only one option can be chosen." : QuestionKinds.UnknownOption(item, response);

    public bool IsComplete(Item item, IReadOnlyCollection<string> response) => response.Count == 1;

    public double Grade(Item item, IReadOnlyCollection<string> response) =>
        response.Count == 1 && item.Options.Any(option => option.Correct && response.Contains(option.Id)) ? 1 : 0;
}
