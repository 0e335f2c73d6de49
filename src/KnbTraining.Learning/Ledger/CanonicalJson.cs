using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KnbTraining.Learning.Ledger;

/// <summary>
/// JSON in the one form of RFC 8785: no space, properties in the order of their UTF-16 code units, one way to write each sign.
/// Of numbers only whole ones that every reader knows exactly.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The largest whole number below which none is skipped by those who read numbers as IEEE doubles.</summary>
    public const long MostNumber = (1L << 53) - 1;

    /// <param name="value">Null, <see cref="bool"/>, <see cref="int"/>, <see cref="long"/>, <see cref="string"/>, a dictionary or a sequence of these.</param>
    /// <exception cref="ArgumentException">Something else stands in it, a number that is too large, or half of a surrogate pair.</exception>
    public static string Write(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    /// <summary>The canonical form of JSON in another form.</summary>
    /// <exception cref="ArgumentException">It cannot be written so.</exception>
    public static string Of(JsonElement element) => Write(ValueOf(element));

    private static object? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var number) ? number : throw new ArgumentException("Only whole numbers are written.", nameof(element)),
        JsonValueKind.Array => element.EnumerateArray().Select(ValueOf).ToArray(),
        JsonValueKind.Object => PropertiesOf(element),
        _ => throw new ArgumentException("There is no value.", nameof(element)),
    };

    // A name that stands twice means two things to two readers.
    private static Dictionary<string, object?> PropertiesOf(JsonElement element)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            properties.Add(property.Name, ValueOf(property.Value));
        }

        return properties;
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case int number:
                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case long number:
                text.Append(number is >= -MostNumber and <= MostNumber
                    ? number.ToString(CultureInfo.InvariantCulture)
                    : throw new ArgumentException("The number is larger than every reader can read.", nameof(value)));
                break;
            case string words:
                WriteString(text, words);
                break;
            case IReadOnlyDictionary<string, object?> properties:
                WriteAll(text, '{', '}', properties.OrderBy(property => property.Key, StringComparer.Ordinal), property =>
                {
                    WriteString(text, property.Key);
                    text.Append(':');
                    Write(text, property.Value);
                });
                break;
            case IEnumerable<object?> values:
                WriteAll(text, '[', ']', values, one => Write(text, one));
                break;
            default:
                throw new ArgumentException($"A value of type {value.GetType().Name} is not written.", nameof(value));
        }
    }

    private static void WriteAll<T>(StringBuilder text, char open, char close, IEnumerable<T> values, Action<T> write)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var value in values)
        {
            if (!isFirst)
            {
                text.Append(',');
            }

            write(value);
            isFirst = false;
        }

        text.Append(close);
    }

    private static void WriteString(StringBuilder text, string words)
    {
        text.Append('"');
        for (var i = 0; i < words.Length; i++)
        {
            var c = words[i];
            if (char.IsSurrogate(c))
            {
                if (!char.IsSurrogatePair(words, i))
                {
                    throw new ArgumentException("Half of a surrogate pair cannot be written.", nameof(words));
                }

                text.Append(c).Append(words[++i]);
                continue;
            }

            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\b' => text.Append(@"\b"),
                '\t' => text.Append(@"\t"),
                '\n' => text.Append(@"\n"),
                '\f' => text.Append(@"\f"),
                '\r' => text.Append(@"\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
