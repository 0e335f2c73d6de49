namespace KnbTraining.Learning;

/// <summary>Why something that was asked for did not happen. Expected outcomes, never exceptions.</summary>
public enum Refusal
{
    NotFound,

    /// <summary>Only ever logged: the caller is told <see cref="NotFound"/>, so that ids cannot be probed.</summary>
    NotYours,
    Finished,
    TimeIsUp,
    UnknownOption,
    CoolDown,

    /// <summary>There is nothing to refresh now.</summary>
    NothingDue,
    NotAllowed,
    Conflict,

    /// <summary>Another page of the same person went on with it; the detail is the instant (ISO 8601) at which it did.</summary>
    TakenOver,
    Invalid,
    StorageUnavailable,

    /// <summary>A minimum time has not passed yet.</summary>
    TooEarly,

    /// <summary>Another version has taken its place.</summary>
    Outdated,

    /// <summary>It was tried too often; it may be tried again a little later.</summary>
    TooMany,
}

/// <summary>A value, or the reason why there is none.</summary>
/// <param name="Detail">More about a refusal, for example the instant (ISO 8601) at which a cool-down ends.</param>
public sealed record Result<T>(T? Value, Refusal? Refused, string? Detail = null)
{
    public bool Ok => Refused is null;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);

    /// <summary>The same refusal for another type of value.</summary>
    public Result<TOther> As<TOther>() =>
        Refused is { } refusal ? new Result<TOther>(default, refusal, Detail) : throw new InvalidOperationException("Only a refusal can change its type.");
}

/// <summary>The value of an operation that has nothing to return.</summary>
public readonly record struct Done;
