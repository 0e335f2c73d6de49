using KnbTraining.Content.Items;

namespace KnbTraining.Content.Exchange;

/// <summary>
/// A question as other programs know it: the words of one language and which answers are right, without claims and situations.
/// All texts are plain; a line break parts paragraphs.
/// </summary>
public sealed record ExchangeQuestion
{
    /// <summary>One line by which people find it in a list; never empty.</summary>
    public required string Name { get; init; }

    public required QuestionKind Kind { get; init; }

    /// <summary>A code of <see cref="Text.Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary>The story that several questions may share; empty where the question stands alone.</summary>
    public string Case { get; init; } = "";

    public required string Stem { get; init; }

    /// <summary>Answers in their order; empty for matching.</summary>
    public IReadOnlyList<ExchangeOption> Options { get; init; } = [];

    /// <summary>Matching only: each row with its partner. Rows are different, partners may be the same.</summary>
    public IReadOnlyList<ExchangePair> Pairs { get; init; } = [];

    /// <summary>Matching only: partners that fit no row.</summary>
    public IReadOnlyList<string> Spare { get; init; } = [];

    /// <summary>Why the key is right; may be empty.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>Id of the rule that it asks about; null where nobody said so.</summary>
    public string? Rule { get; init; }

    /// <summary>Where it came from, if from a product like this one.</summary>
    public FrozenId? Frozen { get; init; }

    /// <summary>Where it begins in the file that was read, counted from 1; 0 where it was not read.</summary>
    public int Line { get; init; }

    /// <summary>Case and question as one text.</summary>
    public string WholeStem => Case.Length == 0 ? Stem : $"{Case}\n{Stem}";

    /// <summary>
    /// True where both ask the same with the same answers, replies and explanation. White space, the order of answers and what formats
    /// cannot tell apart (see <see cref="LossReport"/>) do not count.
    /// </summary>
    public bool SaysTheSame(ExchangeQuestion other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ExchangeText.Folded(WholeStem) == ExchangeText.Folded(other.WholeStem)
            && ExchangeText.Folded(Explanation) == ExchangeText.Folded(other.Explanation)
            && Answers().SetEquals(other.Answers());
    }

    private HashSet<(string, string, bool)> Answers() =>
    [
        .. Options.Select(option => (ExchangeText.Folded(option.Text), ExchangeText.Folded(option.Feedback), option.Correct)),
        .. Pairs.Select(pair => (ExchangeText.Folded(pair.Row), ExchangeText.Folded(pair.Choice), true)),
        .. Spare.Select(choice => ("", ExchangeText.Folded(choice), false)),
    ];
}

/// <param name="Feedback">What is said to who chooses it; may be empty.</param>
/// <param name="Misconception">Id of what a wrong answer mixes up; null where nobody said so.</param>
public sealed record ExchangeOption(string Text, bool Correct, string Feedback, string? Misconception = null);

/// <summary>A row of a matching question and its partner.</summary>
public sealed record ExchangePair(string Row, string Choice);
