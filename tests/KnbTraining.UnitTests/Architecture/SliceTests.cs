using System.Reflection;
using KnbTraining.Content.Editions;
using KnbTraining.Learning;

namespace KnbTraining.UnitTests.Architecture;

/// <summary>Inside a room the slices stand in a line, and their arrows run one way.</summary>
public sealed class SliceTests
{
    private static readonly Assembly Content = typeof(Edition).Assembly;

    private static readonly Assembly Learning = typeof(LearningServices).Assembly;

    [Fact]
    public void The_slices_of_content_use_only_what_stands_before_them() => AssertNoneBackwards(SliceUses.Of(Content), SliceOrder.Content);

    [Fact]
    public void The_slices_of_learning_use_only_what_stands_before_them() =>
        AssertNoneBackwards([.. SliceUses.Of(Learning).Where(use => SliceOrder.ExceptionFor(use) is null)], SliceOrder.Learning);

    [Fact]
    public void Every_exception_is_needed_and_there_are_few()
    {
        Assert.InRange(SliceOrder.Exceptions.Count, 0, SliceOrder.MostExceptions);
        var needed = SliceUses.Of(Learning).Where(use => IsWrong(use, SliceOrder.Learning)).Select(SliceOrder.ExceptionFor).ToHashSet();
        Assert.All(SliceOrder.Exceptions.Keys, exception => Assert.Contains(exception, needed));
    }

    [Fact]
    public void Every_slice_has_a_place_and_every_place_a_slice()
    {
        Assert.Equal(SliceOrder.Content.Order(StringComparer.Ordinal), SliceUses.SlicesOf(Content).Order(StringComparer.Ordinal));
        Assert.Equal(SliceOrder.Learning.Order(StringComparer.Ordinal), SliceUses.SlicesOf(Learning).Order(StringComparer.Ordinal));
    }

    // Whoever changes the reading of metadata sees here whether it still finds each way in which one type uses another.
    [Theory]
    [InlineData("Courses.FormAssembler", "Items.ItemBank", "a parameter")]
    [InlineData("Courses.FormAssembler", "Items.Difficulty", "the body of a method")]
    [InlineData("Editions.Edition", "Items.IItemMaterial", "an interface that is implemented")]
    [InlineData("Items.Explainer", "Reference.Citation", "a generated class within")]
    public void A_use_is_found_wherever_it_stands(string from, string to, string place) =>
        Assert.True(SliceUses.Of(Content).Any(use => use.From == from && use.To == to), $"{from} uses {to} in {place}.");

    private static void AssertNoneBackwards(IReadOnlyList<SliceUse> uses, string[] order)
    {
        // An assembly without uses would pass every test on it.
        Assert.InRange(uses.Count, 200, 10_000);
        string[] backwards = [.. uses.Where(use => IsWrong(use, order))
            .GroupBy(use => $"{use.FromSlice} → {use.ToSlice}", (arrow, found) => (Arrow: arrow, Uses: found.ToList()))
            .Select(arrow => $"{arrow.Arrow} ({arrow.Uses.Count}), for example {arrow.Uses[0].From} → {arrow.Uses[0].To}")];
        Assert.True(backwards.Length == 0, "Arrows that run backwards:\n" + string.Join('\n', backwards));
    }

    private static bool IsWrong(SliceUse use, string[] order) => Array.IndexOf(order, use.ToSlice) > Array.IndexOf(order, use.FromSlice);
}
