using System.Reflection;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.TestKit;

/// <summary>A fact of every kind, with values made by rule: the same each time, and each value another one.</summary>
public static class FactSamples
{
    /// <param name="empty">True leaves out whatever may be left out.</param>
    public static Fact Of(FactType type, bool empty = false)
    {
        ArgumentNullException.ThrowIfNull(type);
        var count = 0;
        return (Fact)Make(type.Type, empty, () => ++count);
    }

    private static object Make(Type part, bool empty, Func<int> next)
    {
        var constructor = part.GetConstructors().MaxBy(one => one.GetParameters().Length)!;
        var nullability = new NullabilityInfoContext();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            empty && (Nullable.GetUnderlyingType(parameter.ParameterType) is not null || nullability.Create(parameter).WriteState == NullabilityState.Nullable)
                ? null
                : Value(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType, empty, next))]);
    }

    private static object Value(Type type, bool empty, Func<int> next)
    {
        var number = next();
        if (FactShape.ItemOf(type) is { } item)
        {
            return typeof(FactSamples).GetMethod(nameof(List), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(item).Invoke(null, [empty, next])!;
        }

        return type.IsEnum ? Enum.GetValues(type).GetValue(number % Enum.GetValues(type).Length)!
            : type == typeof(Guid) ? new Guid(number, 2026, 11, [1, 2, 3, 4, 5, 6, 7, 8])
            : type == typeof(bool) ? number % 2 == 0
            : type == typeof(int) ? number * 7
            : type == typeof(long) ? CanonicalJson.MostNumber - number
            : type == typeof(DateOnly) ? new DateOnly(2026, 3, 1).AddDays(number)
            : type == typeof(DateTimeOffset) ? new DateTimeOffset(2026, 3, 2, 4, 5, 6, TimeSpan.Zero).AddTicks(number)
            : type == typeof(Digest) ? Digest.Of($"sample {number}")
            : type == typeof(TextRef) ? new TextRef(Digest.Of($"text {number}"))
            : type == typeof(Slug) ? Slug.Of($"a-name/of.ours_{number}")
            : type == typeof(Code) ? Code.Of($"KNB-{number}")
            : typeof(IFactPart).IsAssignableFrom(type) ? Make(type, empty, next)
            : throw new InvalidOperationException($"There is no sample of {type.Name}.");
    }

    private static FactList<T> List<T>(bool empty, Func<int> next) => empty ? [] : [(T)Value(typeof(T), empty, next), (T)Value(typeof(T), empty, next)];
}
