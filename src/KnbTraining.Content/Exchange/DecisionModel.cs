using System.Text;
using System.Xml;
using System.Xml.Linq;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Exchange;

/// <summary>
/// The law of an edition as a model of decisions (DMN 1.3, omg.org/spec/DMN): one table for each act, with a row for every person and every
/// combination of the facts that matter, and what holds in force and if the plans were adopted. It can be checked and run by other programs;
/// nothing here reads it back.
/// </summary>
public static class DecisionModel
{
    /// <summary>The outputs of each table: ids of liabilities.</summary>
    public const string InForce = "in_force";

    /// <inheritdoc cref="InForce"/>
    public const string IfAdopted = "if_adopted";

    internal static readonly XNamespace Dmn = "https://www.omg.org/spec/DMN/20191111/MODEL/";

    /// <param name="day">The law is read as on this day.</param>
    /// <param name="language">Of the labels; names and values are ids.</param>
    public static byte[] Write(Edition edition, DateOnly day, string language)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var vocabulary = edition.RuleBook.Vocabulary;
        ActTable[] tables = [.. vocabulary.Act.Values.Select(act => ActTable.Of(edition.RuleBook, act, day))];
        var definitions = new XElement(
            Dmn + "definitions",
            new XAttribute("id", "law"),
            new XAttribute("name", "law"),
            new XAttribute("namespace", $"urn:knb:edition:{edition.Hash}"),
            tables.SelectMany(InputsOf).DistinctBy(dimension => dimension.Id, StringComparer.Ordinal).Select(dimension => new XElement(
                Dmn + "inputData",
                new XAttribute("id", InputId(dimension)),
                new XAttribute("name", Name(dimension.Id)),
                Variable(Name(dimension.Id)))),
            tables.Select(table => Decision(edition, table, InputsOf(table), language)));
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            definitions.Save(writer);
        }

        return bytes.ToArray();

        IReadOnlyList<Dimension> InputsOf(ActTable table) => [vocabulary.Person, .. table.Dimensions];
    }

    private static XElement Decision(Edition edition, ActTable table, IReadOnlyList<Dimension> inputs, string language)
    {
        var words = edition.Words;
        var rows = table.Rows.SelectMany(row => table.Holders.Select((holder, i) => (Values: row.Facts.Select(fact => fact.Value).Prepend(holder), Cell: row.Cells[i])));
        return new XElement(
            Dmn + "decision",
            new XAttribute("id", $"act-{table.Act}"),
            new XAttribute("name", words.Values[(edition.RuleBook.Vocabulary.Act.Id, table.Act)][language]),
            Variable(Name(table.Act)),
            inputs.Select(input => new XElement(
                Dmn + "informationRequirement", new XElement(Dmn + "requiredInput", new XAttribute("href", $"#{InputId(input)}")))),
            new XElement(
                Dmn + "decisionTable",
                new XAttribute("id", $"table-{table.Act}"),
                new XAttribute("hitPolicy", "UNIQUE"),
                inputs.Select(input => new XElement(
                    Dmn + "input",
                    new XAttribute("label", words.Dimensions[input.Id][language]),
                    new XElement(Dmn + "inputExpression", new XAttribute("typeRef", "string"), Text(Name(input.Id))),
                    new XElement(Dmn + "inputValues", Text(string.Join(',', input.Values.Select(Quoted)))))),
                new[] { InForce, IfAdopted }.Select(output => new XElement(
                    Dmn + "output",
                    new XAttribute("name", output),
                    new XAttribute("typeRef", "string"),
                    new XElement(Dmn + "outputValues", Text(string.Join(',', LiabilityIds.ById.Keys.Select(Quoted)))))),
                rows.Select((row, i) => new XElement(
                    Dmn + "rule",
                    new XAttribute("id", FormattableString.Invariant($"row-{table.Act}-{i + 1}")),
                    new XElement(Dmn + "description", string.Join(", ", row.Cell.InForce.Deciding.Concat(row.Cell.IfAdopted.Deciding).Select(rule => rule.Id).Distinct(StringComparer.Ordinal))),
                    row.Values.Select(value => new XElement(Dmn + "inputEntry", Text(Quoted(value)))),
                    new[] { row.Cell.InForce, row.Cell.IfAdopted }.Select(verdict => new XElement(Dmn + "outputEntry", Text(Quoted(LiabilityIds.Of(verdict.Liability)))))))));
    }

    private static XElement Variable(string name) => new(Dmn + "variable", new XAttribute("name", name), new XAttribute("typeRef", "string"));

    private static XElement Text(string text) => new(Dmn + "text", text);

    private static string Quoted(string value) => $"\"{value}\"";

    private static string InputId(Dimension dimension) => $"input-{dimension.Id}";

    // A hyphen would be a minus in the expressions of DMN.
    private static string Name(string id) => id.Replace('-', '_');
}
