using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Web.Features.Content.Editing;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>What a field of a document holds, and so how it is edited.</summary>
public enum FieldShape
{
    Text,
    Number,

    /// <summary>Whole numbers in a list, typed with commas.</summary>
    Numbers,
    Flag,
    Day,

    /// <summary>A short text in each language.</summary>
    Languages,

    /// <summary>A longer text in each language.</summary>
    LongLanguages,

    /// <summary>Several short texts in each language, typed one a line.</summary>
    Phrases,

    /// <summary>One of some values.</summary>
    Choice,

    /// <summary>Several of some values.</summary>
    Several,

    /// <summary>Facts of cases.</summary>
    Conditions,

    /// <summary>How a misconception goes wrong.</summary>
    Mutation,

    /// <summary>A list of mappings.</summary>
    Parts,

    /// <summary>A list of texts, each in every language, of which one is drawn.</summary>
    Alternatives,

    /// <summary>What rules or the program rest on: told in words, and changed in the text alone.</summary>
    Fixed,
}

/// <summary>A field as a form shows it.</summary>
/// <param name="Key">Its key in the document; empty where the entry itself is the value.</param>
public sealed record FieldSchema(string Key, FieldShape Shape)
{
    public bool IsOptional { get; init; }

    /// <summary>What is chosen among, for <see cref="EntryChoices"/>; empty where nothing is.</summary>
    public string Among { get; init; } = "";

    /// <summary>True for parts that the program counts on: none comes, goes or moves here.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The fields of each part.</summary>
    public IReadOnlyList<FieldSchema> Inner { get; init; } = [];

    public string PathIn(string entry) => Key.Length == 0 ? entry : entry.Length == 0 ? Key : $"{entry}/{Key}";
}

/// <summary>The entries of a document under one key.</summary>
/// <param name="Key">The list, or the mapping whose keys are the entries.</param>
/// <param name="Fields">The fields of each entry besides its id.</param>
public sealed record SectionSchema(string Key, IReadOnlyList<FieldSchema> Fields)
{
    /// <summary>How new ids begin that are numbered; null where they are made from a name.</summary>
    public string? NumberedIds { get; init; }

    /// <summary>False where entries go by their place alone.</summary>
    public bool HasIds { get; init; } = true;

    /// <summary>For a mapping: how many keys lead to an entry. 0 for a list.</summary>
    public int KeyedBy { get; init; }

    /// <summary>True where rules or the program rest on the very entries that there are.</summary>
    public bool IsFixed { get; init; }

    /// <summary>False where the program says which entries there are.</summary>
    public bool MayGrow => KeyedBy == 0 && !IsFixed;

    /// <summary>True where an entry holds fields; false where it is one value, told as a whole.</summary>
    public bool Holds => Fields is not [{ Key: "", Shape: FieldShape.Fixed }];

    /// <summary>Where the entries stand, in the order of the document.</summary>
    public IEnumerable<string> Entries(DocumentFields document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return KeyedBy == 0
            ? Enumerable.Range(0, document.Count(Key)).Select(i => $"{Key}/{i}")
            : Enumerable.Range(0, KeyedBy).Aggregate<int, IEnumerable<string>>([Key], (paths, _) => paths.SelectMany(path => document.Keys(path).Select(key => $"{path}/{key}")));
    }
}

/// <summary>What a document holds: fields of its own, and entries.</summary>
public sealed record DocumentSchema(IReadOnlyList<FieldSchema> Head, IReadOnlyList<SectionSchema> Sections)
{
    /// <summary>Keys that no form shows: names that are never typed, and ways of drawing that only the program gives.</summary>
    public static IReadOnlyList<string> NeverShown { get; } = ["id", "drawing"];

    /// <summary>Paths of all fields that a form of this document shows, and of what holds them.</summary>
    public IReadOnlySet<string> Fields(DocumentFields document) => Walk(document).Select(place => place.Path).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every place of a form, with its field; no field for what only holds others.</summary>
    public IEnumerable<(string Path, FieldSchema? Field)> Walk(DocumentFields document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return
        [
            ("translation", null),
            .. Languages.All.Select(language => ($"translation/{language}", (FieldSchema?)new FieldSchema("", FieldShape.Text))),
            .. Head.SelectMany(field => Below(document, field, "")),
            .. Sections.SelectMany(section => section.Entries(document)
                .SelectMany(entry => section.Fields.SelectMany(field => Below(document, field, entry)).Concat(section.Holds ? [(entry, (FieldSchema?)null)] : []))
                .Prepend((section.Key, null))),
        ];
    }

    private static IEnumerable<(string Path, FieldSchema? Field)> Below(DocumentFields document, FieldSchema field, string entry)
    {
        var path = field.PathIn(entry);
        var items = Enumerable.Range(0, document.Count(path)).Select(i => $"{path}/{i}");
        return field.Shape switch
        {
            FieldShape.Languages or FieldShape.LongLanguages or FieldShape.Phrases => [(path, null), .. InLanguages(path, field)],
            FieldShape.Parts => [(path, null), .. items.SelectMany(part => field.Inner.SelectMany(inner => Below(document, inner, part)).Prepend((part, null)))],
            FieldShape.Alternatives => [(path, null), .. items.SelectMany(text => InLanguages(text, field).Prepend((text, null)))],
            _ => [(path, field)],
        };
    }

    private static IEnumerable<(string Path, FieldSchema? Field)> InLanguages(string path, FieldSchema field) =>
        Languages.All.Select(language => ($"{path}/{language}", (FieldSchema?)field));
}

/// <summary>The one table of documents that the general form edits: a new field of theirs is a line here.</summary>
public static class DocumentSchemas
{
    private static readonly FieldSchema Rules = Several("rules", "rules") with { IsOptional = true };

    private static readonly Dictionary<ContentKind, DocumentSchema> Table = new()
    {
        [ContentKind.Glossary] = Entries("terms", Short("term"), Long("meaning"), Several("related", "terms") with { IsOptional = true }),
        [ContentKind.Source] = Entries("sources", Short("label"), Long("note"), Of("paragraphs", FieldShape.Number), Of("dated", FieldShape.Flag), Of("file", FieldShape.Text) with { IsOptional = true }),
        [ContentKind.Instrument] = Entries("instruments", Short("label"), Short("short")),
        [ContentKind.SourceFact] = new(
            [],
            [new("facts", [One("source", "sources"), Of("paragraphs", FieldShape.Numbers), One("keyable", "keyable"), One("use", "use")]) { NumberedIds = "F-" }]),
        [ContentKind.Background] = Entries(
            "entries",
            Long("text"),
            One("instrument", "instruments"),
            Of("article", FieldShape.Text) with { IsOptional = true },
            Of("part", FieldShape.Text) with { IsOptional = true },
            Of("version-date", FieldShape.Day),
            Of("when", FieldShape.Conditions) with { IsOptional = true },
            Rules,
            One("liability", "provided") with { IsOptional = true }),
        [ContentKind.Misconception] = Entries("misconceptions", Short("label"), Long("feedback"), Of("mutation", FieldShape.Mutation)),
        [ContentKind.Vocabulary] = new(
            [],
            [
                new(
                    "dimensions",
                    [
                        Short("label"),
                        Of("values", FieldShape.Parts) with { IsFixed = true, Inner = [Short("label")] },
                        Fixed("role"),
                        Fixed("applies-when"),
                        Fixed("never-varied-with"),
                        Fixed("never-becomes"),
                    ]) { IsFixed = true },
                new("liabilities", [Short("label")]) { IsFixed = true },
                new("duties", [Short("label")]),
                new("invented-duties", [Short("label"), One("misconception", "misconceptions"), Several("beside", "duties")]),
                new("bodies", [Short("label")]),
                new("families", [Short("label")]),
                new("basis-purposes", [Short("label")]) { IsFixed = true },
                new("briefings", [Short("title"), Long("summary"), Fixed("from"), Fixed("to")]) { IsFixed = true },
                new("never-asked", [Fixed("")]) { IsFixed = true, HasIds = false },
                new("only-compared", [Fixed("")]) { IsFixed = true, HasIds = false },
            ]),
        [ContentKind.Wording] = new(
            [Phrases("sources-at-large"), Phrases("planned"), Phrases("sources-of-this-course"), Phrases("law-places")],
            [new("attributions", [One("source", "sources"), Phrases("phrases")]) { HasIds = false }]),
        [ContentKind.Cast] = new(
            [],
            [
                new("people", [Short("name"), One("gender", "gender")]),
                new("workplaces", [Short("at"), Short("from")]),
                new("destinations", [Short("to")]),
                new("carriers", [Short("object")]),
            ]),
        [ContentKind.Story] = new([], [new("stories", [Long("text"), Several("holders", "holders")]), new("ahead", [Long("text"), Several("holders", "holders")])]),
        [ContentKind.FactSentence] = new([], [new("facts", [Of("", FieldShape.Alternatives)]) { KeyedBy = 2 }]),
        [ContentKind.Stem] = new([], [new("texts", [Of("", FieldShape.Alternatives)]) { KeyedBy = 1 }]),
        [ContentKind.Acknowledgement] = new(
            [
                Short("title"),
                Long("text"),
                Short("phrase"),
                Of("version", FieldShape.Number),
                Several("audience", "audience"),
                Of("reading-seconds", FieldShape.Number),
                Of("renewal-months", FieldShape.Number) with { IsOptional = true },
                Rules,
                Several("sources", "sources") with { IsOptional = true },
            ],
            []),
        [ContentKind.Picture] = new(
            [Short("title"), One("standing", "standing"), Rules],
            [
                new(
                    "steps",
                    [
                        One("icon", "icon"),
                        Short("text"),
                        Short("note") with { IsOptional = true },
                        Of("ways", FieldShape.Parts) with { IsOptional = true, Inner = [One("icon", "icon"), Short("label"), Short("text")] },
                    ]) { HasIds = false },
            ]),
    };

    /// <summary>Kinds of documents that have such a form.</summary>
    public static IReadOnlyCollection<ContentKind> Kinds => Table.Keys;

    public static IEnumerable<DocumentSchema> All => Table.Values;

    /// <summary>The schema of documents of one of <see cref="Kinds"/>.</summary>
    public static DocumentSchema Of(ContentKind kind) => Table[kind];

    /// <summary>The schema of the document at a path; null where it has a form of its own, or none.</summary>
    public static DocumentSchema? Of(string path) => Table.GetValueOrDefault(ContentKinds.Of(path));

    /// <summary>As <see cref="Of(string)"/>, of one document: an uploaded picture has no steps, and says what it shows instead.</summary>
    public static DocumentSchema? Of(string path, string document) => ContentKinds.Of(path) == ContentKind.Picture && YamlEdit.Read(document, "file") is not null
        ? Uploaded
        : Of(path);

    private static DocumentSchema Uploaded { get; } = new([Short("title"), Long("alternative"), One("standing", "standing"), Rules], []);

    private static DocumentSchema Entries(string key, params FieldSchema[] fields) => new([], [new(key, fields)]);

    private static FieldSchema Of(string key, FieldShape shape) => new(key, shape);

    private static FieldSchema Short(string key) => new(key, FieldShape.Languages);

    private static FieldSchema Long(string key) => new(key, FieldShape.LongLanguages);

    private static FieldSchema Fixed(string key) => new(key, FieldShape.Fixed) { IsOptional = true };

    private static FieldSchema Phrases(string key) => new(key, FieldShape.Phrases);

    private static FieldSchema One(string key, string among) => new(key, FieldShape.Choice) { Among = among };

    private static FieldSchema Several(string key, string among) => new(key, FieldShape.Several) { Among = among };
}
