using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace KnbTraining.Content.Text;

/// <summary>The name of a field, as documents spell it: a page shows the label of its form instead.</summary>
public readonly record struct FieldName(string Key)
{
    public override string ToString() => Key;
}

/// <summary>Words that the content has in each language, as the title of a rule: a page shows those of its own.</summary>
/// <param name="Spelled">As documents spell it, for the command line; null where English words say it better.</param>
public readonly record struct SaidWords(LocalizedText Text, string? Spelled = null)
{
    /// <summary>As documents spell it, or in English.</summary>
    public override string ToString() => Spelled ?? Text[Languages.English];
}

/// <summary>
/// One sentence of a finding. Written in English where the check is made, as an interpolated string; its code and its
/// values are kept apart, so that a page can say the same in its own language.
/// </summary>
[InterpolatedStringHandler]
public sealed class FindingSentence : IEquatable<FindingSentence>
{
    private readonly StringBuilder _code;
    private readonly StringBuilder _text;
    private readonly List<object> _values = [];

    public FindingSentence(int literalLength, int formattedCount)
    {
        _code = new StringBuilder(literalLength + (formattedCount * 3));
        _text = new StringBuilder(literalLength + (formattedCount * 12));
    }

    /// <summary>The English sentence with numbered places, a composite format string: for example <c>'{0}' is not an id.</c></summary>
    public string Code => _code.ToString();

    /// <summary>What stands in the places, in order.</summary>
    public IReadOnlyList<object> Values => _values;

    /// <summary>The sentence itself, where one is chosen of two.</summary>
    public static FindingSentence Of(FindingSentence sentence) => sentence;

    public static implicit operator FindingSentence(string text)
    {
        var sentence = new FindingSentence(text?.Length ?? 0, 0);
        sentence.AppendLiteral(text ?? "");
        return sentence;
    }

    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _text.Append(value);
        _code.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    public void AppendFormatted(ReadOnlySpan<char> value) => AppendFormatted(value.ToString(), null);

    public void AppendFormatted<T>(T value) => AppendFormatted(value, null);

    public void AppendFormatted<T>(T value, string? format)
    {
        object said = value is FieldName or SaidWords ? value
            : value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture)
            : value?.ToString() ?? "";
        // What a document says may be of any length.
        if (said is string { Length: > ContentLimits.LongestQuote } text)
        {
            said = text[..(ContentLimits.LongestQuote - 1)] + "…";
        }

        _text.Append(said);
        _code.Append(CultureInfo.InvariantCulture, $"{{{_values.Count}}}");
        _values.Add(said);
    }

    public bool Equals(FindingSentence? other) => other is not null && _text.Equals(other._text) && _code.Equals(other._code);

    public override bool Equals(object? obj) => Equals(obj as FindingSentence);

    public override int GetHashCode() => _text.ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The English sentence.</summary>
    public override string ToString() => _text.ToString();
}
