using KnbTraining.Content.Items;

namespace KnbTraining.Learning.Attempts;

/// <summary>
/// The order in which an item was shown, one character an option: the place of each shown option in the item's canonical
/// order (0–9, a–z). For matching the rows come first, then the choices.
/// </summary>
public static class PresentedOrder
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static string Encode(Item item, IReadOnlyList<string> order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var (first, second) = Canonical(item);
        return string.Concat(order.Select((id, place) => Digits[Array.IndexOf(place < first.Length ? first : second, id)]));
    }

    /// <summary>As <see cref="Encode"/>, for ids that anybody may have written.</summary>
    /// <returns>Null where they are not the ids of the item, each once.</returns>
    public static string? TryEncode(Item item, IReadOnlyList<string> order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var (first, second) = Canonical(item);
        return order.Count == first.Length + second.Length && first.ToHashSet(StringComparer.Ordinal).SetEquals(order.Take(first.Length))
            && second.ToHashSet(StringComparer.Ordinal).SetEquals(order.Skip(first.Length))
            ? Encode(item, order)
            : null;
    }

    /// <summary>Ids as shown: options, or for matching the rows and then the choices.</summary>
    public static (IReadOnlyList<string> Options, IReadOnlyList<string> Choices) Decode(Item item, string order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var (first, second) = Canonical(item);
        if (order.Length != first.Length + second.Length)
        {
            throw new InvalidDataException($"The item {item.Id} does not have the options that were shown.");
        }

        return (
            [.. order[..first.Length].Select(digit => first[Digits.IndexOf(digit, StringComparison.Ordinal)])],
            [.. order[first.Length..].Select(digit => second[Digits.IndexOf(digit, StringComparison.Ordinal)])]);
    }

    /// <summary>The words of an item in the order in which it was shown.</summary>
    public static ItemText Render(ItemBank bank, Item item, string order, string language)
    {
        ArgumentNullException.ThrowIfNull(bank);
        ArgumentNullException.ThrowIfNull(item);
        var text = bank.Render(item, language);
        var (options, choices) = Decode(item, order);
        return item.Kind == QuestionKind.Matching
            ? text with { Rows = Sort(text.Rows, options), Choices = Sort(text.Choices, choices) }
            : text with { Options = Sort(text.Options, options) };
    }

    private static LabelledText[] Sort(IReadOnlyList<LabelledText> texts, IReadOnlyList<string> order) =>
        [.. order.Select(id => texts.First(text => text.Id == id))];

    private static (string[] First, string[] Second) Canonical(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Kind != QuestionKind.Matching)
        {
            return ([.. item.Options.Select(option => option.Id)], []);
        }

        var pairs = item.Options.Select(option => option.Id.Split('=', 2)).ToArray();
        return (
            [.. pairs.Select(pair => pair[0]).Distinct(StringComparer.Ordinal)],
            [.. pairs.Select(pair => pair[1]).Distinct(StringComparer.Ordinal)]);
    }
}
