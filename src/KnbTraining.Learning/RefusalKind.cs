namespace KnbTraining.Learning;

/// <summary>The kinds of <see cref="Refusal"/>. Texts for people have the key <c>Refusal.{kind}</c>.</summary>
public enum RefusalKind
{
    /// <summary>There is no such thing, or it is not the caller's to see: the two look the same, so that ids cannot be probed.</summary>
    NotFound,

    /// <summary>Only ever logged: the caller is told <see cref="NotFound"/>.</summary>
    NotYours,

    /// <summary>It has ended and cannot be changed any more.</summary>
    Finished,

    /// <summary>The deadline has passed.</summary>
    TimeIsUp,

    /// <summary>The answer names an option that the question does not have.</summary>
    UnknownOption,

    /// <summary>A pause lasts after too many failed exams: <see cref="Refusal.CoolDown"/>.</summary>
    CoolDown,

    /// <summary>There is nothing to refresh now.</summary>
    NothingDue,

    /// <summary>The caller does not have the right to do it.</summary>
    NotAllowed,

    /// <summary>Somebody else has changed it since it was read.</summary>
    Conflict,

    /// <summary>Another page of the same person went on with it: <see cref="Refusal.TakenOver"/>.</summary>
    TakenOver,

    /// <summary>Something that was sent is missing or not right: <see cref="Refusal.Invalid"/>.</summary>
    Invalid,

    /// <summary>Entries of the ledger do not fit one another, or not their checkpoint.</summary>
    Broken,

    /// <summary>The database cannot be read or written now.</summary>
    StorageUnavailable,

    /// <summary>A minimum time has not passed yet: <see cref="Refusal.TooEarly"/>.</summary>
    TooEarly,

    /// <summary>Another version has taken its place.</summary>
    Outdated,

    /// <summary>It was tried too often, or too much was asked for at once.</summary>
    TooMany,

    /// <summary>Something else still needs it.</summary>
    InUse,
}
