using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;

namespace KnbTraining.Content.Exchange;

/// <summary>Questions of an edition, ready to travel.</summary>
public static class ExchangeQuestions
{
    /// <summary>Longest name, in characters: Moodle keeps no more.</summary>
    public const int LongestName = 255;

    private const int Tries = 12;

    /// <summary>Items of some families, hand-written ones once, of others so many variants with different decisions as there are, up to a number.</summary>
    /// <param name="families">Ids of families; those that the bank does not have are left out.</param>
    /// <param name="variants">Of each family that draws them; 1 or more.</param>
    public static IEnumerable<Item> Draw(ItemBank items, IEnumerable<string> families, int variants, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(families);
        ArgumentOutOfRangeException.ThrowIfLessThan(variants, 1);
        return families.Distinct(StringComparer.Ordinal).Select(items.FindFamily).OfType<ItemFamily>().SelectMany(family => Draw(items, family, variants, seed));
    }

    /// <summary>The words of an item in one language, with its key, replies and explanation.</summary>
    public static ExchangeQuestion Of(ItemBank items, Item item, string language)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(item);
        var text = items.Render(item, language);
        var question = new ExchangeQuestion
        {
            Name = item.Family.IsAuthored ? item.Family.Id : item.Id,
            Kind = item.Kind,
            Language = language,
            Case = ExchangeText.Paragraphs(text.Case ?? ""),
            Stem = ExchangeText.Paragraphs(text.Question),
            Explanation = Explained(items.Explain(item, [], language)),
            Rule = item.Family.Rule,
            Frozen = new FrozenId(items.Edition.Hash[..FrozenId.EditionDigits], items.LawDate, item.Id, language),
        };
        return item.Kind == QuestionKind.Matching ? WithRows(question, item, text) : question with { Options = [.. OptionsOf(items, item, text, language)] };
    }

    private static IEnumerable<Item> Draw(ItemBank items, ItemFamily family, int variants, ulong seed)
    {
        if (family.IsAuthored)
        {
            yield return items.Create(family.Id, 0);
            yield break;
        }

        var random = StableRandom.For(seed, family.Id);
        var decisions = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < variants * Tries && decisions.Count < variants; i++)
        {
            var item = items.Create(family.Id, random.NextUInt32());
            if (decisions.Add(item.Decision))
            {
                yield return item;
            }
        }
    }

    private static IEnumerable<ExchangeOption> OptionsOf(ItemBank items, Item item, ItemText text, string language)
    {
        var keys = item.Options.ToDictionary(option => option.Id, StringComparer.Ordinal);
        var authored = item.Family.IsAuthored
            ? items.Material.Questions[item.Family.Id[(item.Family.Id.IndexOf('.', StringComparison.Ordinal) + 1)..]].Options.ToDictionary(option => option.Id, StringComparer.Ordinal)
            : null;
        foreach (var option in text.Options)
        {
            var key = keys[option.Id];
            var reply = authored?[option.Id].Feedback[language]
                ?? (key.Misconception is { } misconception ? items.Material.Misconceptions[misconception].Feedback[language] : "");
            yield return new ExchangeOption(ExchangeText.Paragraphs(option.Text), key.Correct, ExchangeText.Paragraphs(reply), key.Misconception);
        }
    }

    private static ExchangeQuestion WithRows(ExchangeQuestion question, Item item, ItemText text)
    {
        var choices = text.Choices.ToDictionary(choice => choice.Id, choice => ExchangeText.Paragraphs(choice.Text), StringComparer.Ordinal);
        var partners = item.Options.Where(option => option.Correct).Select(option => option.Id.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return question with
        {
            Pairs = [.. text.Rows.Select(row => new ExchangePair(ExchangeText.Paragraphs(row.Text), choices[partners[row.Id]]))],
            Spare = [.. text.Choices.Where(choice => !partners.ContainsValue(choice.Id)).Select(choice => choices[choice.Id])],
        };
    }

    private static string Explained(Explanation explanation)
    {
        var lines = explanation.Steps.Select(step => step.Detail.Length == 0 ? step.Title : $"{step.Title} ({step.Detail})").Concat(explanation.Sources).ToList();
        if (explanation.Caution is { } caution)
        {
            lines.Add(caution);
        }

        return ExchangeText.Paragraphs(string.Join('\n', lines));
    }
}
