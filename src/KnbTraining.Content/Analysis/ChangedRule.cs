namespace KnbTraining.Content.Analysis;

/// <summary>What of a rule changes.</summary>
public enum RuleAspect
{
    /// <summary>To what it applies and what follows: conditions, outcome, what it displaces, pairs, what the sources settle or leave open.</summary>
    Meaning,

    /// <summary>When it counts: its dates, and whether it is in force or planned.</summary>
    Force,

    /// <summary>On what it rests: legal basis, sources, facts.</summary>
    Proof,

    /// <summary>How it reads: title, statement, and the words of its pairs and points.</summary>
    Words,

    /// <summary>By when somebody must look again.</summary>
    Review,

    /// <summary>Whom it concerns.</summary>
    Audience,

    /// <summary>Whether a translation has been read by somebody who knows.</summary>
    Translation,

    /// <summary>Anything else, as the family in which it stands.</summary>
    Other,
}

/// <summary>A rule that differs, is new or is gone.</summary>
/// <param name="Aspects">Without repeats, in the order of <see cref="RuleAspect"/>; all but the last three where it is new or gone.</param>
public sealed record ChangedRule(string Id, DocumentFate Fate, IReadOnlyList<RuleAspect> Aspects, Cause Cause)
{
    private static readonly RuleAspect[] Everything = [RuleAspect.Meaning, RuleAspect.Force, RuleAspect.Proof, RuleAspect.Words, RuleAspect.Review];

    /// <summary>True where an answer about the rule, its explanation or its card differs.</summary>
    public bool IsShown => Aspects.Any(aspect => aspect is RuleAspect.Meaning or RuleAspect.Force or RuleAspect.Proof or RuleAspect.Words or RuleAspect.Other);

    /// <summary>True where somebody who learned the rule before knows something else than what counts now.</summary>
    public bool IsMaterial => Aspects.Any(aspect => aspect is RuleAspect.Meaning or RuleAspect.Force);

    internal static IReadOnlyList<ChangedRule> Of(IReadOnlyList<ChangedDocument> changes) =>
    [
        .. changes.Where(change => change.Kind == ContentKind.Rule && !change.IsLayoutOnly).Select(change => new ChangedRule(
            IdOf(change),
            change.Fate,
            change.Fate == DocumentFate.Changed ? [.. change.Fields.Select(AspectOf).Distinct().Order()] : Everything,
            ImpactCauses.Of(change))),
    ];

    // The file bears the id of the rule, and a rule with another id is another rule.
    internal static string IdOf(ChangedDocument change) => ContentKinds.NameOf(change.Path);

    internal static RuleAspect AspectOf(ChangedField field) => (field.Steps[0].Key, field.Language) switch
    {
        ("translation", _) => RuleAspect.Translation,
        (_, not null) => RuleAspect.Words,
        ("when" or "then" or "overrides" or "pairs" or "stated" or "left-open" or "kind", _) => RuleAspect.Meaning,
        ("since" or "until" or "status", _) => RuleAspect.Force,
        ("basis" or "sources" or "keys-on" or "rows", _) => RuleAspect.Proof,
        ("title" or "statement", _) => RuleAspect.Words,
        ("review-by", _) => RuleAspect.Review,
        ("audience", _) => RuleAspect.Audience,
        _ => RuleAspect.Other,
    };
}
