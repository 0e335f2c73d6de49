using System.Globalization;
using System.Reflection;
using System.Text;
using KnbTraining.Content.Editions;
using KnbTraining.Learning;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Architecture;

/// <summary>The picture of the house in src/README.md is drawn from the compiled rooms.</summary>
public sealed class HousePictureTests
{
    private const string Begin = "<!-- house: written by HousePictureTests -->\n";

    private const string End = "<!-- end of house -->";

    private static string Readme => Path.Combine(ShippedContent.Repository, "src", "README.md");

    [Fact]
    public void The_picture_of_the_house_is_that_of_the_program()
    {
        var text = File.ReadAllText(Readme);
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        Assert.Equal(Picture(), text[start..text.IndexOf(End, StringComparison.Ordinal)]);
    }

    /// <summary>Run by hand after a change of arrows: <c>--explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public void Draw_the_picture()
    {
        var text = File.ReadAllText(Readme);
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        File.WriteAllText(Readme, text[..start] + Picture() + text[text.IndexOf(End, StringComparison.Ordinal)..]);
    }

    private static string Picture() =>
        "```\n" + Matrix("Content", typeof(Edition).Assembly, SliceOrder.Content) + "\n" + Matrix("Learning", typeof(LearningServices).Assembly, SliceOrder.Learning) + "```\n\n"
        + "Left out of the picture, because they put the parts of Learning together:\n\n"
        + string.Concat(SliceOrder.Exceptions.Select(exception => $"- `{exception.Key.TrimEnd('.')}` {exception.Value}.\n"));

    // One row and one column a slice, in order; the numbers of the columns are those of the rows.
    private static string Matrix(string room, Assembly assembly, string[] order)
    {
        var arrows = SliceUses.Of(assembly).Where(use => SliceOrder.ExceptionFor(use) is null).Select(use => (use.FromSlice, use.ToSlice)).ToHashSet();
        var width = order.Max(slice => NameOf(slice).Length);
        var picture = new StringBuilder($"{room.PadRight(width + 4)}{string.Concat(order.Select((_, place) => Number(place)))}\n");
        for (var row = 0; row < order.Length; row++)
        {
            var marks = order.Select((column, place) => place == row ? "  ·" : arrows.Contains((order[row], column)) ? "  ■" : "   ");
            picture.Append($"{Number(row)} {NameOf(order[row]).PadRight(width)}{string.Concat(marks)}".TrimEnd()).Append('\n');
        }

        return picture.ToString();
    }

    private static string NameOf(string slice) => slice.Length > 0 ? slice : "(the room itself)";

    private static string Number(int place) => (place + 1).ToString(CultureInfo.InvariantCulture).PadLeft(3);
}
