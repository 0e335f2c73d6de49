using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Editions.Readers;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>What is known of a rule before anybody has written it.</summary>
/// <param name="Language">The language of the title.</param>
/// <param name="Title">What people will call it.</param>
/// <param name="Family">Id of a family of the vocabulary.</param>
/// <param name="When">Its conditions; empty where they are still to be chosen.</param>
public sealed record RuleWish(string Language, string Title, string Family, RuleKind Kind, IReadOnlyList<Condition> When);

/// <summary>A rule that does not exist yet, as a document.</summary>
/// <param name="Path">Where the document belongs in the content folder.</param>
/// <param name="Text">The document. What nobody knows yet is empty: the check asks for it at its field.</param>
/// <param name="Others">
/// Documents of planned rules that would contradict the new one, by path: each now says that it comes before it, as a plan does before what
/// counts until then.
/// </param>
public sealed record RuleDraft(string Id, string Path, string Text, IReadOnlyDictionary<string, string> Others)
{
    /// <summary>What a rule is called whose title has no letter.</summary>
    private const string Nameless = "rule";

    private static readonly RuleKind[] Kinds = [RuleKind.Liability, RuleKind.Duty, RuleKind.Open, RuleKind.Competence, RuleKind.Definition];

    /// <summary>The kinds that a rule can have, by their ids in documents, the most common first.</summary>
    public static IReadOnlyDictionary<string, RuleKind> KindsById { get; } = Kinds.ToDictionary(RuleReader.IdOf, StringComparer.Ordinal);

    /// <param name="edition">What the rule is added to.</param>
    /// <param name="isTaken">True for ids that a rule bears of which the edition does not know, for example in a draft.</param>
    public static RuleDraft Of(Edition edition, RuleWish wish, Func<string, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(wish);
        ArgumentNullException.ThrowIfNull(isTaken);
        var id = IdOfTitle.Of(wish.Title, Nameless, known => edition.Rules.ContainsKey(known) || isTaken(known));
        var path = PathOf(wish.Family, id);
        var text = Write(edition.RuleBook.Vocabulary, wish, id);
        return new RuleDraft(id, path, text, OverridesOf(edition, id, path, text));
    }

    /// <summary>The path of a rule's document.</summary>
    public static string PathOf(string family, string id) => $"rules/{family}/{id}.yaml";

    /// <summary>The document of a rule under another id and in another family.</summary>
    public static string Rename(string document, string family, string id) =>
        YamlEdit.Put(YamlEdit.Put(document, "id", YamlValue.Of(id)), "family", YamlValue.Of(family));

    /// <summary>Another document in which a rule has another id: rules that come before it, and questions about it.</summary>
    /// <param name="path">Of the document; one that cannot be read, or says nothing of the rule, stays as it is.</param>
    public static string Rename(string path, string document, string from, string to)
    {
        ArgumentNullException.ThrowIfNull(path);
        var list = ContentKinds.Of(path) switch
        {
            ContentKind.Rule => "overrides",
            ContentKind.Question => "rules",
            _ => null,
        };
        return list is not null && YamlEdit.Read(document, list) is YamlValue.List { Items: var items } && items.Any(item => YamlValue.Same(item, YamlValue.Of(from)))
            ? YamlEdit.Put(document, list, YamlValue.Of(items.Select(item => YamlValue.Same(item, YamlValue.Of(from)) ? YamlValue.Of(to) : item)))
            : document;
    }

    /// <summary>The conditions of a rule that speaks of a gap and of nothing else, in the order of the vocabulary.</summary>
    public static IReadOnlyList<Condition> ConditionsOf(Vocabulary vocabulary, Gap gap)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(gap);
        IEnumerable<KeyValuePair<string, string>> facts = [new(vocabulary.Person.Id, gap.Holder), new(vocabulary.Act.Id, gap.Act), .. gap.Facts ?? []];
        return InOrder(vocabulary, facts.Select(fact => new Condition(fact.Key, [fact.Value])));
    }

    /// <summary>The gap of the law in force to which all situations with some facts belong; null where there is none.</summary>
    /// <param name="facts">May say more than tells the gap from others.</param>
    /// <param name="day">The local day of the law.</param>
    public static Gap? GapWith(Edition edition, IReadOnlyList<Condition> facts, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(facts);
        return LawMap.Of(edition, new Law(day)).Gaps.FirstOrDefault(gap => ConditionsOf(edition.RuleBook.Vocabulary, gap)
            .All(condition => facts.Any(fact => fact.Dimension == condition.Dimension && fact.Values.All(condition.Values.Contains))));
    }

    /// <summary>The family in which most rules about the act of some conditions stand; the first one where there are none.</summary>
    public static string FamilyFor(Edition edition, IReadOnlyList<Condition> when)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(when);
        var act = edition.RuleBook.Vocabulary.Act.Id;
        var acts = when.Where(condition => condition.Dimension == act).SelectMany(condition => condition.Values).ToHashSet(StringComparer.Ordinal);
        return edition.RuleBook.Rules
            .Where(rule => rule.When.Any(condition => condition.Dimension == act && condition.Values.Any(acts.Contains)))
            .GroupBy(rule => rule.Family, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .FirstOrDefault()?.Key ?? edition.Words.Families.Keys.First();
    }

    private static Condition[] InOrder(Vocabulary vocabulary, IEnumerable<Condition> conditions) =>
        [.. vocabulary.Dimensions.SelectMany(dimension => conditions.Where(condition => condition.Dimension == dimension.Id))];

    private static string Write(Vocabulary vocabulary, RuleWish wish, string id)
    {
        var translation = string.Join(", ", Languages.All.Select(language => $"{language}: draft"));
        var noText = string.Concat(Languages.All.Select(language => $"  {language}: \"\"\n"));
        var points = wish.Kind == RuleKind.Liability ? "stated: []\nleft-open: []\n" : "";
        var document = $"id: {id}\ntranslation: {{ {translation} }}\nfamily: {wish.Family}\nkind: {RuleReader.IdOf(wish.Kind)}\n"
            + "status: in-force\nsince: null\nuntil: null\nreview-by: null\nrows: []\nwhen: {}\nthen: {}\noverrides: []\npairs: []\n"
            + $"basis: []\nsources: []\nkeys-on: []\naudience: []\ntitle:\n{noText}statement:\n{noText}{points}";
        var when = InOrder(vocabulary, wish.When);
        document = YamlEdit.Put(document, "when", YamlValue.Of(when.Select(condition => (condition.Dimension, ValuesOf(condition)))));
        document = YamlEdit.Put(document, "audience", YamlValue.Of(AudienceOf(when)));
        document = wish.Kind == RuleKind.Open ? YamlEdit.Put(document, "then/liability", YamlValue.Of(LiabilityIds.Of(Liability.NotCovered))) : document;
        return YamlEdit.Set(document, [new($"title/{Languages.Known(wish.Language)}", wish.Title.Trim())]);
    }

    private static YamlValue ValuesOf(Condition condition) => condition.Values is [var only] ? YamlValue.Of(only) : YamlValue.Of(condition.Values);

    // The people of whom the conditions speak are called like the audiences.
    private static string[] AudienceOf(Condition[] when)
    {
        var named = when.SelectMany(condition => condition.Values).ToHashSet(StringComparer.Ordinal);
        string[] audience = [.. CourseAudiences.All.Where(named.Contains)];
        return audience.Length > 0 ? audience : [CourseAudiences.Everyone];
    }

    // A plan contradicts what counts until then, unless it says that it comes first.
    private static Dictionary<string, string> OverridesOf(Edition edition, string id, string path, string text)
    {
        var typed = TypedRules.In(edition, edition.Documents.With([new(path, text)]));
        var planned = typed.LawDates
            .SelectMany(day => typed.RuleBook.FindConflicts(new Law(day, IfAdopted: true)))
            .Where(conflict => conflict.Rules.Any(rule => rule.Id == id))
            .SelectMany(conflict => conflict.Rules)
            .Where(rule => rule.Status == RuleStatus.Proposed)
            .Select(rule => edition.Rules[rule.Id].Path)
            .Distinct(StringComparer.Ordinal);
        return planned.ToDictionary(
            other => other,
            other =>
            {
                var document = edition.Documents.Find(other)!;
                var known = YamlEdit.Read(document, "overrides") is YamlValue.List list ? list.Items : [];
                return YamlEdit.Put(document, "overrides", YamlValue.Of([.. known, YamlValue.Of(id)]));
            },
            StringComparer.Ordinal);
    }
}
