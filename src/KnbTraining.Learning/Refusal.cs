namespace KnbTraining.Learning;

/// <summary>Why something that was asked for did not happen. Expected outcomes, never exceptions.</summary>
/// <remarks>
/// The set is closed: nobody outside this room can add to it. A refusal that says no more than its kind is one of the values below.
/// One that carries data is a record of its own, so that it cannot be given without the data: nested here, or, where the
/// data are of a slice's types, in the slice. Compare the <see cref="Kind"/> where records share it.
/// </remarks>
public abstract record Refusal
{
    private protected Refusal(RefusalKind kind) => Kind = kind;

    /// <inheritdoc cref="RefusalKind.NotFound"/>
    public static Refusal NotFound { get; } = new Plain(RefusalKind.NotFound);

    /// <inheritdoc cref="RefusalKind.Finished"/>
    public static Refusal Finished { get; } = new Plain(RefusalKind.Finished);

    /// <inheritdoc cref="RefusalKind.TimeIsUp"/>
    public static Refusal TimeIsUp { get; } = new Plain(RefusalKind.TimeIsUp);

    /// <inheritdoc cref="RefusalKind.UnknownOption"/>
    public static Refusal UnknownOption { get; } = new Plain(RefusalKind.UnknownOption);

    /// <inheritdoc cref="RefusalKind.NothingDue"/>
    public static Refusal NothingDue { get; } = new Plain(RefusalKind.NothingDue);

    /// <inheritdoc cref="RefusalKind.NotAllowed"/>
    public static Refusal NotAllowed { get; } = new Plain(RefusalKind.NotAllowed);

    /// <inheritdoc cref="RefusalKind.Conflict"/>
    public static Refusal Conflict { get; } = new Plain(RefusalKind.Conflict);

    /// <inheritdoc cref="RefusalKind.Broken"/>
    public static Refusal Broken { get; } = new Plain(RefusalKind.Broken);

    /// <inheritdoc cref="RefusalKind.StorageUnavailable"/>
    public static Refusal StorageUnavailable { get; } = new Plain(RefusalKind.StorageUnavailable);

    /// <inheritdoc cref="RefusalKind.Outdated"/>
    public static Refusal Outdated { get; } = new Plain(RefusalKind.Outdated);

    /// <inheritdoc cref="RefusalKind.TooMany"/>
    public static Refusal TooMany { get; } = new Plain(RefusalKind.TooMany);

    /// <summary>Its kind, by which the texts for people are found.</summary>
    public RefusalKind Kind { get; }

    /// <summary>The name of the kind.</summary>
    public sealed override string ToString() => Kind.ToString();

    /// <summary>Fields of a form are missing or not right.</summary>
    public sealed record Invalid(FormFindings Findings) : Refusal(RefusalKind.Invalid)
    {
        /// <summary>One field is not right.</summary>
        /// <param name="field">The name of the field.</param>
        /// <param name="key">The key of the message.</param>
        public Invalid(string field, string key)
            : this(FormFindings.Of(new FormFinding(field, key)))
        {
        }
    }

    /// <summary>Too many exams failed.</summary>
    /// <param name="Until">When the next one may begin.</param>
    public sealed record CoolDown(DateTimeOffset Until) : Refusal(RefusalKind.CoolDown);

    /// <summary>Another page of the same person went on with the attempt.</summary>
    /// <param name="Since">When it did.</param>
    public sealed record TakenOver(DateTimeOffset Since) : Refusal(RefusalKind.TakenOver);

    /// <summary>A minimum time has not passed yet.</summary>
    /// <param name="From">When it will have passed.</param>
    public sealed record TooEarly(DateTimeOffset From) : Refusal(RefusalKind.TooEarly);

    private sealed record Plain(RefusalKind Kind) : Refusal(Kind);
}
