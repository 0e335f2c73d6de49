using KnbTraining.Content.Documents;

namespace KnbTraining.Content.Analysis;

/// <summary>Tells two versions of documents apart by their leaf fields. It walks the whole document and knows no list of fields: it cannot forget one.</summary>
public static class DocumentComparison
{
    /// <summary>Every document whose text differs, in the order of paths.</summary>
    public static IReadOnlyList<ChangedDocument> Of(DocumentSet before, DocumentSet after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        string[] gone = [.. before.Paths.Where(path => after.Find(path) is null)];
        var moved = after.Paths.Where(path => before.Find(path) is null)
            .Select(path => (To: path, From: Array.Find(gone, other => IsSameElsewhere(other, path))))
            .Where(move => move.From is not null)
            .ToDictionary(move => move.To, move => move.From!, StringComparer.Ordinal);
        return [.. before.Paths.Union(after.Paths, StringComparer.Ordinal)
            .Where(path => before.Find(path) != after.Find(path) && !moved.ContainsValue(path))
            .Order(StringComparer.Ordinal)
            .Select(path => Of(path, before.Find(moved.GetValueOrDefault(path, path)), after.Find(path)) with { MovedFrom = moved.GetValueOrDefault(path) })];
    }

    /// <summary>One document.</summary>
    /// <param name="before">Its text; null where it did not exist.</param>
    /// <param name="after">Its text; null where it does not exist any more.</param>
    public static ChangedDocument Of(string path, string? before, string? after)
    {
        ArgumentNullException.ThrowIfNull(path);
        var kind = ContentKinds.Of(path);
        var (old, now) = (before?.ReplaceLineEndings("\n"), after?.ReplaceLineEndings("\n"));
        var fields = kind == ContentKind.Lesson ? LessonComparison.Of(path, old, now) : Yaml(path, old, now);
        return new ChangedDocument(path, kind, before is null ? DocumentFate.Added : after is null ? DocumentFate.Removed : DocumentFate.Changed, fields);
    }

    private static IReadOnlyList<ChangedField> Yaml(string path, string? before, string? after)
    {
        var (old, now) = (Root(path, before), Root(path, after));
        return (before is not null && old is null) || (after is not null && now is null)
            ? Whole(before, after)
            : TreeComparison.Of(old, now, language: null);
    }

    private static YamlMapping? Root(string path, string? text)
    {
        var findings = new FindingList();
        var root = text is null ? null : PlainYaml.Read(path, text, findings);

        // What was passed over with a finding, as a key that stands twice, would be passed over here as well.
        return findings.Count == 0 ? root : null;
    }

    // A draft that cannot be read has no fields; what differs is its text.
    private static IReadOnlyList<ChangedField> Whole(string? before, string? after) =>
        before == after ? [] : [new ChangedField([new FieldStep("text")], FieldNature.Value, null, before, after)];

    // What may lie in folders of folders goes by its name alone.
    private static bool IsSameElsewhere(string path, string other) =>
        ContentKinds.Of(path) is ContentKind.Rule or ContentKind.Question or ContentKind.Course
        && ContentKinds.Of(path) == ContentKinds.Of(other)
        && ContentKinds.NameOf(path) == ContentKinds.NameOf(other);
}
