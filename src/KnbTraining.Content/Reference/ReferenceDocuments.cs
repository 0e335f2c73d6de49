using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Reference;

/// <summary>An id with a name in every language.</summary>
public sealed record Named(string Id, LocalizedText Label);

/// <summary>The words of the vocabulary: labels of dimensions, values, liabilities, duties, bodies, rule families and purposes of a legal basis.</summary>
public sealed record VocabularyText(
    IReadOnlyDictionary<string, LocalizedText> Dimensions,
    IReadOnlyDictionary<(string Dimension, string Value), LocalizedText> Values,
    IReadOnlyDictionary<Liability, LocalizedText> Liabilities,
    IReadOnlyDictionary<string, LocalizedText> Duties,
    IReadOnlyDictionary<string, LocalizedText> Bodies,
    IReadOnlyDictionary<string, LocalizedText> Families,
    IReadOnlyDictionary<BasisPurpose, LocalizedText> Purposes,
    IReadOnlyDictionary<string, InventedDuty> InventedDuties,
    IReadOnlyDictionary<string, IReadOnlyList<Condition>> NeverVaried)
{
    /// <summary>True where items may change a fact of a case: the sources do not leave open what the change would mean.</summary>
    public bool MayVary(string dimension, Situation situation) =>
        !NeverVaried[dimension].Any(condition => condition.Holds(situation));

    /// <summary>False where a fact that does not exist for such a person, or that nobody asks of, is given.</summary>
    public bool HasUsualFacts(Vocabulary vocabulary, Situation situation) =>
        situation.Facts.All(fact => MayVary(fact.Key, situation) || fact.Value == vocabulary.Find(fact.Key)!.Values[0]);

    /// <summary>
    /// Cases that no item tells or supposes: they would suggest what the course denies, or the sources leave open whether there can be any.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Condition>> NeverAsked { get; init; } = [];

    /// <summary>
    /// Cases of which the sources say no more than that a rule does not reach them: they stand only beside one that it reaches.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Condition>> OnlyCompared { get; init; } = [];

    /// <summary>By dimension and value, the values that the same person cannot have instead: nobody's clearance has ended who never held one.</summary>
    public IReadOnlyDictionary<(string Dimension, string Value), IReadOnlyList<string>> NeverBecomes { get; init; } =
        new Dictionary<(string, string), IReadOnlyList<string>>();

    /// <summary>Changes of a person's own facts of which the person is briefed, in the order of the vocabulary.</summary>
    public IReadOnlyList<BriefingText> Briefings { get; init; } = [];

    public bool IsNeverAsked(Situation situation) => IsOneOf(NeverAsked, situation);

    public bool IsOnlyCompared(Situation situation) => IsOneOf(OnlyCompared, situation);

    /// <summary>True where a case may be asked about on its own, and supposed in an explanation.</summary>
    public bool StandsAlone(Situation situation) => !IsNeverAsked(situation) && !IsOnlyCompared(situation);

    public bool MayBecome(string dimension, string value, string other) =>
        !NeverBecomes.TryGetValue((dimension, value), out var never) || !never.Contains(other, StringComparer.Ordinal);

    private static bool IsOneOf(IReadOnlyList<IReadOnlyList<Condition>> cases, Situation situation) =>
        cases.Any(facts => facts.All(condition => condition.Holds(situation)));
}

/// <summary>A duty that people believe in and the sources do not name.</summary>
/// <param name="Misconception">Id of the misconception behind it.</param>
/// <param name="Beside">Ids of the duties that it may be taken for: beside another one it would be plainly off the topic.</param>
public sealed record InventedDuty(string Id, LocalizedText Label, string Misconception, IReadOnlyList<string> Beside);

/// <summary>What a briefing is about and how it is called. What it tells is computed.</summary>
/// <param name="Id">Unique among briefings.</param>
/// <param name="Summary">What it tells, in a sentence.</param>
public sealed record BriefingText(string Id, PersonalChange Change, LocalizedText Title, LocalizedText Summary);

/// <summary>A source document under a neutral label.</summary>
/// <param name="Paragraphs">Number of its paragraphs; citations must stay within.</param>
/// <param name="Dated">False where the document carries no date of its main event; pages then say so.</param>
public sealed record SourceDocument(string Id, LocalizedText Label, int Paragraphs, bool Dated, LocalizedText Note);

/// <summary>A law, code, decree, draft or agreement that rules name as their basis.</summary>
public sealed record Instrument(string Id, LocalizedText Label, LocalizedText Abbreviation);

public enum Keyable
{
    No,

    /// <summary>An opinion that a lesson may tell as such, and that no key rests on.</summary>
    Taught,
    Attributed,
    Dated,
    Yes,
}

/// <summary>A numbered fact of the fact base: where it stands and whether it may be keyed as true.</summary>
/// <param name="Use"><c>core</c>, <c>institutional</c> or <c>background</c>.</param>
public sealed record SourceFact(string Id, string Source, IReadOnlyList<int> Paragraphs, Keyable Keyable, string Use)
{
    /// <summary>True where the training must carry, teach and ask it.</summary>
    public bool IsCore => Use == "core";
}

/// <summary>A glossary entry.</summary>
public sealed record Term(string Id, LocalizedText Name, LocalizedText Meaning, IReadOnlyList<string> Related);

/// <summary>What a dated, unofficial copy of the law says about situations or rules; background only, never a key.</summary>
/// <param name="When">The situations that it is about; empty where it is about rules alone.</param>
/// <param name="Rules">Ids of rules that it is about, whatever the situation.</param>
/// <param name="Liability">
/// The liability that the copy provides, or may provide, in those situations; null where it says nothing of that kind. No item
/// may deny it in the name of the law: what the sources leave open, the law itself may settle.
/// </param>
public sealed record Background(
    string Id, LawPlace Place, DateOnly VersionDate, IReadOnlyList<Condition> When, IReadOnlyList<string> Rules, Liability? Liability, LocalizedText Text);

/// <summary>A named wrong reading. Exactly one of the last five says how it goes wrong.</summary>
public sealed record Misconception(
    string Id,
    LocalizedText Label,
    LocalizedText Feedback,
    Mutation? Verdicts,
    (string First, string Second)? ConfusedTerms,
    PairConfusion? Pairs,
    bool TakesStatedForOpen,
    MisreadForm? Form = null);

/// <summary>Mix-ups of a form of question rather than of a fact or an outcome.</summary>
public enum MisreadForm
{
    /// <summary>The effect of a fact read the wrong way round.</summary>
    Reversed,

    /// <summary>A fact that changes nothing taken to matter.</summary>
    IdleFact,

    /// <summary>In force, planned and not covered mixed up.</summary>
    Standing,

    /// <summary>The outcome of another case.</summary>
    OtherCase,

    /// <summary>A plan taken to reach a case that it leaves as it is.</summary>
    PlanReach,
}

public enum PairConfusion
{
    AnyTerm,
    AnyBody,
}
