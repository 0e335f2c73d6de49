using KnbTraining.Content.Items.Generators;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items;

/// <summary>What an item asks about, so that a form asks it once.</summary>
public static class ItemTopics
{
    /// <summary>What a form asks about once only: a situation under a law (of a contrast that of its own rule), what one plan changes and leaves, a term with its meaning, a task with its body.</summary>
    public static IEnumerable<string> Of(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Situations.Count > 0 ? Asked(item).Select(situation => $"{situation.Id}|{item.Law.Id}").Distinct(StringComparer.Ordinal).Concat(item.Law.IfAdopted ? [item.Family.Rule] : [])
            : item.Kind == QuestionKind.Matching ? item.Options.Where(option => option.Correct).Select(option => option.Id)
            : [item.Decision];
    }

    // A contrast is about the case of its rule. The case beside it is no topic of its own: else contrasts in which a fact turns the
    // answer would fit less often than those in which an idle fact makes no difference, and that would be a habit that pays.
    private static IEnumerable<Situation> Asked(Item item) =>
        item.Family.Generator != ContrastGenerator.Name ? item.Situations
        : item.Compared.Where(verdict => verdict.Deciding.Any(rule => rule.Id == item.Family.Rule)).Select(verdict => verdict.Situation);
}
