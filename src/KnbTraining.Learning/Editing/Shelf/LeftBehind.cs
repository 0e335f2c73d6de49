using KnbTraining.Content.Analysis;

namespace KnbTraining.Learning.Editing.Shelf;

/// <summary>The texts of a document that say something else in one language than in another, because only one was changed.</summary>
/// <param name="ByField">The languages that were left behind, by field.</param>
public sealed record LeftBehind(IReadOnlyDictionary<string, IReadOnlySet<string>> ByField)
{
    public static LeftBehind Nothing { get; } = new(new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal));

    /// <summary>All languages in which something was left behind.</summary>
    public IReadOnlySet<string> Languages => ByField.Values.SelectMany(languages => languages).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// After a version that changed some texts. A language that was behind and changes has caught up, and leaves nobody behind by that; one that changes
    /// although it was not behind leaves those behind that do not change with it. A field may have many texts, as the body of a lesson has.
    /// </summary>
    public LeftBehind After(IEnumerable<ChangedText> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var fields = ByField.ToDictionary(StringComparer.Ordinal);
        foreach (var texts in changed.GroupBy(text => text.Field, StringComparer.Ordinal))
        {
            var start = ByField.GetValueOrDefault(texts.Key) ?? new HashSet<string>();
            var behind = start.Except(texts.SelectMany(text => text.Changed)).ToHashSet(StringComparer.Ordinal);
            behind.UnionWith(texts.Where(text => !text.Changed.All(start.Contains)).SelectMany(text => text.Left));
            if (behind.Count > 0)
            {
                fields[texts.Key] = behind;
            }
            else
            {
                fields.Remove(texts.Key);
            }
        }

        return new LeftBehind(fields);
    }
}
