using KnbTraining.Content.Items;

namespace KnbTraining.Learning.Attempts;

/// <summary>What is taken out of gradings. The values are stored, and parts of facts.</summary>
public enum AnnulledKind
{
    /// <summary>Every question about a rule.</summary>
    Rule = 0,

    /// <summary>Every question of a family.</summary>
    Family = 1,

    /// <summary>One question.</summary>
    Item = 2,
}

/// <summary>How far an annulment has come. The values are stored.</summary>
public enum AnnulmentState
{
    /// <summary>Somebody has proposed it, and nobody has decided.</summary>
    Proposed = 0,

    Rejected = 1,

    /// <summary>Whoever proposed it has taken it back.</summary>
    Withdrawn = 2,

    /// <summary>It was approved, and exams are being graded anew.</summary>
    Running = 3,

    Done = 4,
}

/// <summary>Questions that are taken out of the gradings of some editions.</summary>
/// <param name="Subject">The id of the rule, the family or the question.</param>
/// <param name="From">The first edition.</param>
/// <param name="To">The last one.</param>
public sealed record TakenOut(AnnulledKind Kind, string Subject, int From, int To, WrongItems Treatment)
{
    public bool Holds(int edition, string ruleId, string familyId, uint variant) => edition >= From && edition <= To && Kind switch
    {
        AnnulledKind.Rule => ruleId == Subject,
        AnnulledKind.Family => familyId == Subject,
        _ => Item.IdOf(familyId, variant) == Subject,
    };
}

/// <summary>How many exams and people an annulment concerns.</summary>
/// <param name="Exams">Graded exams that asked what is taken out.</param>
/// <param name="Lost">Of these, passed before and not any more.</param>
/// <param name="Gained">Of these, not passed before and passed now.</param>
/// <param name="Points">Of these, with another percent and the same outcome.</param>
public sealed record AnnulmentFigures(int Exams, int People, int Lost, int Gained, int Points);

/// <summary>
/// Questions that were found wrong are taken out of the gradings of some editions: somebody proposes it, somebody else approves it, and exams are graded
/// anew. From its approval on, what is graded under these editions is graded without them.
/// </summary>
public sealed class Annulment
{
    public const int LongestSubject = 220;

    private Annulment()
    {
    }

    public Guid Id { get; private set; }

    public AnnulledKind Kind { get; private set; }

    /// <summary>The id of the rule, the family or the question.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>The rule that it is about.</summary>
    public string RuleId { get; private set; } = "";

    /// <summary>The first edition in which it was wrong.</summary>
    public int FromEdition { get; private set; }

    /// <summary>The last one.</summary>
    public int ToEdition { get; private set; }

    public WrongItems Treatment { get; private set; }

    /// <summary>Hash of the text of the reason in the ledger.</summary>
    public string Reason { get; private set; } = "";

    public Guid ProposerId { get; private set; }

    /// <summary>The number of the fact that tells of the proposal.</summary>
    public long ProposedSeq { get; private set; }

    /// <summary>SHA-256 of what it would do, as it was shown to whoever proposed it; once it is approved, as it was shown to the approver.</summary>
    public string Effect { get; private set; } = "";

    public int Exams { get; private set; }

    public int People { get; private set; }

    public int Lost { get; private set; }

    public int Gained { get; private set; }

    public int Points { get; private set; }

    public AnnulmentState State { get; private set; }

    /// <summary>Who approved, rejected or withdrew it; null while nobody has.</summary>
    public Guid? DeciderId { get; private set; }

    public long? DecidedSeq { get; private set; }

    /// <summary>Hash of the text of why it was rejected or withdrawn; null where nothing was said.</summary>
    public string? DecisionReason { get; private set; }

    /// <summary>True where whoever proposed it approved it as well, because the organisation allows that.</summary>
    public bool ByProposer { get; private set; }

    /// <summary>The number of the last attempt that was looked at.</summary>
    public long Reached { get; private set; }

    /// <summary>How many parts were carried out: of two servers that carry out the same part one does.</summary>
    public int Parts { get; private set; }

    /// <summary>Exams that were graded anew so far.</summary>
    public int Regraded { get; private set; }

    public int Revoked { get; private set; }

    public int Issued { get; private set; }

    public int Reopened { get; private set; }

    /// <summary>The number of the fact that tells that it is carried out.</summary>
    public long? DoneSeq { get; private set; }

    public TakenOut TakenOut => new(Kind, Subject, FromEdition, ToEdition, Treatment);

    public static Annulment Propose(TakenOut what, string ruleId, Guid proposerId, string reason, string effect, AnnulmentFigures figures)
    {
        ArgumentNullException.ThrowIfNull(what);
        ArgumentException.ThrowIfNullOrWhiteSpace(what.Subject, nameof(what));
        ArgumentOutOfRangeException.ThrowIfLessThan(what.To, what.From, nameof(what));
        ArgumentNullException.ThrowIfNull(figures);
        var proposed = new Annulment
        {
            Id = Guid.CreateVersion7(),
            Kind = what.Kind,
            Subject = what.Subject,
            RuleId = ruleId,
            FromEdition = what.From,
            ToEdition = what.To,
            Treatment = what.Treatment,
            ProposerId = proposerId,
            Reason = reason,
        };
        proposed.Show(effect, figures);
        return proposed;
    }

    /// <summary>True where it takes out a question.</summary>
    public bool TakesOut(int edition, AttemptItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return TakenOut.Holds(edition, item.Family.RuleId, item.Family.FamilyId, item.Variant);
    }

    internal void Proposed(long number) => ProposedSeq = number;

    internal void Decided(long number) => DecidedSeq = number;

    internal void Done(long number) => DoneSeq = number;

    /// <exception cref="InvalidOperationException">It was decided before.</exception>
    internal void Close(AnnulmentState state, Guid deciderId, string? reason)
    {
        ThrowIfDecided();
        (State, DeciderId, DecisionReason) = (state, deciderId, reason);
    }

    /// <exception cref="InvalidOperationException">It was decided before.</exception>
    internal void Approve(Guid deciderId, string effect, AnnulmentFigures figures)
    {
        ThrowIfDecided();
        (State, DeciderId, ByProposer) = (AnnulmentState.Running, deciderId, deciderId == ProposerId);
        Show(effect, figures);
    }

    /// <summary>One more part is carried out.</summary>
    internal void Advance(long reached, int regraded, int revoked, int issued, int reopened)
    {
        (Reached, Parts) = (reached, Parts + 1);
        Regraded += regraded;
        Revoked += revoked;
        Issued += issued;
        Reopened += reopened;
    }

    internal void End() => State = AnnulmentState.Done;

    private void Show(string effect, AnnulmentFigures figures) =>
        (Effect, Exams, People, Lost, Gained, Points) = (effect, figures.Exams, figures.People, figures.Lost, figures.Gained, figures.Points);

    private void ThrowIfDecided()
    {
        if (State != AnnulmentState.Proposed)
        {
            throw new InvalidOperationException("It was decided before.");
        }
    }
}
