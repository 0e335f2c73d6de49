using System.Text.RegularExpressions;
using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Text;

public sealed partial class IdOfTitleTests
{
    [Theory]
    [InlineData("Unapproved travel: today", "unapproved-travel-today")]
    [InlineData("Несогласованный выезд после допуска: план", "nesoglasovannyi-vyezd-posle-dopuska-plan")]
    [InlineData("Рұқсат тоқтатылған соң шығу", "ruqsat-toqtatylgan-song-shygu")]
    [InlineData("№ 579 Жарлық", "579-zharlyq")]
    [InlineData("  — ", "rule")]
    [InlineData("", "rule")]
    public void A_title_in_any_language_gives_an_id(string title, string id) => Assert.Equal(id, IdOfTitle.Of(title, "rule", _ => false));

    [Fact]
    public void A_taken_id_gets_the_next_free_number() =>
        Assert.Equal("travel-4", IdOfTitle.Of("Travel", "rule", id => id is "travel" or "travel-2" or "travel-3"));

    [Fact]
    public void Every_shipped_title_gives_a_good_id_and_a_long_one_is_cut_between_words()
    {
        var titles = ShippedContent.Edition.Rules.Values.SelectMany(rule => Languages.All.Select(language => rule.Title[language]));
        Assert.All(titles, title => Assert.Matches(Shape(), IdOfTitle.Of(title, "rule", _ => false)));
        var cut = IdOfTitle.Of(string.Join(' ', Enumerable.Repeat("слово", 30)), "rule", _ => false);
        Assert.Matches(Shape(), cut);
        Assert.InRange(cut.Length, 50, IdOfTitle.Longest);
        Assert.EndsWith("-slovo", cut, StringComparison.Ordinal);
        Assert.Equal(IdOfTitle.Longest, IdOfTitle.Of(new string('ж', 100), "rule", _ => false).Length);
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
