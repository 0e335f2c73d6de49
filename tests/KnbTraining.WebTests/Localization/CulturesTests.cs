using KnbTraining.Web.Localization;

namespace KnbTraining.WebTests.Localization;

public sealed class CulturesTests
{
    [Theory]
    [InlineData("kk", "kk-KZ")]
    [InlineData("ru", "ru-RU")]
    [InlineData("en", "en-GB")]
    [InlineData("de", "en-GB")]
    public void Each_language_has_its_culture(string language, string culture) => Assert.Equal(culture, Cultures.Of(language).Name);

    [Fact]
    public void The_first_language_of_ours_that_the_browser_accepts_counts_whatever_its_region() =>
        Assert.Equal("ru-RU", Cultures.FromAcceptLanguage(["tr-TR", "ru-KZ", "kk"])?.Name);

    [Fact]
    public void A_browser_without_any_language_of_ours_decides_nothing() => Assert.Null(Cultures.FromAcceptLanguage(["de-DE", "fr"]));
}
