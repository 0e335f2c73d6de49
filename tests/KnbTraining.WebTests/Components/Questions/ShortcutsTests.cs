using KnbTraining.Web.Components.Questions;

namespace KnbTraining.WebTests.Components.Questions;

public sealed class ShortcutsTests
{
    [Fact]
    public void The_first_five_options_have_a_letter_and_a_number() =>
        Assert.Equal(["A 1", "B 2", "C 3", "D 4", "E 5"], Enumerable.Range(0, 5).Select(Shortcuts.Option));

    [Fact]
    public void Later_options_have_a_number_while_there_are_digits()
    {
        Assert.Equal("6", Shortcuts.Option(5));
        Assert.Equal("9", Shortcuts.Option(8));
        Assert.Null(Shortcuts.Option(9));
    }

    [Fact]
    public void No_key_does_two_things()
    {
        var keys = Enumerable.Range(0, 10).Select(Shortcuts.Option).OfType<string>()
            .Concat([Shortcuts.Next, Shortcuts.Previous, Shortcuts.Flag])
            .SelectMany(value => value.Split(' '))
            .ToArray();
        Assert.Equal(keys.Distinct(StringComparer.Ordinal).Count(), keys.Length);
    }
}
