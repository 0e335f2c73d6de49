namespace KnbTraining.Content.Items.Kinds;

/// <summary>Matching: one choice for each row. Each right row earns the same share of the point; wrong rows cost nothing.</summary>
internal sealed class Match : IQuestionKind
{
    public string Id => "matching";

    public string? Reject(Item item, IReadOnlyCollection<string> response)
    {
        if (QuestionKinds.UnknownOption(item, response) is { } unknown)
        {
            return unknown;
        }

        return response.GroupBy(RowOf).Any(row => row.Count() > 1) ? "Each row takes one partner." : null;
    }

    public bool IsComplete(Item item, IReadOnlyCollection<string> response) =>
        response.Count == item.Options.Select(option => RowOf(option.Id)).Distinct(StringComparer.Ordinal).Count();

    public double Grade(Item item, IReadOnlyCollection<string> response)
    {
        var rows = item.Options.Select(option => RowOf(option.Id)).Distinct(StringComparer.Ordinal).Count();
        var right = item.Options.Count(option => option.Correct && response.Contains(option.Id));
        return (double)right / rows;
    }

    private static string RowOf(string optionId) => optionId[..optionId.IndexOf('=', StringComparison.Ordinal)];
}
