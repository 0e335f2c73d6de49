using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Analysis;

/// <summary>A few variants of each family of a bank: what they mean and how they read. Made once for a bank, as far as somebody asks.</summary>
internal sealed class ItemSamples
{
    /// <summary>How many variants of each family.</summary>
    public const int Variants = 16;

    /// <summary>Of how many of them the words are compared: putting an item into words costs far more than making it.</summary>
    public const int Worded = 4;

    private static readonly ConditionalWeakTable<ItemBank, ItemSamples> Kept = [];

    private readonly ItemBank _items;
    private readonly ConcurrentDictionary<string, Sample> _samples = new(StringComparer.Ordinal);

    private ItemSamples(ItemBank items) => _items = items;

    public static ItemSamples Of(ItemBank items) => Kept.GetValue(items, bank => new ItemSamples(bank));

    /// <summary>The sample of a family.</summary>
    /// <exception cref="KeyNotFoundException">The bank has no such family.</exception>
    public Sample this[string family] => _samples.GetOrAdd(family, id =>
    {
        var count = _items.FindFamily(id)?.IsAuthored == true ? 1 : Variants;

        // Spread over all variants; the same ones for every edition.
        Item[] items = [.. Enumerable.Range(1, count).Select(i => _items.Create(id, unchecked((uint)i * 2654435761u)))];
        return new Sample(_items, items);
    });

    private static string MeaningOf(Item item)
    {
        var text = new StringBuilder().Append(item.Kind).Append('|').Append(item.Law.Id).Append('|').Append(item.Decision).Append('|').AppendJoin(',', item.Rules);
        foreach (var situation in item.Situations)
        {
            text.Append('|').Append(situation.Id);
        }

        foreach (var option in item.Options)
        {
            text.Append('|').Append(option.Id).Append(option.Correct ? '+' : '-').Append(option.Misconception);
            foreach (var (name, value) in option.Claim.Parts)
            {
                text.Append(';').Append(name).Append('=').Append(value);
            }
        }

        return Short(text);
    }

    // The bank of the edition in use is kept for weeks: what is only compared need not be kept whole.
    private static string Short(StringBuilder text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

    /// <summary>Some variants of one family.</summary>
    public sealed class Sample(ItemBank bank, IReadOnlyList<Item> items)
    {
        private readonly string?[] _words = new string?[Worded];

        /// <summary>What each asks, offers and takes for right, as a hash.</summary>
        public IReadOnlyList<string> Meanings { get; } = [.. items.Select(MeaningOf)];

        /// <summary>Ids of the rules on which their keys rest.</summary>
        public IReadOnlyList<string> Rules { get; } = [.. items.SelectMany(item => item.Rules).Distinct(StringComparer.Ordinal)];

        /// <summary>The acts of their cases.</summary>
        public IReadOnlyList<string> Acts { get; } = [.. items.SelectMany(item => item.Situations).Select(situation => situation.Act).Distinct(StringComparer.Ordinal)];

        /// <summary>How a variant reads, in all languages together, as a hash.</summary>
        /// <param name="variant">Its place in the sample, below <see cref="Worded"/>.</param>
        public string WordsOf(int variant) => _words[variant] ??= Say(items[variant]);

        private string Say(Item item)
        {
            var text = new StringBuilder();
            foreach (var language in Languages.All)
            {
                var words = bank.Render(item, language);
                text.Append(words.Case).Append('|').Append(words.Question);
                foreach (var part in words.Options.Concat(words.Rows).Concat(words.Choices))
                {
                    text.Append('|').Append(part.Text);
                }
            }

            return Short(text);
        }
    }
}
