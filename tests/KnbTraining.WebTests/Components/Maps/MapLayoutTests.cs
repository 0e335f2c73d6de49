using KnbTraining.Content.Analysis;
using System.Globalization;
using Bunit;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Maps;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace KnbTraining.WebTests.Components.Maps;

public sealed class MapLayoutTests : BunitContext
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    public MapLayoutTests() => Services.AddLogging().AddLocalization();

    public static TheoryData<string, string> Maps
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var act in EditionSample.Edition.RuleBook.Vocabulary.Find("act")!.Values)
            {
                foreach (var language in Languages.All)
                {
                    data.Add(act, language);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void No_two_boxes_overlap_and_nothing_leaves_the_picture(string act, string language)
    {
        foreach (var map in Draw(act, language))
        {
            Assert.All(map.Boxes, box =>
            {
                Assert.InRange(box.X, 0, map.Width);
                Assert.InRange(box.Right, 0, map.Width);
                Assert.InRange(box.Y, 0, map.Height);
                Assert.InRange(box.Bottom, 0, map.Height);
            });
            for (var i = 0; i < map.Boxes.Count; i++)
            {
                Assert.All(map.Boxes.Skip(i + 1), other => Assert.False(Overlap(map.Boxes[i], other), $"{map.Boxes[i]} and {other}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void Every_line_stays_in_its_box_and_no_word_is_broken(string act, string language)
    {
        foreach (var map in Draw(act, language))
        {
            Assert.All(map.Boxes, box => Assert.All(box.Lines, line =>
            {
                Assert.True(line.X + TextWidth.Of(line.Text, line.Style.Size, line.Style.Bold) <= box.Right, line.Text);
                Assert.InRange(line.Y - line.Style.Size, box.Y - 1, box.Bottom);
                Assert.InRange(line.Y, box.Y, box.Bottom);
                Assert.False(line.Text.EndsWith('-'), line.Text);
            }));
        }
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void The_picture_holds_every_verdict_once_and_what_is_planned_apart(string act, string language)
    {
        var tree = DecisionTree.Of(EditionSample.Edition.RuleBook, act, Today);
        var branches = tree.Lanes.SelectMany(lane => lane.Branches).ToArray();
        foreach (var map in Draw(act, language))
        {
            Assert.Equal(branches.Length, map.Boxes.Count(box => box.Kind is "criminal" or "administrative" or "free" or "silent"));
            Assert.Equal(branches.Count(branch => branch.Changes), map.Boxes.Count(box => box.Kind == "planned"));
            Assert.All(map.Boxes.Where(box => box.Kind == "planned"), box => Assert.StartsWith(WordsOf(language).Planned.Split(' ')[0], box.Lines[0].Text, StringComparison.Ordinal));
            Assert.Equal(map.Boxes.Count(box => box.Kind == "planned"), map.Wires.Count(wire => wire.Kind == "plan"));
        }
    }

    [Fact]
    public void A_word_that_is_wider_than_its_box_is_broken_rather_than_cut() =>
        Assert.All(TextWidth.Wrap(new string('x', 60), 14, bold: true, 100), line => Assert.InRange(TextWidth.Of(line, 14, bold: true), 1, 100));

    [Fact]
    public void The_drawing_is_an_image_with_a_name_and_tells_the_whole_map()
    {
        var picture = Show();
        Assert.All(picture.FindAll("svg"), svg =>
        {
            Assert.Equal("img", svg.GetAttribute("role"));
            Assert.Equal("Decision map: travel abroad", svg.GetAttribute("aria-label"));
            Assert.Contains("Clearance: ended, Approval of the trip: missing – No administrative liability. Planned, if adopted: Administrative liability.", svg.QuerySelector("desc")!.TextContent, StringComparison.Ordinal);
            Assert.Contains(svg.QuerySelectorAll("text"), text => text.TextContent == "held now");
        });
        Assert.Empty(picture.FindAll(".here"));
    }

    [Fact]
    public void The_way_of_a_situation_is_marked()
    {
        var situation = EditionSample.Edition.RuleBook.Vocabulary.Complete([new("act", "travel-abroad"), new("holder", "former"), new("approval", "absent")]);
        var marked = Show(situation).FindAll("svg.wide .box.here");
        Assert.Equal(["Approval of the trip: missing", "No administrative liability", "Planned, if adopted Administrative liability"], marked
            .Select(box => string.Join(' ', box.QuerySelectorAll("text").Select(text => text.TextContent)))
            .Order());
    }

    private static bool Overlap(MapBox one, MapBox other) =>
        one.X < other.Right && other.X < one.Right && one.Y < other.Bottom && other.Y < one.Bottom;

    private IEnumerable<MapLayout> Draw(string act, string language)
    {
        var tree = DecisionTree.Of(EditionSample.Edition.RuleBook, act, Today);
        return [WideMap.Draw(tree, WordsOf(language)), NarrowMap.Draw(tree, WordsOf(language))];
    }

    private IRenderedComponent<MapPicture> Show(Situation? here = null)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of("en");
        return Render<MapPicture>(picture => picture
            .Add(p => p.Edition, EditionSample.Edition)
            .Add(p => p.Act, "travel-abroad")
            .Add(p => p.Today, Today)
            .Add(p => p.Language, "en")
            .Add(p => p.Here, here));
    }

    private MapWords WordsOf(string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of(language);
        return MapWords.Of(EditionSample.Edition, language, Services.GetRequiredService<IStringLocalizer<MapTexts>>());
    }
}
