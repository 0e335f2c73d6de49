using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;

namespace KnbTraining.Learning.Editing;

/// <summary>Compiles the current documents with some changes.</summary>
internal static class DraftCheck
{
    /// <summary>Away from the caller's thread: a compilation takes long enough to hold up a page.</summary>
    public static Task<Compilation> CompileAsync(Edition current, IEnumerable<KeyValuePair<string, string>> changes, CancellationToken ct) =>
        Task.Run(() => EditionCompiler.Compile(current.Documents.With(changes), current), ct);

    /// <summary>
    /// What publishing this text alone would run into. The current edition has no findings, so all there are come from
    /// this text; the ones of the document itself go first.
    /// </summary>
    public static async Task<IReadOnlyList<Finding>> FindAsync(Edition current, string path, string text, CancellationToken ct)
    {
        var compilation = await CompileAsync(current, [new(path, text)], ct);
        return [.. compilation.Findings.OrderBy(finding => finding.Path != path)];
    }
}
