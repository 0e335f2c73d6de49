using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>A story of somebody who cannot be in it, and people of whom no story can be told, are found before they are published.</summary>
public sealed class StoryFindingTests
{
    private const string Loss = "vignettes/carrier-loss.yaml";

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void A_story_that_does_not_say_who_can_be_in_it_is_found() =>
        Shipped.Replacing(Loss, "  - id: signed-out\n    holders: [current]\n", "  - id: signed-out\n").Finds(Loss, "- id: signed-out", "'holders' is missing", "");

    [Fact]
    public void A_story_of_somebody_whom_the_vocabulary_does_not_know_is_found() =>
        Shipped.Replacing(Loss, "  - id: signed-out\n    holders: [current]\n", "  - id: signed-out\n    holders: [guest]\n")
            .Finds(Loss, "- id: signed-out", "The story 'signed-out' is of 'guest', whom the vocabulary does not know.", "Use some of: current, former, candidate, none.");

    [Fact]
    public void People_of_whom_too_few_stories_can_be_told_alone_or_beside_others_are_found()
    {
        var documents = Shipped.With(Loss, Shipped[Loss].Replace("holders: [current, former]", "holders: [current]", StringComparison.Ordinal));
        documents.Finds(Loss, null, "Fewer than 4 stories can be told of 'former'.", "Write stories in which such a person can be");
        documents.Finds(Loss, null, "Fewer than 4 stories can be told of 'former' and 'current' alike, and items compare them.", "Write stories in which both can be.");
    }

    [Fact]
    public void An_invented_duty_beside_what_is_no_duty_is_found() =>
        Shipped.Replacing("vocabulary.yaml", "    beside: [sign-written-obligation]\n    label:\n      en: Promise", "    beside: [sign-everything]\n    label:\n      en: Promise")
            .Finds("vocabulary.yaml", "- id: promise-by-word", "The invented duty 'promise-by-word' stands beside 'sign-everything', which is no duty.", "Use an id of `duties`.");
}
