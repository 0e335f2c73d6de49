using KnbTraining.Web.Localization;

namespace KnbTraining.WebTests.Localization;

public sealed class PluralRuleTests
{
    [Theory]
    [InlineData(0, "many")]
    [InlineData(1, "one")]
    [InlineData(2, "few")]
    [InlineData(4, "few")]
    [InlineData(5, "many")]
    [InlineData(10, "many")]
    [InlineData(11, "many")]
    [InlineData(12, "many")]
    [InlineData(14, "many")]
    [InlineData(15, "many")]
    [InlineData(20, "many")]
    [InlineData(21, "one")]
    [InlineData(22, "few")]
    [InlineData(25, "many")]
    [InlineData(100, "many")]
    [InlineData(101, "one")]
    [InlineData(111, "many")]
    [InlineData(112, "many")]
    [InlineData(122, "few")]
    [InlineData(-21, "one")]
    public void Russian_counts_by_the_last_two_digits(long number, string category) =>
        Assert.Equal(category, PluralRule.CategoryOf("ru", number));

    [Theory]
    [InlineData("en")]
    [InlineData("kk")]
    public void English_and_Kazakh_know_one_and_other(string language)
    {
        Assert.Equal("one", PluralRule.CategoryOf(language, 1));
        Assert.All([0, 2, 5, 11, 21, 101], number => Assert.Equal("other", PluralRule.CategoryOf(language, number)));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ru")]
    [InlineData("kk")]
    public void Every_category_that_can_come_up_is_one_that_texts_must_have(string language) =>
        Assert.All(Enumerable.Range(0, 1000), number => Assert.Contains(PluralRule.CategoryOf(language, number), PluralRule.CategoriesOf(language)));
}
