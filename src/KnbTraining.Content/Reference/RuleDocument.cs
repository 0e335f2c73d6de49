using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Reference;

/// <summary>A rule with its words and its proof: what <see cref="KnbTraining.Rules.Rule"/> evaluates, and what people read.</summary>
/// <param name="Path">The document's path in the content folder.</param>
/// <param name="ReviewBy">Local date by which somebody must look again; null where no dated fact stands behind the rule.</param>
/// <param name="Rows">Rows of the decision table that the rule carries, for example <c>R-08</c>.</param>
/// <param name="KeysOn">Ids of the facts on which answers about the rule turn: whoever does not know them answers wrongly.</param>
/// <param name="Title">What people call the rule: about five words, at most <see cref="LongestTitle"/> characters, unique in each language.</param>
/// <param name="Stated">Matters the sources settle about this rule.</param>
/// <param name="LeftOpen">Matters the sources leave open about this rule.</param>
public sealed record RuleDocument(
    Rule Rule,
    string Path,
    Translation Translation,
    DateOnly? ReviewBy,
    IReadOnlyList<string> Rows,
    LocalizedText Title,
    LocalizedText Statement,
    IReadOnlyList<Basis> Basis,
    IReadOnlyList<Citation> Sources,
    IReadOnlyList<string> KeysOn,
    IReadOnlyList<string> Audience,
    IReadOnlyList<Pair> Pairs,
    IReadOnlyList<Point> Stated,
    IReadOnlyList<Point> LeftOpen)
{
    /// <summary>In characters: what fits a row of a list on a phone.</summary>
    public const int LongestTitle = 60;

    public string Id => Rule.Id;
}

/// <summary>A place in a legal instrument. Everything but the instrument may be null.</summary>
public sealed record LawPlace(string Instrument, string? Article, string? Part, string? Item);

/// <summary>A place in a legal instrument that belongs to a rule, what it is named for, and who names it.</summary>
/// <param name="NamedBy">Null where no source names it: it is known from the legal background alone, and no key may rest on it.</param>
public sealed record Basis(LawPlace Place, BasisPurpose Purpose, SourceParagraph? NamedBy);

/// <summary>What a place is named for. Whoever knows the place knows nothing about another purpose.</summary>
public enum BasisPurpose
{
    /// <summary>It provides for the liability.</summary>
    Liability,

    /// <summary>It makes the duty.</summary>
    Duty,

    /// <summary>It gives a body its tasks.</summary>
    Tasks,

    /// <summary>It defines the term.</summary>
    Meaning,

    /// <summary>Its reach is described: to whom it applies.</summary>
    Reach,

    /// <summary>It sets the limits that a person agreed to.</summary>
    Limits,

    /// <summary>A plan would change it.</summary>
    Amendment,

    /// <summary>The draft that carries a plan.</summary>
    Draft,

    /// <summary>A plan is to be brought into line with it: no basis of anything.</summary>
    Alignment,
}

/// <param name="Paragraph">Counted from 1, the title is 1.</param>
public sealed record SourceParagraph(string Source, int Paragraph);

/// <summary>Paragraphs of a source document (counted from 1, the title is 1) and the facts taken from them.</summary>
public sealed record Citation(string Source, IReadOnlyList<int> Paragraphs, IReadOnlyList<string> Facts);

/// <summary>A body and one of its tasks, or a term and its meaning.</summary>
/// <param name="Of">Id of a body (competence) or of a glossary term (definition).</param>
public sealed record Pair(string Id, string Of, LocalizedText Text);

/// <summary>One matter that the sources settle or leave open.</summary>
/// <param name="Names">What a place in the law is named for, where the matter is which place that is; else null.</param>
/// <param name="KeysOn">Ids of the facts that a question about this open matter turns on.</param>
public sealed record Point(string Id, LocalizedText Text, BasisPurpose? Names, IReadOnlyList<string> KeysOn);

/// <summary>The ids of purposes in documents.</summary>
public static class BasisPurposes
{
    public static string IdOf(BasisPurpose purpose) => purpose.ToString().ToLowerInvariant();
}
