using System.Text;
using KnbTraining.Learning.Names;

namespace KnbTraining.UnitTests.Learning.Names;

public sealed class NameFoldTests
{
    [Theory]
    [InlineData("Ёлкин Пётр", "елкин петр")]
    [InlineData("  ӨТЕГЕНОВ \u00A0 Нұрлан\u202FСерікұлы\t", "өтегенов нұрлан серікұлы")]
    [InlineData("Ахметова\u2011Сейітова", "ахметова-сейітова")]
    [InlineData("Ахметова–Сейітова", "ахметова-сейітова")]
    [InlineData("ҚҰЛАН ІҢКӘР ҒАНИ ӘЛІ ҺӘМ ҮКІ", "құлан іңкәр ғани әлі һәм үкі")]
    [InlineData("Анна\u200B Мария\u00AD", "анна мария")]
    [InlineData("\u202EAnna", "anna")]
    [InlineData("O’Neill", "o’neill")]
    [InlineData("", "")]
    [InlineData("\u200B \u00A0", "")]
    public void What_a_person_calls_the_same_is_the_same(string text, string folded) => Assert.Equal(folded, NameFold.Fold(text));

    [Fact]
    public void Letters_are_the_same_composed_or_not_and_half_a_letter_is_no_failure()
    {
        foreach (var name in new[] { "Андрей Ёжиков", "Йылдыз", "Жүніс", "Zoë" })
        {
            Assert.Equal(NameFold.Fold(name), NameFold.Fold(name.Normalize(NormalizationForm.FormD)));
        }

        Assert.Equal("a\uFFFD", NameFold.Fold("a\uD800"));
    }

    [Fact]
    public void Kazakh_letters_are_letters_of_their_own()
    {
        foreach (var (one, other) in new[] { ("қ", "к"), ("ә", "а"), ("ө", "о"), ("ү", "у"), ("ұ", "ү"), ("і", "и"), ("ң", "н"), ("ғ", "г"), ("һ", "х") })
        {
            Assert.NotEqual(NameFold.Fold(one), NameFold.Fold(other));
        }
    }

    [Theory]
    [InlineData("нурлан", false)]
    [InlineData("нұрлан өтегенов", true)]
    [InlineData("ӨТЕГЕН\u00A0НҰР", true)]
    [InlineData("өтегенов әли", false)]
    [InlineData(null, true)]
    public void A_search_finds_what_holds_each_of_its_words_in_any_order(string? search, bool found) =>
        Assert.Equal(found, NameFold.Holds("Өтегенов Нұрлан Серікұлы", NameFold.Words(search)));

    [Fact]
    public void Only_the_first_words_of_a_long_search_count() =>
        Assert.Equal(NameFold.MostWords, NameFold.Words(string.Join(' ', Enumerable.Range(0, 500))).Count);
}
