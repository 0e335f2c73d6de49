using KnbTraining.Content.Items.Kinds;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Items.Studies;

/// <summary>What a strategy that knows nothing of the law earns in a pool of items.</summary>
/// <param name="Generator">The generator whose items were answered.</param>
/// <param name="Language">The language in which they were read.</param>
/// <param name="Strategy">For example <c>longest option</c> or <c>always first</c>.</param>
/// <param name="Items">How many items the strategy could be used on.</param>
/// <param name="Score">The mean share of the point, from 0 to 1.</param>
/// <param name="Chance">What guessing blindly among the options earns on the same items.</param>
/// <param name="StandardError">How far, in one of three runs, blind guessing on as many items strays from <paramref name="Chance"/>.</param>
public sealed record GuessResult(string Generator, string Language, string Strategy, int Items, double Score, double Chance, double StandardError)
{
    /// <summary>What a trick may earn above chance before it is worth knowing: one item in twenty.</summary>
    public const double Margin = 0.05;

    /// <summary>
    /// How many standard errors a gain lies above chance before it is a find. Some hundreds of tricks are tried at once: beyond
    /// two errors luck alone would find several, beyond three one in 740.
    /// </summary>
    public const int Errors = 3;

    /// <summary>What the strategy earns above chance; negative where it does worse.</summary>
    public double Gain => Score - Chance;

    /// <summary>
    /// Whether the strategy pays: by more than <see cref="Margin"/>, and by more than <see cref="Errors"/> standard errors. On few items the
    /// second bound counts, so that no wolf is cried; on many items the first, so that none is slept through.
    /// </summary>
    public bool Pays => Gain > Margin && Gain > Errors * StandardError;
}

/// <summary>
/// Answers items by the tricks of test-wise people: the longest option, the only one with a condition, always the same
/// place, always the same answer (and so only where a plan is asked about), the option that shares most words with the
/// question. Where items give nothing away, each trick earns what blind guessing earns.
/// </summary>
public static class GuessStudy
{
    /// <summary>Every strategy on the same items, for each generator and language.</summary>
    /// <param name="seed">Decides the order of presentation.</param>
    /// <param name="pool">What is answered: a run over all families, or the items of many forms.</param>
    public static IReadOnlyList<GuessResult> Run(ItemBank items, ulong seed, IEnumerable<Item> pool)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(pool);
        var tallies = new Dictionary<(string Generator, string Language, string Strategy), Tally>();
        var random = StableRandom.For(seed, "guess");
        foreach (var item in pool)
        {
            var order = ItemBank.PresentationOrder(item, random);
            var blind = BlindGuess.On(item);
            var (chance, variance) = (blind.Mean, blind.Variance);
            foreach (var language in Languages.All)
            {
                foreach (var (strategy, response) in Responses(item, items.Render(item, language), order, language))
                {
                    var key = (item.Family.Generator, language, strategy);
                    if (!tallies.TryGetValue(key, out var tally))
                    {
                        tallies[key] = tally = new Tally();
                    }

                    tally.Add(QuestionKinds.Of(item).Grade(item, response), chance, variance);
                }
            }
        }

        return [.. tallies
            .OrderBy(entry => entry.Key.Generator, StringComparer.Ordinal).ThenBy(entry => entry.Key.Language, StringComparer.Ordinal).ThenBy(entry => entry.Key.Strategy, StringComparer.Ordinal)
            .Select(entry => new GuessResult(entry.Key.Generator, entry.Key.Language, entry.Key.Strategy, entry.Value.Count, entry.Value.Score, entry.Value.Chance, entry.Value.StandardError))];
    }

    private static IEnumerable<(string Strategy, IReadOnlyList<string> Response)> Responses(Item item, ItemText text, IReadOnlyList<string> order, string language)
    {
        if (item.Kind == QuestionKind.Matching)
        {
            var choices = text.Choices.ToDictionary(choice => choice.Id, choice => choice.Text, StringComparer.Ordinal);
            string[] offered = [.. order.Where(choices.ContainsKey)];
            yield return ("always first", [.. text.Rows.Select(row => $"{row.Id}={offered[0]}")]);
            yield return ("in the order shown", [.. order.Where(id => text.Rows.Any(row => row.Id == id)).Select((row, i) => $"{row}={offered[i % offered.Length]}")]);
            yield return ("longest option", [.. text.Rows.Select(row => $"{row.Id}={offered.MaxBy(id => choices[id].Length)}")]);
            yield return ("most shared words", [.. text.Rows.Select(row => $"{row.Id}={offered.MaxBy(id => SharedWords.Count(SharedWords.Of(row.Text).ToHashSet(StringComparer.Ordinal), choices[id]))}")]);
            foreach (var id in offered.Where(LiabilityIds.ById.ContainsKey))
            {
                foreach (var habit in Habits($"always '{id}'", item))
                {
                    yield return (habit, [.. text.Rows.Select(row => $"{row.Id}={id}")]);
                }
            }

            yield break;
        }

        var options = text.Options.ToDictionary(option => option.Id, option => option.Text, StringComparer.Ordinal);
        yield return ("always first", [order[0]]);
        yield return ("always last", [order[^1]]);
        if (item.Kind == QuestionKind.MultipleChoice)
        {
            yield return ("everything", [.. order]);
        }

        if (options.Values.Select(option => option.Length).Distinct().Count() > 1 && item.Kind != QuestionKind.TrueFalse)
        {
            yield return ("longest option", [order.MaxBy(id => options[id].Length)!]);
            yield return ("shortest option", [order.MinBy(id => options[id].Length)!]);
        }

        var words = options.ToDictionary(option => option.Key, option => SharedWords.Of(option.Value), StringComparer.Ordinal);
        var conditional = order.Where(id => words[id].Any(word => Languages.Of(language).ConditionWords.Contains(word, StringComparer.Ordinal))).ToArray();
        if (conditional.Length == 1)
        {
            yield return ("only one with a condition", conditional);
        }

        var question = SharedWords.Of($"{text.Case} {text.Question}").ToHashSet(StringComparer.Ordinal);
        var shared = order.ToDictionary(id => id, id => SharedWords.Count(question, words[id]), StringComparer.Ordinal);
        if (shared.Values.Distinct().Count() > 1)
        {
            yield return ("most shared words", [order.MaxBy(id => shared[id])!]);
        }

        foreach (var id in order.Where(_ => SameIdsAlways(item)))
        {
            foreach (var habit in LiabilityIds.ById.ContainsKey(id) ? Habits($"always '{id}'", item) : [$"always '{id}'"])
            {
                yield return (habit, [id]);
            }
        }

        if (item.Kind == QuestionKind.TrueFalse && Claimed(item.Options[0]) is { } claimed)
        {
            foreach (var id in LiabilityIds.ById.Keys)
            {
                foreach (var habit in Habits($"believes only '{id}'", item))
                {
                    yield return (habit, [item.Options.First(option => Holds(option) == (claimed == id)).Id]);
                }
            }
        }
    }

    /// <summary>A habit, and the same habit where a plan is asked about: "if adopted" must not tell the key.</summary>
    private static IEnumerable<string> Habits(string habit, Item item) => item.Law.IfAdopted ? [habit, $"{habit} if adopted"] : [habit];

    private static string? Claimed(ItemOption option) => Part(option, "liability") as string;

    private static bool Holds(ItemOption option) => Part(option, "holds") is true;

    private static object? Part(ItemOption option, string key) => option.Claim.Parts.FirstOrDefault(part => part.Key == key).Value;

    // Ids of points, facts, rules and duties name something else in each family; only fixed answers can be a habit.
    private static bool SameIdsAlways(Item item) =>
        item.Family.Generator is not "authored" && !item.Options.Any(option => option.Id.Contains('.', StringComparison.Ordinal) || option.Claim.Parts.Any(part => part.Key is "point" or "rule" or "duty"));

    private sealed class Tally
    {
        private double _variance;
        private double _score;
        private double _chance;

        public int Count { get; private set; }

        public double Score => _score / Count;

        public double Chance => _chance / Count;

        public double StandardError => Math.Sqrt(_variance) / Count;

        public void Add(double score, double chance, double variance)
        {
            _variance += variance;
            Count++;
            _score += score;
            _chance += chance;
        }
    }
}
