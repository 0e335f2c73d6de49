using KnbTraining.Content.Documents;

namespace KnbTraining.Content.Analysis;

/// <summary>What became of a document.</summary>
public enum DocumentFate
{
    Changed,
    Added,
    Removed,
}

/// <summary>What kind of value a field holds.</summary>
public enum FieldNature
{
    /// <summary>One text, number, date or choice.</summary>
    Value,

    /// <summary>Several plain values: see <see cref="ChangedField.Removed"/> and <see cref="ChangedField.Added"/>.</summary>
    List,

    /// <summary>The entries of a list stand in another order.</summary>
    Order,

    /// <summary>A paragraph, heading or live part of a lesson.</summary>
    Block,
}

/// <summary>One step from a document to a field.</summary>
/// <param name="Key">The key as the document has it.</param>
/// <param name="Entry">Which entry of the list below the key: its id, else its place counted from 1; null where the step leads into no list.</param>
public sealed record FieldStep(string Key, string? Entry = null)
{
    public override string ToString() => Entry is null ? Key : $"{Key}[{Entry}]";
}

/// <summary>One field that differs between two versions of a document. Only leaves are named: what holds no other fields.</summary>
/// <param name="Steps">The way to it; never empty. A language is the step that carries its code.</param>
/// <param name="Language">In which language it is written; null where it has none.</param>
/// <param name="Before">As text; null where it was not there. Of a list: its values, one a line.</param>
/// <param name="After">As text; null where it is not there any more.</param>
public sealed record ChangedField(IReadOnlyList<FieldStep> Steps, FieldNature Nature, string? Language, string? Before, string? After)
{
    /// <summary>The whole way as text, for example <c>exam.parts[liability].label.kk</c>.</summary>
    public string Field { get; } = string.Join('.', Steps);

    /// <summary>The way without entries and language, for example <c>exam.parts.label</c>: equal for equal fields, to find what forms call it.</summary>
    public string Shape { get; } = string.Join('.', Steps.Select(step => step.Key).Where(key => key != Language));

    /// <summary>Of a list: values that are not there any more.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Of a list: values that are new.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>Of a block: the heading of the lesson under which it stands; null before the first.</summary>
    public string? Heading { get; init; }

    /// <summary>Of a block: its live part, for example <c>rule approval-before-travel</c>; null where it is prose.</summary>
    public string? LivePart { get; init; }
}

/// <summary>A document that differs between two sets, or stands in one of them only.</summary>
/// <param name="Path">Within the content folder.</param>
/// <param name="Fields">Every leaf that differs, in the order of the document. Of an added or removed document all its leaves.</param>
public sealed record ChangedDocument(string Path, ContentKind Kind, DocumentFate Fate, IReadOnlyList<ChangedField> Fields)
{
    /// <summary>Where it lay before; null where it stayed.</summary>
    public string? MovedFrom { get; init; }

    /// <summary>True where the text differs and says the same: comments, line breaks, quotes.</summary>
    public bool IsLayoutOnly => Fate == DocumentFate.Changed && Fields.Count == 0 && MovedFrom is null;

    /// <summary>True where nothing but the day differs by which somebody looks at it again: whatever shows it or rests on it stays as it is.</summary>
    public bool IsReviewOnly => Fate == DocumentFate.Changed && Fields.Count > 0 && Fields.All(changed => changed.Steps[0].Key == ReviewDay.Key);
}
