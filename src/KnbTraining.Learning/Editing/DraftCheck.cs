using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;

namespace KnbTraining.Learning.Editing;

/// <summary>Compiles the current documents with some changes: the one door to it for everything that has to do with drafts.</summary>
public sealed class DraftCheck
{
    private long _count;

    /// <summary>How often something was compiled since the application started: the dearest thing that pages of editors do.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Away from the caller's thread: a compilation takes long enough to hold up a page.</summary>
    public Task<Compilation> CompileAsync(Edition current, IEnumerable<KeyValuePair<string, string>> changes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(changes);
        var changed = changes.ToArray();
        Interlocked.Increment(ref _count);
        return Task.Run(() => EditionCompiler.Compile(current.Documents.With(changed), current), ct);
    }

    /// <summary>
    /// What publishing this text alone would run into. The current edition has no findings, so all there are come from
    /// this text; the ones of the document itself go first.
    /// </summary>
    public async Task<IReadOnlyList<Finding>> FindAsync(Edition current, string path, string text, CancellationToken ct)
    {
        var compilation = await CompileAsync(current, [new(path, text)], ct);
        return [.. compilation.Findings.OrderBy(finding => finding.Path != path)];
    }
}
