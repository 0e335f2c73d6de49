namespace KnbTraining.Content.Items.Kinds;

/// <summary>How a kind of question takes and grades a response. A response is a set of option ids, never of positions.</summary>
public interface IQuestionKind
{
    /// <summary>The id used in documents and exports, for example <c>single-choice</c>.</summary>
    string Id { get; }

    /// <summary>Null where the response may be stored; otherwise why not. An incomplete response may be stored.</summary>
    string? Reject(Item item, IReadOnlyCollection<string> response);

    /// <summary>True where nothing is missing any more.</summary>
    bool IsComplete(Item item, IReadOnlyCollection<string> response);

    /// <summary>The share of the point that the response earns, from 0 to 1, both included.</summary>
    double Grade(Item item, IReadOnlyCollection<string> response);
}

/// <summary>The kind table: one line a kind.</summary>
public static class QuestionKinds
{
    private static readonly Dictionary<QuestionKind, IQuestionKind> Table = new()
    {
        [QuestionKind.SingleChoice] = new ChooseOne("single-choice"),
        [QuestionKind.TrueFalse] = new ChooseOne("true-false"),
        [QuestionKind.Matching] = new Match(),
        [QuestionKind.MultipleChoice] = new ChooseSeveral(),
    };

    public static IQuestionKind Of(QuestionKind kind) => Table[kind];

    public static IQuestionKind Of(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Table[item.Kind];
    }

    /// <summary>The kind with an id, or null.</summary>
    public static QuestionKind? Find(string id) =>
        Table.Where(row => row.Value.Id == id).Select(row => (QuestionKind?)row.Key).FirstOrDefault();

    internal static string? UnknownOption(Item item, IReadOnlyCollection<string> response) =>
        response.FirstOrDefault(id => !item.Options.Any(option => option.Id == id)) is { } unknown
            ? $"The item has no option '{unknown}'."
            : null;
}
