using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;

namespace KnbTraining.Learning.Editing;

/// <summary>Compiles the current documents with some changes applied. All code that works on drafts compiles through this class.</summary>
public sealed class DraftCheck
{
    private long _count;

    /// <summary>Number of compilations since the application started. Nothing else that editors' pages do costs as much.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Runs on the thread pool, because a compilation takes long enough to block a page.</summary>
    public Task<Compilation> CompileAsync(Edition current, IEnumerable<KeyValuePair<string, string>> changes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(changes);
        var changed = changes.ToArray();
        Interlocked.Increment(ref _count);
        return Task.Run(() => EditionCompiler.Compile(current.Documents.With(changed), current), ct);
    }

    /// <summary>
    /// The findings that publishing this text alone would give. The current edition has none, so every finding is caused by
    /// this text. Findings in the document itself come first.
    /// </summary>
    public async Task<IReadOnlyList<Finding>> FindAsync(Edition current, string path, string text, CancellationToken ct)
    {
        var compilation = await CompileAsync(current, [new(path, text)], ct);
        return [.. compilation.Findings.OrderBy(finding => finding.Path != path)];
    }
}
