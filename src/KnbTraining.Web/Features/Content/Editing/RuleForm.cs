using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;

namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>
/// A rule as a form: every field of its document. Reading is forgiving: what a draft lacks stays empty. Writing puts back what differs from the
/// document and leaves everything else in it to the letter.
/// </summary>
public sealed class RuleForm
{
    private const string OpenKind = "open";

    private static readonly string Silence = LiabilityIds.Of(KnbTraining.Rules.Liability.NotCovered);

    private static readonly string[] Fields =
    [
        "translation", "kind", "status", "since", "until", "review-by", "rows", "when", "then", "overrides", "pairs", "basis", "sources", "keys-on", "audience",
        "title", "statement", "stated", "left-open",
    ];

    // A key that the document does not have is not added to say what its absence says.
    private static readonly string[] OftenLeftOut = ["when", "then", "overrides", "pairs", "rows", "keys-on", "stated", "left-open", "since", "until", "review-by"];

    public string Id { get; private init; } = "";

    public string Family { get; set; } = "";

    public string Kind { get; set; } = "";

    /// <summary>in-force or proposed.</summary>
    public string Status { get; set; } = "in-force";

    public DateOnly? Since { get; set; }

    public DateOnly? Until { get; set; }

    public DateOnly? ReviewBy { get; set; }

    /// <summary>Rows of the decision table that the rule carries, with commas between them.</summary>
    public string Rows { get; set; } = "";

    /// <summary>By dimension, in the order of the document; a dimension without values is no condition.</summary>
    public List<ConditionForm> When { get; } = [];

    /// <summary>Id of a liability; empty where the rule says nothing about liability.</summary>
    public string Liability { get; set; } = "";

    public List<string> Duties { get; set; } = [];

    public List<string> Overrides { get; set; } = [];

    public List<PairForm> Pairs { get; } = [];

    public List<BasisForm> Basis { get; } = [];

    public List<CitationForm> Sources { get; } = [];

    public List<string> KeysOn { get; set; } = [];

    public List<string> Audience { get; set; } = [];

    public Dictionary<string, string> Title { get; } = QuestionForm.Empty();

    public Dictionary<string, string> Statement { get; } = QuestionForm.Empty();

    public Dictionary<string, string> Translation { get; } = QuestionForm.Empty();

    public List<PointForm> Stated { get; } = [];

    public List<PointForm> LeftOpen { get; } = [];

    /// <summary>The paths of the fields that the form shows.</summary>
    public IReadOnlySet<string> Shown => Paths().ToHashSet(StringComparer.Ordinal);

    public static RuleForm Parse(string document)
    {
        var root = YamlEdit.Read(document, "");
        var then = FormYaml.At(root, "then");
        var form = new RuleForm
        {
            Id = FormYaml.Text(root, "id"),
            Family = FormYaml.Text(root, "family"),
            Kind = FormYaml.Text(root, "kind"),
            Status = FormYaml.Text(root, "status") is { Length: > 0 } status ? status : "in-force",
            Since = FormYaml.Day(root, "since"),
            Until = FormYaml.Day(root, "until"),
            ReviewBy = FormYaml.Day(root, "review-by"),
            Rows = string.Join(", ", FormYaml.Texts(FormYaml.At(root, "rows"))),
            Liability = FormYaml.Text(then, "liability"),
            Duties = FormYaml.Texts(FormYaml.At(then, "duties")),
            Overrides = FormYaml.Texts(FormYaml.At(root, "overrides")),
            KeysOn = FormYaml.Texts(FormYaml.At(root, "keys-on")),
            Audience = FormYaml.Texts(FormYaml.At(root, "audience")),
        };
        form.When.AddRange(FormYaml.Entries(FormYaml.At(root, "when")).Select(entry => new ConditionForm(entry.Key, FormYaml.Texts(entry.Value))));
        form.Pairs.AddRange(FormYaml.Items(FormYaml.At(root, "pairs")).Select(PairForm.Read));
        form.Basis.AddRange(FormYaml.Items(FormYaml.At(root, "basis")).Select(BasisForm.Read));
        form.Sources.AddRange(FormYaml.Items(FormYaml.At(root, "sources")).Select(CitationForm.Read));
        form.Stated.AddRange(FormYaml.Items(FormYaml.At(root, "stated")).Select(PointForm.Read));
        form.LeftOpen.AddRange(FormYaml.Items(FormYaml.At(root, "left-open")).Select(PointForm.Read));
        FormYaml.Fill(form.Title, FormYaml.At(root, "title"));
        FormYaml.Fill(form.Statement, FormYaml.At(root, "statement"));
        foreach (var language in Languages.All)
        {
            form.Translation[language] = FormYaml.Text(FormYaml.At(root, "translation"), language) is { Length: > 0 } state ? state : "draft";
        }

        return form;
    }

    /// <summary>The document with the values of the form.</summary>
    public string ToDocument(string original)
    {
        if (YamlEdit.Read(original, "") is not YamlValue.Map root)
        {
            return original;
        }

        // What reads as the form has it is left as it is written: a single word where a list may stand, a field that nobody knows.
        var (read, wanted) = (Parse(original).Values(), Values());
        var changed = wanted.Where(value => !YamlValue.Same(value.Value, read[value.Key]))
            .Where(value => root[value.Key] is not null || !OftenLeftOut.Contains(value.Key) || !IsNothing(value.Value))
            .ToDictionary(StringComparer.Ordinal);
        if (changed.Count == 0)
        {
            return original;
        }

        var entries = root.Entries.Select(entry => (entry.Key, changed.TryGetValue(entry.Key, out var value) ? Kept(entry.Value, value) : entry.Value))
            .Concat(changed.Where(value => root[value.Key] is null).Select(value => (value.Key, value.Value)));
        return YamlEdit.Put(original, "", YamlValue.Of(entries));
    }

    /// <summary>True for kinds that say something of situations.</summary>
    public bool Fires => Kind is "liability" or "duty" or OpenKind;

    /// <summary>True for a rule that records a silence of the sources.</summary>
    public bool IsOpen => Kind == OpenKind;

    /// <summary>True for a rule about what a body does.</summary>
    public bool IsTask => Kind == "competence";

    /// <summary>Makes it a rule of another kind. What such a rule cannot have goes.</summary>
    public void Become(string kind)
    {
        Kind = kind;
        if (!Fires)
        {
            When.Clear();
            (Liability, Duties, Overrides) = ("", [], []);
            return;
        }

        Pairs.Clear();
        Liability = IsOpen ? Silence : kind == "duty" || Liability == Silence ? "" : Liability;
    }

    public void AddPair() => Pairs.Add(new PairForm { Id = FreeId("pair", [.. Pairs.Select(pair => pair.Id)]) });

    /// <param name="points">One of the two lists: no two points of a rule share an id.</param>
    public void AddPoint(List<PointForm> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        points.Add(new PointForm { Id = FreeId("point", [.. Stated.Concat(LeftOpen).Select(point => point.Id)]) });
    }

    /// <summary>The conditions on a dimension; none where any value will do.</summary>
    public IReadOnlyList<string> ValuesOf(string dimension) => When.Find(condition => condition.Dimension == dimension)?.Values ?? [];

    /// <param name="values">None where any value will do.</param>
    /// <param name="order">The dimensions of the vocabulary: a new condition is put where the vocabulary has it.</param>
    public void Demand(string dimension, IReadOnlyList<string> values, IList<string> order)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(order);
        if (When.Find(condition => condition.Dimension == dimension) is { } known)
        {
            known.Values = [.. values];
            if (values.Count == 0)
            {
                When.Remove(known);
            }
        }
        else if (values.Count > 0)
        {
            var place = order.IndexOf(dimension);
            var before = When.FindIndex(condition => order.IndexOf(condition.Dimension) > place);
            When.Insert(before < 0 ? When.Count : before, new ConditionForm(dimension, [.. values]));
        }
    }

    private static string FreeId(string kind, IReadOnlyCollection<string> taken) => Enumerable.Range(taken.Count + 1, taken.Count + 1)
        .Select(number => FormattableString.Invariant($"{kind}-{number}"))
        .First(id => !taken.Contains(id));

    private static bool IsNothing(YamlValue value) =>
        value is YamlValue.List { Items.Count: 0 } or YamlValue.Map { Entries.Count: 0 } or YamlValue.Scalar { Text: "" or "null" };

    // Keys of a mapping that the form does not know stay; those that it knows and leaves out go.
    private static YamlValue Kept(YamlValue before, YamlValue wanted) => (before, wanted) switch
    {
        (YamlValue.Map old, YamlValue.Map now) when now.Entries.All(entry => Languages.All.Contains(entry.Key, StringComparer.Ordinal)) && now.Entries.Count > 0 =>
            YamlValue.Of(old.Entries.Select(entry => (entry.Key, now[entry.Key] ?? entry.Value))
                .Concat(now.Entries.Where(entry => old[entry.Key] is null).Select(entry => (entry.Key, entry.Value)))),
        _ => wanted,
    };

    private Dictionary<string, YamlValue> Values() => new(StringComparer.Ordinal)
    {
        ["translation"] = FormYaml.Localized(Translation),
        ["family"] = YamlValue.Of(Family),
        ["kind"] = YamlValue.Of(Kind),
        ["status"] = YamlValue.Of(Status),
        ["since"] = YamlValue.Of(Since),
        ["until"] = YamlValue.Of(Until),
        ["review-by"] = YamlValue.Of(ReviewBy),
        ["rows"] = YamlValue.Of(Rows.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        ["when"] = YamlValue.Of(When.Where(condition => condition.Values.Count > 0).Select(condition => (condition.Dimension, condition.ToYaml()))),
        ["then"] = YamlValue.Of(Outcome()),
        ["overrides"] = YamlValue.Of(Overrides),
        ["pairs"] = YamlValue.Of(Pairs.Select(pair => pair.ToYaml())),
        ["basis"] = YamlValue.Of(Basis.Select(basis => basis.ToYaml())),
        ["sources"] = YamlValue.Of(Sources.Select(citation => citation.ToYaml())),
        ["keys-on"] = YamlValue.Of(KeysOn),
        ["audience"] = YamlValue.Of(Audience),
        ["title"] = FormYaml.Localized(Title),
        ["statement"] = FormYaml.Localized(Statement),
        ["stated"] = YamlValue.Of(Stated.Select(point => point.ToYaml())),
        ["left-open"] = YamlValue.Of(LeftOpen.Select(point => point.ToYaml())),
    };

    private IEnumerable<(string Key, YamlValue Value)> Outcome()
    {
        if (Liability.Length > 0)
        {
            yield return ("liability", YamlValue.Of(Liability));
        }

        if (Duties.Count > 0)
        {
            yield return ("duties", YamlValue.Of(Duties));
        }
    }

    private IEnumerable<string> Paths()
    {
        IEnumerable<string> OfItems(string list, int count) => Enumerable.Range(0, count).Select(i => $"{list}/{i}");
        IEnumerable<string> InLanguages(string field) => Languages.All.Select(language => $"{field}/{language}");
        return Fields
            .Concat(["then/liability", "then/duties", .. InLanguages("title"), .. InLanguages("statement"), .. InLanguages("translation")])
            .Concat(When.Select(condition => $"when/{condition.Dimension}"))
            .Concat(OfItems("basis", Basis.Count))
            .Concat(OfItems("sources", Sources.Count))
            .Concat(new[] { ("pairs", Pairs.Count), ("stated", Stated.Count), ("left-open", LeftOpen.Count) }
                .SelectMany(list => OfItems(list.Item1, list.Item2))
                .SelectMany(item => InLanguages($"{item}/text").Append(item)));
    }
}
