using KnbTraining.Content.Acknowledgements;

namespace KnbTraining.Learning.Acknowledgements;

public enum AcknowledgementState
{
    /// <summary>Confirmed, and it counts.</summary>
    Confirmed,

    /// <summary>Confirmed, and the confirmation soon ends: it may be renewed already.</summary>
    EndsSoon,

    /// <summary>Due: never confirmed.</summary>
    Never,

    /// <summary>Due: only an earlier version was confirmed.</summary>
    Outdated,

    /// <summary>Due: the confirmation has run out.</summary>
    RunOut,
}

/// <summary>What somebody once confirmed.</summary>
public sealed record Confirmation(int Version, string Language, string TextHash, DateOnly? ValidUntil);

/// <summary>How one person stands with one text.</summary>
/// <param name="DueSince">First local day on which it was due; null where it is not due.</param>
/// <param name="ValidUntil">Last local day on which the confirmation counts; null where there is none, or it has no end.</param>
public sealed record AcknowledgementStanding(AcknowledgementState State, DateOnly? DueSince, DateOnly? ValidUntil)
{
    public bool IsDue => State is AcknowledgementState.Never or AcknowledgementState.Outdated or AcknowledgementState.RunOut;

    /// <summary>True where a confirmation is wanted now, or is taken already because the last one soon ends.</summary>
    public bool MayConfirm => IsDue || State == AcknowledgementState.EndsSoon;

    /// <param name="document">As it stands now.</param>
    /// <param name="versionSince">The day on which its version was published.</param>
    /// <param name="personSince">The day on which the person was added: nothing was due before.</param>
    /// <param name="confirmations">All that the person ever confirmed of this document, in any order.</param>
    /// <param name="dueSoonDays">A confirmation that counts for at most this many days more ends soon.</param>
    public static AcknowledgementStanding Of(
        AcknowledgementDocument document,
        DateOnly versionSince,
        DateOnly personSince,
        IReadOnlyCollection<Confirmation> confirmations,
        DateOnly today,
        int dueSoonDays)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(confirmations);
        var fitting = confirmations.Where(one => document.IsConfirmedBy(one.Version, one.Language, one.TextHash)).ToArray();
        return Of(
            new ConfirmedSpan(confirmations.Count > 0, Array.Exists(fitting, one => one.ValidUntil is null), fitting.Max(one => one.ValidUntil), confirmations.Max(one => one.ValidUntil)),
            versionSince > personSince ? versionSince : personSince,
            today,
            dueSoonDays);
    }

    /// <summary>The same result, from values that the database has aggregated.</summary>
    internal static AcknowledgementStanding Of(ConfirmedSpan span, DateOnly since, DateOnly today, int dueSoonDays) => span switch
    {
        { Any: false } => new(AcknowledgementState.Never, since, null),
        { WithoutEnd: true } => new(AcknowledgementState.Confirmed, null, null),
        { Until: null } => new(AcknowledgementState.Outdated, span.AnyUntil?.AddDays(1) is { } end && end < since ? end : since, null),
        { Until: { } until } when until < today => new(AcknowledgementState.RunOut, until.AddDays(1), until),
        { Until: { } until } => new(until <= today.AddDays(dueSoonDays) ? AcknowledgementState.EndsSoon : AcknowledgementState.Confirmed, null, until),
    };
}

/// <summary>How long somebody's confirmations of a document count.</summary>
/// <param name="Any">True where any version was ever confirmed.</param>
/// <param name="WithoutEnd">True where a confirmation of the text as it stands has no end.</param>
/// <param name="Until">Latest day of those of the text as it stands; null where there is none with an end.</param>
/// <param name="AnyUntil">Latest day of all; null where there is none with an end.</param>
internal sealed record ConfirmedSpan(bool Any, bool WithoutEnd, DateOnly? Until, DateOnly? AnyUntil);
