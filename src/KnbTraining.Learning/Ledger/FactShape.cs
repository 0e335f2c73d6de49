using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace KnbTraining.Learning.Ledger;

/// <summary>How a fact or a part of one is written: one property of JSON for each parameter of its record. Text has no way in but as a hash.</summary>
public sealed class FactShape
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private const string Day = "yyyy-MM-dd";

    private static readonly ConcurrentDictionary<Type, FactShape> Shapes = new();

    private readonly ConstructorInfo _constructor;

    private FactShape(Type type)
    {
        _constructor = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;
        Properties = [.. _constructor.GetParameters().Select(parameter => type.GetProperty(parameter.Name!)!)];
    }

    /// <summary>In the order of the parameters.</summary>
    public IReadOnlyList<PropertyInfo> Properties { get; }

    public static FactShape Of(Type type) => Shapes.GetOrAdd(type, one => new FactShape(one));

    /// <summary>The types that a fact may hold as they are; besides, enums, parts, lists of all these, and nothing where there may be nothing.</summary>
    public static bool IsValue(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.IsEnum
            || type == typeof(Guid) || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(DateOnly) || type == typeof(DateTimeOffset)
            || type == typeof(Digest) || type == typeof(TextRef) || type == typeof(Slug) || type == typeof(Code);
    }

    public static string NameOf(PropertyInfo property)
    {
        ArgumentNullException.ThrowIfNull(property);
        return JsonNamingPolicy.CamelCase.ConvertName(property.Name);
    }

    /// <summary>The type of each value of a list; null where the type is no list.</summary>
    public static Type? ItemOf(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(FactList<>) ? type.GetGenericArguments()[0] : null;
    }

    internal Dictionary<string, object?> Write(object part) => Properties.ToDictionary(NameOf, property => ValueOf(property.GetValue(part)), StringComparer.Ordinal);

    /// <exception cref="FormatException">The JSON does not have this shape.</exception>
    internal object Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Count() != Properties.Count)
        {
            throw new FormatException("The fact has another shape.");
        }

        return _constructor.Invoke([.. Properties.Select(property =>
            json.TryGetProperty(NameOf(property), out var value) ? ReadValue(value, property.PropertyType) : throw new FormatException($"{NameOf(property)} is missing."))]);
    }

    private static object? ValueOf(object? value) => value switch
    {
        null or bool or int or long => value,
        Enum one => JsonNamingPolicy.CamelCase.ConvertName(one.ToString()),
        Guid id => id.ToString("D"),
        DateOnly day => day.ToString(Day, CultureInfo.InvariantCulture),
        DateTimeOffset at => InstantOf(at),
        Digest or TextRef or Slug or Code => value.ToString(),
        IFactPart part => Of(part.GetType()).Write(part),
        System.Collections.IEnumerable values => values.Cast<object?>().Select(ValueOf).ToArray(),
        _ => throw new InvalidOperationException($"A fact holds no {value.GetType().Name}."),
    };

    internal static string InstantOf(DateTimeOffset at) => at.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    internal static DateTimeOffset ReadInstant(JsonElement json) =>
        DateTimeOffset.ParseExact(Text(json), Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static object? ReadValue(JsonElement json, Type type)
    {
        var inner = Nullable.GetUnderlyingType(type);
        if (json.ValueKind == JsonValueKind.Null)
        {
            return inner is not null ? null : throw new FormatException("A value is missing.");
        }

        type = inner ?? type;
        return type.IsEnum ? Enum.GetValues(type).Cast<Enum>().FirstOrDefault(one => JsonNamingPolicy.CamelCase.ConvertName(one.ToString()) == Text(json)) ?? throw new FormatException($"{type.Name} has no such value.")
            : type == typeof(Guid) ? Guid.ParseExact(Text(json), "D")
            : type == typeof(bool) ? json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : throw new FormatException("Neither true nor false.")
            : type == typeof(int) ? json.TryGetInt32(out var small) ? small : throw new FormatException("No whole number.")
            : type == typeof(long) ? json.TryGetInt64(out var large) ? large : throw new FormatException("No whole number.")
            : type == typeof(DateOnly) ? DateOnly.ParseExact(Text(json), Day, CultureInfo.InvariantCulture)
            : type == typeof(DateTimeOffset) ? ReadInstant(json)
            : type == typeof(Digest) ? Digest.Parse(Text(json))
            : type == typeof(TextRef) ? new TextRef(Digest.Parse(Text(json)))
            : type == typeof(Slug) ? Slug.Of(Text(json))
            : type == typeof(Code) ? Code.Of(Text(json))
            : ItemOf(type) is { } item ? ReadList(json, type, item)
            : typeof(IFactPart).IsAssignableFrom(type) ? Of(type).Read(json)
            : throw new InvalidOperationException($"A fact holds no {type.Name}.");
    }

    private static object ReadList(JsonElement json, Type list, Type item)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("No list.");
        }

        var values = Array.CreateInstance(item, json.GetArrayLength());
        foreach (var (index, value) in json.EnumerateArray().Index())
        {
            values.SetValue(ReadValue(value, item), index);
        }

        var immutable = typeof(System.Runtime.InteropServices.ImmutableCollectionsMarshal)
            .GetMethod(nameof(System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray))!.MakeGenericMethod(item).Invoke(null, [values]);
        return Activator.CreateInstance(list, immutable)!;
    }

    private static string Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString()! : throw new FormatException("No text.");
}
