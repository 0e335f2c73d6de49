namespace KnbTraining.Rules;

/// <summary>What the sources say about liability in a situation.</summary>
public enum Liability
{
    /// <summary>No rule speaks, or a rule records that the sources are silent. Never to be read as permission.</summary>
    NotCovered = 0,
    Criminal,
    Administrative,

    /// <summary>The sources say outright that there is no administrative liability.</summary>
    NoneAdministrative,

    /// <summary>The sources describe the case and name no liability for it; an inference, not a licence.</summary>
    NoneStated,
}

public enum RuleKind
{
    Liability,
    Duty,
    Competence,
    Definition,

    /// <summary>Somebody looked and the sources are silent; the verdict is <see cref="Liability.NotCovered"/> with a reason.</summary>
    Open,
}

public enum RuleStatus
{
    InForce,
    Proposed,
}

/// <summary>What follows when all conditions of a rule hold.</summary>
/// <param name="Liability">Null where the rule says nothing about liability (a duty).</param>
/// <param name="Duties">Ids of the duties that hold.</param>
public sealed record Outcome(Liability? Liability, IReadOnlyList<string> Duties)
{
    public static Outcome Nothing { get; } = new(null, []);
}

/// <summary>One rule, read like a row of a decision table.</summary>
/// <param name="Id">Unique id; text, items and statistics hang on it.</param>
/// <param name="Family">Id of the family the rule belongs to.</param>
/// <param name="When">Conditions that must all hold. Empty for competences and definitions, which never fire.</param>
/// <param name="Then">The outcome.</param>
/// <param name="Overrides">Ids of rules that this one displaces where both fire.</param>
/// <param name="Since">First day on which the rule counts, included; null = the sources give no date.</param>
/// <param name="Until">First day on which the rule no longer counts; null = open.</param>
public sealed record Rule(
    string Id,
    string Family,
    RuleKind Kind,
    RuleStatus Status,
    IReadOnlyList<Condition> When,
    Outcome Then,
    IReadOnlyList<string> Overrides,
    DateOnly? Since = null,
    DateOnly? Until = null)
{
    /// <summary>True for rules that can fire in a situation.</summary>
    public bool Fires => When.Count > 0;
}

/// <summary>Which rules count: those in force on a date, and, if asked, the proposed ones as if adopted.</summary>
/// <param name="Date">The local calendar date at which the law is read.</param>
/// <param name="IfAdopted">True to count proposed rules too.</param>
public sealed record Law(DateOnly Date, bool IfAdopted = false)
{
    /// <summary>The id used in documents and exports: <c>in-force</c> or <c>if-adopted</c>.</summary>
    public string Id => IfAdopted ? "if-adopted" : "in-force";

    public bool Counts(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return (rule.Status == RuleStatus.InForce || IfAdopted)
            && (rule.Since is not { } since || since <= Date)
            && (rule.Until is not { } until || Date < until);
    }
}
