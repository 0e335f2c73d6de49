using System.Xml.Linq;
using KnbTraining.Content.Exchange;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content.Exchange;

public sealed class DecisionModelTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    [Fact]
    public void Exactly_one_row_of_the_table_of_its_act_decides_every_situation_and_says_what_the_rules_say()
    {
        var book = ShippedContent.Edition.RuleBook;
        var tables = Read().Elements(Dmn("decision")).ToDictionary(decision => decision.Attribute("id")!.Value["act-".Length..], Rows, StringComparer.Ordinal);
        Assert.Equal(book.Vocabulary.Act.Values.Order(StringComparer.Ordinal), tables.Keys.Order(StringComparer.Ordinal));
        Each.Of(book.Vocabulary.Space, situation =>
        {
            var row = Assert.Single(tables[situation.Act], row => row.Facts.All(fact => situation[fact.Key] == fact.Value));
            Assert.Equal(LiabilityIds.Of(book.Evaluate(situation, new Law(Day)).Liability), row.InForce);
            Assert.Equal(LiabilityIds.Of(book.Evaluate(situation, new Law(Day, IfAdopted: true)).Liability), row.IfAdopted);
        });
    }

    [Fact]
    public void Every_input_of_a_table_is_declared_and_its_labels_are_in_the_language()
    {
        var model = Read();
        var declared = model.Elements(Dmn("inputData")).Select(input => $"#{input.Attribute("id")!.Value}").ToHashSet(StringComparer.Ordinal);
        Assert.All(model.Descendants(Dmn("requiredInput")), input => Assert.Contains(input.Attribute("href")!.Value, declared));
        var labels = ShippedContent.Edition.Words.Dimensions.Values.Select(words => words["ru"]).ToHashSet(StringComparer.Ordinal);
        Assert.All(model.Descendants(Dmn("input")), input => Assert.Contains(input.Attribute("label")!.Value, labels));
        var ids = model.DescendantsAndSelf().Attributes("id").Select(id => id.Value).ToArray();
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
    }

    private static IReadOnlyList<(Dictionary<string, string> Facts, string InForce, string IfAdopted)> Rows(XElement decision)
    {
        var table = decision.Element(Dmn("decisionTable"))!;
        string[] inputs = [.. table.Elements(Dmn("input")).Select(input => input.Element(Dmn("inputExpression"))!.Value.Replace('_', '-'))];
        return
        [
            .. table.Elements(Dmn("rule")).Select(rule => (
                inputs.Zip(rule.Elements(Dmn("inputEntry")).Select(Value)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal),
                Value(rule.Elements(Dmn("outputEntry")).First()),
                Value(rule.Elements(Dmn("outputEntry")).Last()))),
        ];
    }

    private static string Value(XElement entry) => entry.Value.Trim('"');

    private static XName Dmn(string name) => XName.Get(name, "https://www.omg.org/spec/DMN/20191111/MODEL/");

    private static XElement Read()
    {
        using var stream = new MemoryStream(DecisionModel.Write(ShippedContent.Edition, Day, "ru"));
        return XElement.Load(stream);
    }
}
