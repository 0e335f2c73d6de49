using System.Globalization;
using KnbTraining.Content.Documents;

namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>A demand on one dimension.</summary>
public sealed class ConditionForm(string dimension, List<string> values)
{
    public string Dimension { get; } = dimension;

    public List<string> Values { get; set; } = values;

    internal YamlValue ToYaml() => Values is [var only] ? YamlValue.Of(only) : YamlValue.Of(Values);
}

/// <summary>A place in the law and who names it.</summary>
public sealed class BasisForm
{
    private const string Background = "background";

    public string Instrument { get; set; } = "";

    public string Article { get; set; } = "";

    public string Part { get; set; } = "";

    public string Item { get; set; } = "";

    public string Purpose { get; set; } = "";

    /// <summary>Id of the source that names it; empty where it is known from the legal background alone.</summary>
    public string Source { get; set; } = "";

    /// <summary>Null where it is not chosen yet.</summary>
    public int? Paragraph { get; set; }

    internal static BasisForm Read(YamlValue node) => new()
    {
        Instrument = FormYaml.Text(node, "instrument"),
        Article = FormYaml.Text(node, "article"),
        Part = FormYaml.Text(node, "part"),
        Item = FormYaml.Text(node, "item"),
        Purpose = FormYaml.Text(node, "for"),
        Source = FormYaml.Text(FormYaml.At(node, "named-by"), "source"),
        Paragraph = int.TryParse(FormYaml.Text(FormYaml.At(node, "named-by"), "paragraph"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    internal YamlValue ToYaml() => YamlValue.Of(Entries());

    private IEnumerable<(string, YamlValue)> Entries()
    {
        yield return ("instrument", YamlValue.Of(Instrument));
        foreach (var (key, value) in new[] { ("article", Article), ("part", Part), ("item", Item) }.Where(entry => entry.Item2.Trim().Length > 0))
        {
            yield return (key, YamlValue.Of(value));
        }

        yield return ("for", YamlValue.Of(Purpose));
        yield return ("named-by", Source.Length == 0
            ? YamlValue.Of(Background)
            : YamlValue.Of(("source", YamlValue.Of(Source)), ("paragraph", Paragraph is { } number ? YamlValue.Of(number) : YamlValue.Null)));
    }
}

/// <summary>Paragraphs of a source and the facts taken from them.</summary>
public sealed class CitationForm
{
    public string Source { get; set; } = "";

    public List<string> Paragraphs { get; set; } = [];

    public List<string> Facts { get; set; } = [];

    internal static CitationForm Read(YamlValue node) => new()
    {
        Source = FormYaml.Text(node, "source"),
        Paragraphs = FormYaml.Texts(FormYaml.At(node, "paragraphs")),
        Facts = FormYaml.Texts(FormYaml.At(node, "facts")),
    };

    internal YamlValue ToYaml() => YamlValue.Of(
        ("source", YamlValue.Of(Source)),
        ("paragraphs", YamlValue.Of(Paragraphs.Select(paragraph =>
            int.TryParse(paragraph, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? YamlValue.Of(number) : YamlValue.Of(paragraph)))),
        ("facts", YamlValue.Of(Facts)));
}

/// <summary>A body and one of its tasks, or a term and its meaning.</summary>
public sealed class PairForm
{
    public string Id { get; init; } = "";

    public string Of { get; set; } = "";

    public Dictionary<string, string> Text { get; } = QuestionForm.Empty();

    internal static PairForm Read(YamlValue node)
    {
        var pair = new PairForm { Id = FormYaml.Text(node, "id"), Of = FormYaml.Text(node, "of") };
        FormYaml.Fill(pair.Text, FormYaml.At(node, "text"));
        return pair;
    }

    internal YamlValue ToYaml() => YamlValue.Of(("id", YamlValue.Of(Id)), ("of", YamlValue.Of(Of)), ("text", FormYaml.Localized(Text)));
}

/// <summary>A matter that the sources settle or leave open.</summary>
public sealed class PointForm
{
    public string Id { get; init; } = "";

    /// <summary>What a place in the law is named for, where the matter is which place that is; else empty.</summary>
    public string Names { get; set; } = "";

    public List<string> KeysOn { get; set; } = [];

    public Dictionary<string, string> Text { get; } = QuestionForm.Empty();

    internal static PointForm Read(YamlValue node)
    {
        var point = new PointForm { Id = FormYaml.Text(node, "id"), Names = FormYaml.Text(node, "names"), KeysOn = FormYaml.Texts(FormYaml.At(node, "keys-on")) };
        FormYaml.Fill(point.Text, FormYaml.At(node, "text"));
        return point;
    }

    internal YamlValue ToYaml() => YamlValue.Of(Entries());

    private IEnumerable<(string, YamlValue)> Entries()
    {
        yield return ("id", YamlValue.Of(Id));
        if (Names.Length > 0)
        {
            yield return ("names", YamlValue.Of(Names));
        }

        if (KeysOn.Count > 0)
        {
            yield return ("keys-on", YamlValue.Of(KeysOn));
        }

        yield return ("text", FormYaml.Localized(Text));
    }
}
