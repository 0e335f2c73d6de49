using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;
using KnbTraining.Web.Components.Questions;

namespace KnbTraining.Web.Features.Content.Preview;

/// <summary>An item as a learner gets it, with its key beside it.</summary>
/// <param name="Key">Why the right answer is right.</param>
/// <param name="Feedback">What a learner is told after each wrong option, by its text.</param>
public sealed record ItemSheet(QuestionPrompt Prompt, Explanation Key, IReadOnlyList<(string Option, IReadOnlyList<MixUp> MixUps)> Feedback)
{
    public static ItemSheet Of(ItemBank items, Item item, string language)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(item);
        var text = items.Render(item, language);

        // The same shuffle at each redrawing: options that jump while one types cannot be read.
        var order = ItemBank.PresentationOrder(item, StableRandom.For(1, item.Id));
        var prompt = new QuestionPrompt(
            QuestionKinds.Of(item.Kind).Id,
            text.Case,
            text.Question,
            InOrder(text.Options, order),
            InOrder(text.Rows, order),
            InOrder(text.Choices, order));
        var feedback = prompt.Options
            .Where(option => item.Options.Any(key => key.Id == option.Id && !key.Correct))
            .Select(option => (option.Text, items.Explain(item, [option.Id], language).MixUps));
        return new ItemSheet(prompt, items.Explain(item, [], language), [.. feedback]);
    }

    private static IReadOnlyList<LabelledText> InOrder(IReadOnlyList<LabelledText> texts, IReadOnlyList<string> order) =>
        [.. order.Select(id => texts.FirstOrDefault(text => text.Id == id)).OfType<LabelledText>()];
}
