using KnbTraining.Content.Documents;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions.Readers;

/// <summary>Reads the documents that rules and lessons refer to: sources, instruments, facts, glossary, background, misconceptions.</summary>
internal static class ReferenceReaders
{
    private static readonly Dictionary<string, string> Uses = new[] { "core", "institutional", "background" }.ToDictionary(use => use, StringComparer.Ordinal);

    private static readonly Dictionary<string, Keyable> Keyables = new(StringComparer.Ordinal)
    {
        ["no"] = Keyable.No,
        ["taught"] = Keyable.Taught,
        ["attributed"] = Keyable.Attributed,
        ["dated"] = Keyable.Dated,
        ["yes"] = Keyable.Yes,
    };

    private static readonly Dictionary<string, MisreadForm> Forms = new(StringComparer.Ordinal)
    {
        ["reversed"] = MisreadForm.Reversed,
        ["idle-fact"] = MisreadForm.IdleFact,
        ["standing"] = MisreadForm.Standing,
        ["other-case"] = MisreadForm.OtherCase,
        ["plan-reach"] = MisreadForm.PlanReach,
    };

    public static Dictionary<string, SourceDocument> Sources(FieldReader fields)
    {
        fields.Translation();
        return ById(fields, "sources", source =>
        {
            source.OptionalText("file");
            return (source.Id(), new SourceDocument(source.Text("id"), source.Localized("label"), source.Number("paragraphs", 1, 9999), source.Flag("dated"), source.Localized("note")));
        });
    }

    public static Dictionary<string, Instrument> Instruments(FieldReader fields)
    {
        fields.Translation();
        return ById(fields, "instruments", entry => (entry.Id(), new Instrument(entry.Text("id"), entry.Localized("label"), entry.Localized("short"))));
    }

    public static Dictionary<string, SourceFact> Facts(FieldReader fields)
    {
        if (fields.Has("translation"))
        {
            fields.Translation();
        }
        else
        {
            fields.ReadHead();
        }

        return ById(fields, "facts", entry =>
        {
            var id = entry.Text("id");
            return (id, new SourceFact(id, entry.Id("source"), entry.Numbers("paragraphs"), entry.Choice("keyable", Keyables), entry.Choice("use", Uses)));
        });
    }

    public static string IdOf(Keyable keyable) => Keyables.First(pair => pair.Value == keyable).Key;

    public static Dictionary<string, Term> Glossary(FieldReader fields)
    {
        fields.Translation();
        return ById(fields, "terms", entry => (entry.Id(), new Term(entry.Text("id"), entry.Localized("term"), entry.Localized("meaning"), entry.Texts("related", required: false))));
    }

    public static Dictionary<string, Background> BackgroundEntries(FieldReader fields)
    {
        fields.Translation();
        return ById(fields, "entries", entry =>
        {
            var id = entry.Id();
            if (!entry.Has("version-date"))
            {
                entry.Report(entry.Line, "A legal background needs the date of the copy read.", "Add `version-date: 2024-06-16`.");
            }

            return (id, new Background(
                id,
                new LawPlace(entry.Id("instrument"), entry.OptionalText("article"), entry.OptionalText("part"), null),
                entry.Date("version-date") ?? DateOnly.MinValue,
                VocabularyReader.Conditions(entry.OptionalMap("when")),
                entry.Texts("rules", required: false),
                LiabilityOf(entry),
                entry.Localized("text")));
        });
    }

    private static Liability? LiabilityOf(FieldReader entry)
    {
        var liability = entry.Has("liability") ? entry.Choice("liability", LiabilityIds.Kinds) : (Liability?)null;
        _ = entry.OptionalText("liability");
        return liability;
    }

    public static Dictionary<string, Misconception> Misconceptions(FieldReader fields)
    {
        fields.Translation();
        return ById(fields, "misconceptions", entry =>
        {
            var id = entry.Id();
            var label = entry.Localized("label");
            var feedback = entry.Localized("feedback");
            var misconception = new Misconception(id, label, feedback, null, null, null, false);
            if (entry.Map("mutation") is not { } mutation)
            {
                return (id, misconception);
            }

            var used = mutation.Entries.Count == 1 ? mutation.Entries[0].Key : "";
            misconception = used switch
            {
                "ignore" => misconception with { Verdicts = new IgnoreDimension(mutation.Id("ignore")) },
                "law" => misconception with { Verdicts = mutation.Text("law") is "if-adopted" or "in-force" ? new ReadOtherLaw(mutation.Text("law") == "if-adopted") : null },
                "swap" => misconception with { Verdicts = Swap(mutation) },
                "outcome" => misconception with { Verdicts = ReadOutcome(mutation.Map("outcome")) },
                "pairs" => ReadPairs(misconception, mutation.Texts("pairs"), mutation),
                "form" => misconception with { Form = mutation.Choice("form", Forms) },
                "points" => misconception with { TakesStatedForOpen = mutation.Text("points") == "stated" },
                _ => misconception,
            };
            if (used.Length == 0 || misconception is { Verdicts: null, ConfusedTerms: null, Pairs: null, TakesStatedForOpen: false, Form: null })
            {
                mutation.Report(mutation.Line, $"The mutation of '{id}' is not of a known form.", "Use exactly one of: ignore, law, swap, outcome, pairs, points, form.");
            }

            return (id, misconception);
        });
    }

    private static Misconception ReadPairs(Misconception misconception, IReadOnlyList<string> pairs, FieldReader mutation)
    {
        switch (pairs)
        {
            case ["any-term"]:
                return misconception with { Pairs = PairConfusion.AnyTerm };
            case ["any-body"]:
                return misconception with { Pairs = PairConfusion.AnyBody };
            case [var first, var second]:
                return misconception with { ConfusedTerms = (first, second) };
            default:
                mutation.Report(mutation.Line, "`pairs` must name two terms, or any-term, or any-body.", "Mend it.");
                return misconception with { Pairs = PairConfusion.AnyTerm };
        }
    }

    private static SwapOutcomes? Swap(FieldReader mutation)
    {
        var ids = mutation.Texts("swap");
        return ids.Count == 2 && ids.All(LiabilityIds.ById.ContainsKey)
            ? new SwapOutcomes(LiabilityIds.ById[ids[0]], LiabilityIds.ById[ids[1]])
            : null;
    }

    private static ConfuseOutcome? ReadOutcome(FieldReader? fields)
    {
        if (fields is null)
        {
            return null;
        }

        var from = Liabilities(fields, "from");
        var to = Liabilities(fields, "to");
        var when = VocabularyReader.Conditions(fields.OptionalMap("when"));
        fields.Finish();
        return new ConfuseOutcome(from, to, when);
    }

    private static List<Liability> Liabilities(FieldReader fields, string key)
    {
        var known = new List<Liability>();
        foreach (var id in fields.Texts(key))
        {
            if (LiabilityIds.ById.TryGetValue(id, out var liability))
            {
                known.Add(liability);
            }
            else
            {
                fields.Report(fields.LineOf(key), $"'{id}' is no liability.", $"Use one of: {string.Join(", ", LiabilityIds.ById.Keys)}.");
            }
        }

        return known;
    }

    private static Dictionary<string, T> ById<T>(FieldReader fields, string key, Func<FieldReader, (string Id, T Value)> read)
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var entry in fields.Maps(key))
        {
            var (id, value) = read(entry);
            entry.Finish();
            if (!found.TryAdd(id, value))
            {
                entry.Report(entry.Line, $"'{id}' stands here twice.", "Give each entry an id of its own.");
            }
        }

        fields.Finish();
        return found;
    }
}
