using KnbTraining.Learning.Ledger;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Learning.Ledger;

/// <summary>The list of facts in src/README.md is made by the program.</summary>
public sealed class FactListTests
{
    private const string Begin = "<!-- facts: written by FactListTests -->\n";

    private const string End = "<!-- end of facts -->";

    private static string File => Path.Combine(ShippedContent.Repository, "src", "README.md");

    [Fact]
    public void The_list_of_facts_is_that_of_the_program()
    {
        var text = System.IO.File.ReadAllText(File);
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        Assert.Equal(Table(), text[start..text.IndexOf(End, StringComparison.Ordinal)]);
    }

    /// <summary>Run by hand after a change of facts: <c>--explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public void Write_the_list()
    {
        var text = System.IO.File.ReadAllText(File);
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        System.IO.File.WriteAllText(File, text[..start] + Table() + text[text.IndexOf(End, StringComparison.Ordinal)..]);
    }

    private static string Table() => "| fact | version | holds |\n|---|---|---|\n" + string.Concat(FactType.All.Select(fact => $"| `{fact.Kind}` | {fact.Version} | {Holds(fact.Type)} |\n"));

    private static string Holds(Type part) => string.Join(", ", FactShape.Of(part).Properties.Select(property => Holds(FactShape.NameOf(property), property.PropertyType)));

    private static string Holds(string name, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var (list, item) = FactShape.ItemOf(plain) is { } inner ? ("list of ", inner) : ("", plain);
        return typeof(IFactPart).IsAssignableFrom(item) ? $"{name} ({list}{Holds(item)})" : $"{name} ({list}{Named(item)})";
    }

    private static string Named(Type type) => type.IsEnum ? string.Join(" / ", Enum.GetNames(type).Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName))
        : type == typeof(Guid) ? "id"
        : type == typeof(bool) ? "yes or no"
        : type == typeof(int) || type == typeof(long) ? "number"
        : type == typeof(DateOnly) ? "day"
        : type == typeof(DateTimeOffset) ? "instant"
        : type == typeof(Digest) ? "hash"
        : type == typeof(TextRef) ? "text"
        : "name";
}
