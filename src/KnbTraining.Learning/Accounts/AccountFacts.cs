using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Accounts;

/// <param name="Address">From where; null where it is not known.</param>
/// <param name="Device">Browser and system in plain words.</param>
[RecordedAs("account.signed-in")]
public sealed record SignedIn(Guid PersonId, Guid SessionId, TextRef? Address, TextRef? Device) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <param name="Minute">In which minute.</param>
/// <param name="Count">How often: one fact for an account, an address and a minute, or strangers would fill the ledger.</param>
/// <param name="PersonId">Null where nobody has the name that was given.</param>
/// <param name="Address">Null where it is not known, and for what came from more places in that minute than are told apart.</param>
[RecordedAs("account.sign-in-failed")]
public sealed record SignInFailed(Guid? PersonId, TextRef? Address, DateTimeOffset Minute, int Count) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>Why somebody was not let in, whatever password they gave.</summary>
public enum SignInRefusal
{
    /// <summary>The account pauses for that place after wrong passwords.</summary>
    Paused = 0,

    /// <summary>The address pauses.</summary>
    AddressPaused = 1,

    /// <summary>The person is inactive.</summary>
    Inactive = 2,

    /// <summary>The temporary password has run out.</summary>
    RanOut = 3,
}

/// <summary>As <see cref="SignInFailed"/>.</summary>
[RecordedAs("account.sign-in-refused")]
public sealed record SignInRefused(Guid? PersonId, TextRef? Address, DateTimeOffset Minute, int Count, SignInRefusal Reason) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>The account pauses for that address after wrong passwords.</summary>
[RecordedAs("account.locked")]
public sealed record AccountLocked(Guid PersonId, TextRef? Address, DateTimeOffset Until) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

[RecordedAs("account.signed-out")]
public sealed record SignedOut(Guid PersonId, Guid SessionId, SessionEnd Why) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>A person ended a session of theirs from another one.</summary>
[RecordedAs("account.session-ended")]
public sealed record SessionEnded(Guid PersonId, Guid SessionId) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <param name="Count">How many sessions.</param>
[RecordedAs("account.other-sessions-ended")]
public sealed record OtherSessionsEnded(Guid PersonId, int Count) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

[RecordedAs("account.password-changed")]
public sealed record PasswordChanged(Guid PersonId, int SessionsEnded) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>Somebody else gave the account a temporary password.</summary>
[RecordedAs("account.password-reset")]
public sealed record PasswordReset(Guid PersonId, int SessionsEnded) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>An administrator says that somebody has the slip with their temporary password in their hands.</summary>
[RecordedAs("account.password-handed-over")]
public sealed record PasswordHandedOver(Guid PersonId) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}
