using KnbTraining.Content.Analysis;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class StorySamplesTests
{
    private static readonly DateOnly Day = new(2026, 1, 15);

    [Fact]
    public void A_story_is_told_of_each_standing_that_can_be_in_it_in_each_language_and_otherwise_with_each_number() =>
        Assert.All(Languages.All, language =>
        {
            var first = StorySamples.Of(ShippedContent.Edition, Day, "disclosure", "family-dinner", 1, language);
            Assert.Equal(["current", "former", "none"], first.Select(sample => sample.Holder));
            Assert.All(first, sample => Assert.DoesNotContain("{{", sample.Text, StringComparison.Ordinal));
            Assert.NotEqual(first, StorySamples.Of(ShippedContent.Edition, Day, "disclosure", "family-dinner", 2, language));
            Assert.Equal(first, StorySamples.Of(ShippedContent.Edition, Day, "disclosure", "family-dinner", 1, language));
        });

    [Fact]
    public void What_the_edition_does_not_have_is_not_told()
    {
        Assert.Empty(StorySamples.Of(ShippedContent.Edition, Day, "disclosure", "no-such-story", 1, Languages.English));
        Assert.Empty(StorySamples.Of(ShippedContent.Edition, Day, "no-such-act", "family-dinner", 1, Languages.English));
    }
}
