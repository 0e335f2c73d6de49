using System.Globalization;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Reports.Analysis;
using YamlDotNet.RepresentationModel;

namespace KnbTraining.UnitTests.Learning.Reports.Analysis;

/// <summary>Figures against cases that were computed by programs of their own, which lie beside them.</summary>
public sealed class ItemAnalysisTests
{
    private const double Tolerance = 1e-6;

    [Fact]
    public void Figures_of_families_and_forms_are_those_of_the_worked_example()
    {
        var root = Read("worked-example");
        var analysis = new ItemAnalysis();
        foreach (var attempt in List(root, "attempts").Cast<YamlSequenceNode>())
        {
            var cells = attempt.Children.Select(Text).ToArray();
            AttemptMark[] marks = [.. cells.Skip(1).Select((score, i) => new AttemptMark(i + 1, Number(score), null, false, true))];
            analysis.Add(cells[0], marks, firstOnly: true);
            analysis.AddForm("course", marks);
        }

        var found = analysis.Families();
        var expected = List(root, "families").Cast<YamlMappingNode>().ToArray();
        Assert.Equal(5, expected.Length);
        foreach (var (family, figures) in expected.Zip(found))
        {
            var name = $"family {Text(family["family"])}";
            Same(Row(family, "facility"), [figures.Facility.Value, figures.Facility.Low, figures.Facility.High], name);
            Same([Value(family, "deviation")], [figures.Deviation], name);
            Same(Row(family, "discrimination"), [figures.Discrimination!.Value, figures.Discrimination.Low, figures.Discrimination.High], name);
            Same([Value(family, "efficiency"), Value(family, "weight")], [figures.Efficiency, figures.Weight], name);
            var differences = List(family, "differences").Cast<YamlSequenceNode>().ToArray();
            Assert.Equal(3, figures.Differences.Count);
            foreach (var (pair, difference) in differences.Zip(figures.Differences))
            {
                Assert.Equal([Text(pair[0]), Text(pair[1])], [difference.First, difference.Second]);
                Same(
                    [.. pair.Children.Skip(2).Select(node => (double?)Number(Text(node)))],
                    [difference.OddsRatio, difference.Low, difference.High, difference.Delta],
                    $"{name}, {difference.First} and {difference.Second}");
            }
        }

        var forms = Assert.Single(analysis.Forms());
        var whole = (YamlMappingNode)root["forms"];
        Same(
            [.. new[] { "mean", "deviation", "skewness", "kurtosis", "consistency", "standard-error" }.Select(key => Value(whole, key))],
            [forms.Mean, forms.Deviation, forms.Skewness, forms.Kurtosis, forms.Consistency, forms.StandardError],
            "forms");

        // The translation that was made harder, and the family that works backwards, are found; nothing says that a key is wrong.
        Assert.Contains(Advice.Translation, AdviceFor.Of(found[2]));
        Assert.Equal(Advice.Negative, AdviceFor.Of(found[4])[0]);
        Assert.DoesNotContain(Advice.Translation, AdviceFor.Of(found[3]));
    }

    [Fact]
    public void Drawn_forms_are_as_consistent_as_pairs_of_families_that_stood_together_often_enough()
    {
        var root = Read("drawn-forms");
        var analysis = new ItemAnalysis();
        foreach (var form in List(root, "forms").Cast<YamlMappingNode>())
        {
            analysis.AddForm("course", [.. form.Children.Select(mark => new AttemptMark(int.Parse(Text(mark.Key), CultureInfo.InvariantCulture), Number(Text(mark.Value)), null, false, true))]);
        }

        var found = Assert.Single(analysis.Forms());
        Assert.Equal((150, 4.0, Number(Text(root["pairs-drawn"])), Number(Text(root["pairs-counted"]))), (found.Forms, found.Items, found.PairsDrawn, found.PairsCounted));
        Same([Value(root, "consistency"), Value(root, "standard-error")], [found.Consistency, found.StandardError], "drawn forms");
    }

    [Fact]
    public void What_cannot_be_said_is_left_out()
    {
        var analysis = new ItemAnalysis();
        for (var i = 0; i < 49; i++)
        {
            // Everybody is right about the first family; the second has no rest, because it is asked alone.
            analysis.Add("kk", [new AttemptMark(1, 1, Certainty.High, false, true), new AttemptMark(2, i % 2, null, false, false)], firstOnly: true);
            analysis.Add("ru", [new AttemptMark(3, i % 2, Certainty.High, i % 2 == 0, true)], firstOnly: true);
            analysis.AddForm("course", [new AttemptMark(1, 1, null, false, true), new AttemptMark(2, i % 2, null, false, true)]);
        }

        var families = analysis.Families();
        Assert.Equal([1, 3], families.Select(family => family.FamilyKey));
        Assert.All(families, family => Assert.Null(family.Discrimination));
        Assert.All(families, family => Assert.Null(family.Efficiency));
        Assert.Equal((49, 0, 49, 49, 0), (families[0].Answers, families[0].Blank, families[0].Stated, families[0].Sure, families[0].SureAndWrong));
        Assert.Equal((49, 25, 49, 49, 25), (families[1].Answers, families[1].Blank, families[1].Stated, families[1].Sure, families[1].SureAndWrong));
        Assert.All(families, family => Assert.Empty(family.Differences));
        var forms = Assert.Single(analysis.Forms());
        Assert.Equal((49, (double?)null, (double?)null), (forms.Forms, forms.Consistency, forms.StandardError));
        analysis.AddForm("course", [new AttemptMark(1, 1, null, false, true), new AttemptMark(2, 1, null, false, true)]);
        Assert.NotNull(Assert.Single(analysis.Forms()).Consistency);
        Assert.Empty(AdviceFor.Of(null));
    }

    [Fact]
    public void Languages_are_compared_from_fifty_answers_each_on_and_a_form_without_items_counts_nothing()
    {
        var analysis = new ItemAnalysis();
        analysis.Add("kk", [], firstOnly: true);
        analysis.AddForm("course", []);
        Assert.Empty(analysis.Forms());
        for (var i = 0; i < 50; i++)
        {
            foreach (var language in i < 49 ? new[] { "kk", "ru" } : ["kk"])
            {
                analysis.Add(language, [new AttemptMark(1, i % 2, null, false, true), new AttemptMark(2, i % 3 == 0 ? 1 : 0, null, false, true)], firstOnly: true);
            }
        }

        Assert.All(analysis.Families(), family => Assert.Empty(family.Differences));
        analysis.Add("ru", [new AttemptMark(1, 1, null, false, true), new AttemptMark(2, 0, null, false, true)], firstOnly: true);
        var difference = Assert.Single(analysis.Families()[0].Differences);
        Assert.Equal(("kk", "ru", 50, 50), (difference.First, difference.Second, difference.FirstAnswers, difference.SecondAnswers));
        Assert.False(difference.IsMarked);
    }

    [Fact]
    public void Marks_are_unpacked_as_they_were_packed_and_bytes_that_are_cut_off_are_refused()
    {
        // Families with keys of one, two and three bytes.
        byte[] packed = [1, 0b0001_0101, 0x80, 0x02, 0b0000_0010, 0x80, 0x80, 0x01, 0b0011_1000, 0, 0, 0, 0, 0, 0, 0xE0, 0x3F];
        var marks = new List<AttemptMark>();
        AttemptMarks.Unpack(packed, marks);
        Assert.Equal(
            [
                new AttemptMark(1, 1, Certainty.Low, false, true),
                new AttemptMark(256, 0, null, true, false),
                new AttemptMark(16384, 0.5, Certainty.High, false, false),
            ],
            marks);
        Assert.Throws<InvalidDataException>(() => AttemptMarks.Unpack(packed.AsSpan(0, packed.Length - 1), marks));
        Assert.Throws<InvalidDataException>(() => AttemptMarks.Unpack([0x80], marks));
    }

    private static void Same(double?[] expected, double?[] found, string where)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                expected[i] is null ? found[i] is null : found[i] is { } value && Math.Abs(value - expected[i]!.Value) < Tolerance,
                $"{where}, value {i + 1}: {expected[i]} was computed elsewhere, {found[i]} here.");
        }
    }

    private static YamlMappingNode Read(string name)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(Path.Combine(AppContext.BaseDirectory, "Learning", "Reports", "Analysis", "Cases", $"{name}.yaml"));
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static IEnumerable<YamlNode> List(YamlMappingNode node, string key) => ((YamlSequenceNode)node[key]).Children;

    private static double?[] Row(YamlMappingNode node, string key) => [.. List(node, key).Select(cell => (double?)Number(Text(cell)))];

    private static double? Value(YamlMappingNode node, string key) => Text(node[key]) is var text && text == "null" ? null : Number(text);

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
