using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions;

/// <summary>A rule with its words and its proof: what <see cref="KnbTraining.Rules.Rule"/> evaluates, and what people read.</summary>
/// <param name="Path">The document's path in the content folder.</param>
/// <param name="ReviewBy">Local date by which somebody must look again; null where no dated fact stands behind the rule.</param>
/// <param name="Rows">Rows of the decision table that the rule carries, for example <c>R-08</c>.</param>
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
public sealed record Basis(string Instrument, string? Article, string? Part, string? Item);

/// <summary>Paragraphs of a source document (counted from 1, the title is 1) and the facts taken from them.</summary>
public sealed record Citation(string Source, IReadOnlyList<int> Paragraphs, IReadOnlyList<string> Facts);

/// <summary>A body and one of its tasks, or a term and its meaning.</summary>
/// <param name="Of">Id of a body (competence) or of a glossary term (definition).</param>
public sealed record Pair(string Id, string Of, LocalizedText Text);

/// <summary>One matter that the sources settle or leave open.</summary>
public sealed record Point(string Id, LocalizedText Text);
