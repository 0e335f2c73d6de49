using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KnbTraining.Learning.Persistence;

/// <summary>An instant as UTC ticks: exact, compact, and sorts the same on every database.</summary>
public sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

/// <summary>
/// An instant in the type of PostgreSQL, which takes only UTC and counts microseconds. The application's clock counts no finer,
/// so this changes only what comes from elsewhere.
/// </summary>
public sealed class UtcInstantConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(
    instant => new DateTimeOffset(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
    instant => instant.ToUniversalTime());

/// <summary>A GUID as its 16 bytes, most significant first, so that version 7 ids keep their order; as text it would need 36.</summary>
public sealed class GuidBytesConverter() : ValueConverter<Guid, byte[]>(
    id => id.ToByteArray(true),
    bytes => new Guid(bytes, true));
