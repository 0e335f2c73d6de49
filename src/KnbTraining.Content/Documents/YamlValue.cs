using System.Globalization;

namespace KnbTraining.Content.Documents;

/// <summary>What a YAML document says at one place, without how it is written: a text, a list or a mapping.</summary>
public abstract record YamlValue
{
    private YamlValue()
    {
    }

    /// <summary><c>null</c>, as a document writes "there is none".</summary>
    public static YamlValue Null { get; } = new Scalar("null", IsWord: true);

    /// <summary>A text. Line ends become LF, tabs become spaces, and spaces around it are dropped.</summary>
    /// <param name="text">May be empty.</param>
    public static YamlValue Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Scalar(Trim(text), IsWord: false);
    }

    public static YamlValue Of(int number) => new Scalar(number.ToString(CultureInfo.InvariantCulture), IsWord: true);

    public static YamlValue Of(bool flag) => new Scalar(flag ? "true" : "false", IsWord: true);

    /// <summary>A day as <c>yyyy-MM-dd</c>, or <see cref="Null"/>.</summary>
    public static YamlValue Of(DateOnly? day) => day is { } known ? new Scalar(known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), IsWord: true) : Null;

    public static YamlValue Of(IEnumerable<YamlValue> items) => new List([.. items]);

    public static YamlValue Of(IEnumerable<string> texts) => Of(texts.Select(Of));

    /// <summary>A mapping; the order of its entries is the order in which new ones are written.</summary>
    /// <param name="entries">Keys differ.</param>
    public static YamlValue Of(params IEnumerable<(string Key, YamlValue Value)> entries) => new Map([.. entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))]);

    /// <summary>Whether both say the same. The order of a mapping's keys says nothing.</summary>
    public static bool Same(YamlValue? one, YamlValue? other) => (one, other) switch
    {
        (Scalar a, Scalar b) => a.Text == b.Text,
        (List a, List b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => Same(pair.First, pair.Second)),
        (Map a, Map b) => a.Entries.Count == b.Entries.Count && a.Entries.All(entry => b[entry.Key] is { } there && Same(entry.Value, there)),
        _ => one is null && other is null,
    };

    internal static string Trim(string text) => text.ReplaceLineEndings("\n").Replace('\t', ' ').Trim();

    /// <param name="IsWord">Whether it is a number, a day, a truth value or <c>null</c>, which are written without quotes.</param>
    public sealed record Scalar(string Text, bool IsWord) : YamlValue;

    public sealed record List(IReadOnlyList<YamlValue> Items) : YamlValue
    {
        public bool Equals(List? other) => Same(this, other);

        public override int GetHashCode() => Items.Count;
    }

    public sealed record Map(IReadOnlyList<KeyValuePair<string, YamlValue>> Entries) : YamlValue
    {
        /// <summary>The value of a key; null where the mapping does not have it.</summary>
        public YamlValue? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key).Value;

        public bool Equals(Map? other) => Same(this, other);

        public override int GetHashCode() => Entries.Count;
    }
}
