using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Items.Generators;

/// <summary>A key and the wrong options that could stand beside it, in one of the ways in which they can be worded.</summary>
/// <param name="Question">Case and question; null where they differ from item to item.</param>
internal sealed record WordedOptions(LocalizedText Key, IReadOnlyList<LocalizedText> Pool, LocalizedText? Question);

/// <summary>
/// All sets of wrong options for a key, weighed so that in each language the key is as often the longest option, the
/// shortest one and the one that shares most words with the question as one option among as many would be, wherever the pool
/// allows it.
/// </summary>
internal sealed class EvenSets
{
    private const int Rounds = 150;

    private const double Step = 1;

    // No set dies out: a learner shall meet each wrong option.
    private const double Kept = 0.05;

    // A draw is a whole number below this: the same on every platform.
    private const int Tickets = 1 << 30;

    private static readonly ConditionalWeakTable<ItemBank, ConcurrentDictionary<string, EvenSets>> Cache = [];

    private readonly List<(int Wording, int[] Wrong)> _sets;
    private readonly int[] _last;

    private EvenSets(List<(int Wording, int[] Wrong)> sets, double[] weights)
    {
        _sets = sets;
        _last = new int[weights.Length];
        var total = weights.Sum();
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i];
            _last[i] = (int)(sum / total * Tickets);
        }

        _last[^1] = Tickets;
    }

    /// <summary>Weighs the sets once for a bank and a purpose.</summary>
    public static EvenSets Of(ItemBank items, string purpose, int count, Func<IReadOnlyList<WordedOptions>> wordings) =>
        Cache.GetOrCreateValue(items).GetOrAdd(purpose, _ => Weigh(count, wordings()));

    /// <param name="count">How many wrong options an item has; fewer come where the pool has fewer.</param>
    public static EvenSets Weigh(int count, IReadOnlyList<WordedOptions> wordings)
    {
        var sets = wordings.SelectMany((wording, i) => Choices(wording.Pool.Count, Math.Min(count, wording.Pool.Count)).Select(wrong => (Wording: i, Wrong: wrong))).ToList();
        double[][] tricks = [.. Languages.All.SelectMany(language => Tricks(wordings, sets, language))];
        var weights = new double[sets.Count];
        Array.Fill(weights, 1.0 / sets.Count);
        for (var round = 0; round < Rounds; round++)
        {
            Even(weights, tricks, 1.0 / (1 + sets[0].Wrong.Length));
        }

        return new EvenSets(sets, [.. weights.Select(weight => ((1 - Kept) * weight) + (Kept / weights.Length))]);
    }

    /// <summary>The way of wording, and the places of the wrong options in its pool, in no order.</summary>
    public (int Wording, IReadOnlyList<int> Wrong) Draw(StableRandom random)
    {
        var ticket = random.Below(Tickets);
        return _sets[Array.FindIndex(_last, last => ticket < last)];
    }

    /// <summary>For each trick what it earns on each set: 1, 0, or a share where options tie.</summary>
    private static IEnumerable<double[]> Tricks(IReadOnlyList<WordedOptions> wordings, List<(int Wording, int[] Wrong)> sets, string language)
    {
        yield return Earned(wordings, sets, text => text[language].Length);
        yield return Earned(wordings, sets, text => -text[language].Length);
        if (wordings[0].Question is { } question)
        {
            var words = SharedWords.Of(question[language]).ToHashSet(StringComparer.Ordinal);
            yield return Earned(wordings, sets, text => SharedWords.Count(words, text[language]));
        }
    }

    // Each text is measured once: it stands in many sets.
    private static double[] Earned(IReadOnlyList<WordedOptions> wordings, List<(int Wording, int[] Wrong)> sets, Func<LocalizedText, int> measure)
    {
        int[] keys = [.. wordings.Select(wording => measure(wording.Key))];
        int[][] pools = [.. wordings.Select(wording => wording.Pool.Select(measure).ToArray())];
        return [.. sets.Select(set => Earned(keys[set.Wording], pools[set.Wording], set.Wrong))];
    }

    private static double Earned(int key, int[] pool, int[] wrong)
    {
        var ties = 1;
        foreach (var option in wrong)
        {
            var other = pool[option];
            if (other > key)
            {
                return 0;
            }

            ties += other == key ? 1 : 0;
        }

        return 1.0 / ties;
    }

    /// <summary>
    /// Makes sets lighter on which tricks win that earn too much so far, and heavier those on which tricks win that earn too
    /// little: step by step towards the least sum of squares. Plain arithmetic only, so that every machine weighs alike.
    /// </summary>
    private static void Even(double[] weights, double[][] tricks, double chance)
    {
        var factors = new double[weights.Length];
        Array.Fill(factors, 1.0);
        foreach (var earned in tricks)
        {
            var gain = -chance;
            for (var i = 0; i < weights.Length; i++)
            {
                gain += weights[i] * earned[i];
            }

            // To know one wrong option is worth less than to know the key.
            var step = Step * (gain > 0 ? gain : gain * chance);
            for (var i = 0; i < weights.Length; i++)
            {
                factors[i] -= step * (earned[i] - chance);
            }
        }

        var total = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] *= Math.Clamp(factors[i], 0.5, 2);
            total += weights[i];
        }

        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] /= total;
        }
    }

    private static IEnumerable<int[]> Choices(int from, int count, int start = 0)
    {
        if (count == 0)
        {
            yield return [];
            yield break;
        }

        for (var first = start; first <= from - count; first++)
        {
            foreach (var rest in Choices(from, count - 1, first + 1))
            {
                yield return [first, .. rest];
            }
        }
    }
}
