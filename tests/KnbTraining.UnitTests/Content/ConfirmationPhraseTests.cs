using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class ConfirmationPhraseTests
{
    [Theory]
    [InlineData("I've read it", "  i’ve   READ it. ")]
    [InlineData("I've read it", "ive read it")]
    [InlineData("Текст мной прочитан, своё обязательство я помню", "текст мной прочитан своe обязательство я помню")]
    [InlineData("Текст мной прочитан, своё обязательство я помню", "ТЕКСТ МНОЙ ПРОЧИТАН — СВОЕ ОБЯЗАТЕЛЬСТВО Я ПОМНЮ!")]
    [InlineData("Мәтінді оқып шықтым", "Мәтiндi  оқып шықтым")]
    [InlineData("Мой", "Мои\u0306")]
    [InlineData("well-known text", "well known\u00A0text")]
    public void What_a_keyboard_or_a_habit_changes_counts_as_equal(string expected, string typed) => Assert.True(ConfirmationPhrase.Matches(expected, typed));

    [Theory]
    [InlineData("I have read it", "I have not read it")]
    [InlineData("I have read it", "I have read")]
    [InlineData("I have read it", "")]
    [InlineData("I have read it", null)]
    [InlineData("I have read it", "Ihavereadit")]
    [InlineData("...", "...")]
    public void Other_words_do_not(string expected, string? typed) => Assert.False(ConfirmationPhrase.Matches(expected, typed));

    [Fact]
    public void Every_shipped_phrase_matches_itself_and_no_other() =>
        Assert.All(ShippedContent.Edition.Acknowledgements.Values.SelectMany(document => Languages.All.Select(language => document[language].Phrase)), phrase =>
        {
            Assert.True(ConfirmationPhrase.Matches(phrase, phrase.ToUpperInvariant()));
            Assert.Single(
                ShippedContent.Edition.Acknowledgements.Values.SelectMany(document => Languages.All.Select(language => document[language].Phrase)),
                other => ConfirmationPhrase.Matches(phrase, other));
        });
}
