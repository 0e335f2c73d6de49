using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Learning.Exchange.Cases;

/// <summary>One row of a table of cases as it is being written: what must be there may still be missing.</summary>
/// <param name="Id">Empty where it has none yet.</param>
/// <param name="Facts">Value by dimension; a dimension that is left out may have any.</param>
/// <param name="Expected">Null where nobody has said yet.</param>
public sealed record CaseRow(
    string Id,
    IReadOnlyDictionary<string, string> Facts,
    DateOnly? AsOf,
    bool IfAdopted,
    Liability? Expected,
    IReadOnlyList<string> Duties,
    string? Rule,
    string? Note,
    IReadOnlyList<string> Sources)
{
    /// <summary>A row of a situation, without an expectation: that is for whoever knows the law, not for the rules.</summary>
    public static CaseRow For(Situation situation, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(situation);
        return new CaseRow(
            "",
            situation.Facts.Where(fact => situation.RoleOf(fact.Key) != DimensionRole.Act).ToDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal),
            asOf,
            IfAdopted: false,
            Expected: null,
            Duties: [],
            Rule: null,
            Note: null,
            Sources: []);
    }

    public static CaseRow Of(LawCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return new CaseRow(one.Id, one.Facts, one.AsOf, one.IfAdopted, one.Expected, one.Duties, one.Rule, one.Note, one.Sources);
    }

    /// <summary>The rows of a document as far as they can be read; none where it cannot be read at all.</summary>
    public static IReadOnlyList<CaseRow> In(string document) =>
        YamlEdit.Read(document, "cases") is YamlValue.List list ? [.. list.Items.Select(item => item as YamlValue.Map ?? new YamlValue.Map([])).Select(Read)] : [];

    /// <summary>The case, to be run; null while something is missing without which nothing can be expected.</summary>
    public LawCase? ToCase() => Expected is { } expected && (AsOf is not null || IfAdopted)
        ? new LawCase(Id, Facts, AsOf, IfAdopted, expected, Duties, Rule, Note, Sources, LawCaseLines.None)
        : null;

    /// <summary>As a document has it. What does not matter is left out.</summary>
    public YamlValue ToYaml()
    {
        var entries = new List<(string, YamlValue)> { ("id", YamlValue.Of(Id)) };
        if (Facts.Count > 0)
        {
            entries.Add(("when", YamlValue.Of(Facts.Select(fact => (fact.Key, YamlValue.Of(fact.Value))))));
        }

        if (AsOf is { } day)
        {
            entries.Add(("as-of", YamlValue.Of((DateOnly?)day)));
        }

        if (IfAdopted)
        {
            entries.Add(("law", YamlValue.Of("if-adopted")));
        }

        entries.Add(("expect", YamlValue.Of(Expected is { } expected ? LiabilityIds.Of(expected) : "")));
        AddText("rule", Rule);
        AddList("duties", Duties);
        AddList("facts", Sources);
        AddText("note", Note);
        return YamlValue.Of(entries);

        void AddText(string key, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                entries.Add((key, YamlValue.Of(text)));
            }
        }

        void AddList(string key, IReadOnlyList<string> texts)
        {
            if (texts.Count > 0)
            {
                entries.Add((key, YamlValue.Of(texts)));
            }
        }
    }

    /// <summary>True where both speak of the same situations under the same law: what they expect may differ.</summary>
    public bool AsksAs(CaseRow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return AsOf == other.AsOf && IfAdopted == other.IfAdopted && Facts.Count == other.Facts.Count && Facts.All(fact => other.Facts.GetValueOrDefault(fact.Key) == fact.Value);
    }

    private static CaseRow Read(YamlValue.Map row) => new(
        Text(row["id"]) ?? "",
        row["when"] is YamlValue.Map facts
            ? facts.Entries.Select(fact => (fact.Key, Value: Text(fact.Value))).Where(fact => fact.Value is not null).ToDictionary(fact => fact.Key, fact => fact.Value!, StringComparer.Ordinal)
            : [],
        DateOnly.TryParseExact(Text(row["as-of"]), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        Text(row["law"]) == "if-adopted",
        Text(row["expect"]) is { } expected ? LiabilityIds.Find(expected) : null,
        Texts(row["duties"]),
        Text(row["rule"]),
        Text(row["note"]),
        Texts(row["facts"]));

    private static string? Text(YamlValue? value) => value is YamlValue.Scalar { Text: { Length: > 0 } text } && text is not ("null" or "~") ? text : null;

    private static IReadOnlyList<string> Texts(YamlValue? value) => value switch
    {
        YamlValue.List list => [.. list.Items.Select(Text).OfType<string>()],
        _ => Text(value) is { } one ? [one] : [],
    };
}
