using KnbTraining.Content.Text;

namespace KnbTraining.UnitTests.Content;

public sealed class LiquidTextTests
{
    [Theory]
    [InlineData("a b", "a b")]
    [InlineData("", "")]
    [InlineData(" ", "")]
    [InlineData("a  b", "a b")]
    [InlineData(" a b", "a b")]
    [InlineData("a b ", "a b")]
    [InlineData("a\nb\t c", "a b c")]
    [InlineData("a\u00a0b \u2009", "a b")]
    public void White_space_is_folded_wherever_it_comes_from(string written, string shown)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal) { ["x"] = written };
        Assert.Equal(shown, Of(written).Render(Languages.English, values));
        Assert.Equal(shown, Of("{{ x }}").Render(Languages.English, values));
        Assert.Equal($"a {shown} b".Replace("  ", " ", StringComparison.Ordinal), Of("a {{ x }} b").Render(Languages.English, values));
    }

    private static LiquidText Of(string text) => new(LocalizedText.Same(text));
}
