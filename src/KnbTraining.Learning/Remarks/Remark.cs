namespace KnbTraining.Learning.Remarks;

/// <summary>What somebody thinks is wrong with a question. The values are part of facts.</summary>
public enum RemarkReason
{
    /// <summary>The words are unclear.</summary>
    Unclear = 0,

    /// <summary>The text differs from that of another language, or is not right in this one.</summary>
    Translation = 1,

    /// <summary>Another answer seems right.</summary>
    Answer = 2,

    /// <summary>The source says something else.</summary>
    Source = 3,

    Other = 4,
}

/// <summary>Where the question was seen with its explanation. The values are part of facts.</summary>
public enum RemarkPlace
{
    /// <summary>On the page with the result of an attempt.</summary>
    Outcome = 0,

    /// <summary>In a practice or refresher, beside the answer.</summary>
    Practice = 1,

    Lesson = 2,
}

/// <summary>How far an editor has come. The values are stored.</summary>
public enum RemarkState
{
    /// <summary>Nobody has looked at it yet.</summary>
    Open = 0,

    /// <summary>Somebody looks at it.</summary>
    InWork = 1,

    Answered = 2,
}

/// <summary>What became of a remark. The values are part of facts.</summary>
public enum RemarkOutcome
{
    /// <summary>The question was corrected, in an edition that is named.</summary>
    Corrected = 0,

    /// <summary>The question is right; the answer says why.</summary>
    Right = 1,

    /// <summary>Another remark has said the same; the answer says what became of that.</summary>
    Duplicate = 2,
}

/// <summary>A question as a person saw it: everything that makes it again, word for word.</summary>
/// <param name="LawDate">The day under whose law it was asked.</param>
/// <param name="Order">See <see cref="Attempts.PresentedOrder"/>.</param>
/// <param name="Chosen">The option ids that the person had chosen, as <see cref="Attempts.AttemptStep.Join"/> writes them; empty where nothing was.</param>
public sealed record SeenQuestion(string FamilyId, uint Variant, string RuleId, int Edition, DateOnly LawDate, string Language, string Order, string Chosen);

/// <summary>Somebody says that something is wrong with a question. What they wrote lies in the texts of the ledger, the row has its hash.</summary>
public sealed class Remark
{
    private Remark()
    {
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public string FamilyId { get; private set; } = "";

    public uint Variant { get; private set; }

    /// <summary>The rule that the family asks about.</summary>
    public string RuleId { get; private set; } = "";

    public int EditionNumber { get; private set; }

    /// <inheritdoc cref="SeenQuestion" path="/param[@name='LawDate']"/>
    public DateOnly LawDate { get; private set; }

    /// <summary>The language in which the question was read.</summary>
    public string Language { get; private set; } = "";

    /// <inheritdoc cref="SeenQuestion" path="/param[@name='Order']"/>
    public string Order { get; private set; } = "";

    /// <inheritdoc cref="SeenQuestion" path="/param[@name='Chosen']"/>
    public string Chosen { get; private set; } = "";

    public RemarkPlace Place { get; private set; }

    public RemarkReason Reason { get; private set; }

    /// <summary>Hash of what the person wrote.</summary>
    public string Text { get; private set; } = "";

    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>The local day of <see cref="MadeAt"/>.</summary>
    public DateOnly MadeOn { get; private set; }

    /// <summary>The number of the fact that tells of it.</summary>
    public long MadeSeq { get; private set; }

    public RemarkState State { get; private set; }

    /// <summary>Who looks at it, or has answered it; null while nobody does.</summary>
    public Guid? EditorId { get; private set; }

    /// <summary>Null until it is answered.</summary>
    public RemarkOutcome? Outcome { get; private set; }

    /// <summary>The edition in which the question was corrected; null where it was not.</summary>
    public int? CorrectedIn { get; private set; }

    /// <summary>Hash of the text of the answer; null until it is answered, and where the outcome says all.</summary>
    public string? Answer { get; private set; }

    public DateOnly? AnsweredOn { get; private set; }

    /// <summary>The number of the fact that tells of the answer.</summary>
    public long? AnsweredSeq { get; private set; }

    public string ItemId => Content.Items.Item.IdOf(FamilyId, Variant);

    internal static Remark Create(Guid personId, SeenQuestion seen, RemarkPlace place, RemarkReason reason, string text, DateTimeOffset now, DateOnly today) => new()
    {
        Id = Guid.CreateVersion7(now),
        PersonId = personId,
        FamilyId = seen.FamilyId,
        Variant = seen.Variant,
        RuleId = seen.RuleId,
        EditionNumber = seen.Edition,
        LawDate = seen.LawDate,
        Language = seen.Language,
        Order = seen.Order,
        Chosen = seen.Chosen,
        Place = place,
        Reason = reason,
        Text = text,
        MadeAt = now,
        MadeOn = today,
    };

    internal void Made(long number) => MadeSeq = number;

    /// <exception cref="InvalidOperationException">It is answered already.</exception>
    internal void Take(Guid editorId)
    {
        ThrowIfAnswered();
        (State, EditorId) = (RemarkState.InWork, editorId);
    }

    /// <exception cref="InvalidOperationException">It is answered already.</exception>
    internal void AnswerWith(Guid editorId, RemarkOutcome outcome, int? correctedIn, string? answer, DateOnly today)
    {
        ThrowIfAnswered();
        (State, EditorId, Outcome, CorrectedIn, Answer, AnsweredOn) = (RemarkState.Answered, editorId, outcome, correctedIn, answer, today);
    }

    internal void Answered(long number) => AnsweredSeq = number;

    private void ThrowIfAnswered()
    {
        if (State == RemarkState.Answered)
        {
            throw new InvalidOperationException("It is answered already.");
        }
    }
}
