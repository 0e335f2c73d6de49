using KnbTraining.Content.Documents;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions.Readers;

/// <summary>Reads <c>cases/*.yaml</c>. Whether the vocabulary and the rules know what a case names is for <see cref="LawCaseCheck"/>.</summary>
internal static class LawCaseReader
{
    private static readonly Dictionary<string, bool> Laws = new(StringComparer.Ordinal) { ["in-force"] = false, ["if-adopted"] = true };

    public static LawCases Read(FieldReader fields)
    {
        var id = fields.Id();
        if (fields.Path != $"{LawCases.Folder}/{id}.yaml")
        {
            fields.Report(fields.LineOf("id"), $"The document says it is '{id}', but lies at {fields.Path}.", $"Move it to {LawCases.Folder}/{id}.yaml or change the id.");
        }

        var cases = new LawCases(id, fields.Path, fields.Translation(), fields.Id(LawCases.ActKey), fields.Localized("title"), [.. fields.Maps("cases").Select(Case)]);
        fields.Finish();
        foreach (var language in fields.Findings.Languages.Where(language => cases.Title[language].Length > LawCases.LongestTitle))
        {
            fields.Report(
                fields.LineOf("title"),
                $"'{new FieldName("title")}' has {cases.Title[language].Length} characters in '{language}'; {LawCases.LongestTitle} are allowed.",
                "Say it shorter.");
        }

        if (cases.Cases.Count is 0 or > LawCases.MostCases)
        {
            fields.Report(fields.LineOf("cases"), $"The document has {cases.Cases.Count} cases.", $"Write 1 to {LawCases.MostCases}; more go into another document.");
        }

        foreach (var twice in cases.Cases.GroupBy(one => one.Id, StringComparer.Ordinal).SelectMany(group => group.Skip(1)).Where(one => one.Id.Length > 0))
        {
            fields.Report(twice.Lines.Case, $"The id '{twice.Id}' is used twice.", "Give each case an id of its own.");
        }

        return cases;
    }

    private static LawCase Case(FieldReader fields)
    {
        var facts = fields.OptionalMap("when");
        var ifAdopted = fields.Has("law") && fields.Choice("law", Laws);
        _ = fields.OptionalText("law");
        var one = new LawCase(
            fields.Id(),
            facts?.Entries.ToDictionary(entry => entry.Key, entry => facts.Text(entry.Key), StringComparer.Ordinal) ?? [],
            fields.Date("as-of"),
            ifAdopted,
            fields.Choice("expect", LiabilityIds.ById),
            fields.Texts("duties", required: false),
            fields.OptionalText("rule"),
            fields.OptionalText("note"),
            fields.Texts("facts", required: false),
            new LawCaseLines(fields.Line, fields.LineOf("when"), fields.LineOf("expect"), fields.LineOf("duties"), fields.LineOf("rule"), fields.LineOf("facts")));
        fields.Finish();
        facts?.Finish();
        if (one.AsOf is null && !one.IfAdopted)
        {
            fields.Report(fields.LineOf("as-of"), $"'{new FieldName("as-of")}' is missing.", "Say on which day the law is read: it may turn on another one.");
        }

        if (one.Note is { Length: > LawCase.LongestNote } note)
        {
            fields.Report(fields.LineOf("note"), $"'{new FieldName("note")}' has {note.Length} characters; {LawCase.LongestNote} are allowed.", "Say it shorter.");
        }

        return one;
    }
}
