using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;

namespace KnbTraining.Learning.Editing;

/// <summary>Compiles the current documents with some changes applied. All code that works on drafts compiles through this class.</summary>
public sealed class DraftCheck
{
    // Saving, looking at what publishing would do, and publishing ask for the same documents one after the other.
    private const int MostKept = 2;

    private readonly Lock _gate = new();
    private readonly List<Kept> _kept = [];
    private long _asked;
    private long _count;

    /// <summary>How often documents were to be compiled since the application started, those included whose result was still known.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    /// <summary>Number of compilations since the application started. Nothing else that editors' pages do costs as much.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>
    /// Runs on the thread pool, because a compilation takes long enough to block a page. The last results are kept: a compilation
    /// is a pure function of the documents and of the edition that they follow.
    /// </summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more; the compilation itself goes on.</exception>
    public Task<Compilation> CompileAsync(Edition current, IEnumerable<DocumentEdit> changes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(changes);
        Interlocked.Increment(ref _asked);
        var documents = Apply(current.Documents, changes);
        lock (_gate)
        {
            if (_kept.Find(kept => ReferenceEquals(kept.Current, current) && kept.Hash == documents.Hash && !kept.Result.IsFaulted) is { } known)
            {
                return known.Result.WaitAsync(ct);
            }

            Interlocked.Increment(ref _count);
            var result = Task.Run(() => EditionCompiler.Compile(documents, current), CancellationToken.None);
            _kept.Insert(0, new Kept(current, documents.Hash, result));
            _kept.RemoveRange(Math.Min(MostKept, _kept.Count), Math.Max(0, _kept.Count - MostKept));
            return result.WaitAsync(ct);
        }
    }

    /// <summary>
    /// The findings that publishing these edits would give; those in one document first. The current edition has none, so every finding is
    /// caused by them.
    /// </summary>
    public async Task<IReadOnlyList<Finding>> FindAsync(Edition current, IEnumerable<DocumentEdit> changes, string first, CancellationToken ct)
    {
        var compilation = await CompileAsync(current, changes, ct);
        return [.. compilation.Findings.OrderBy(finding => finding.Path != first)];
    }

    /// <summary>Documents with edits put in; the last edit of a path counts.</summary>
    internal static DocumentSet Apply(DocumentSet documents, IEnumerable<DocumentEdit> changes)
    {
        var last = changes.GroupBy(edit => edit.Path, StringComparer.Ordinal).Select(edits => edits.Last()).ToArray();
        return documents
            .With(last.Where(edit => edit.Text is not null).Select(edit => KeyValuePair.Create(edit.Path, edit.Text!)))
            .Without(last.Where(edit => edit.Text is null).Select(edit => edit.Path));
    }

    /// <param name="Current">Compared by reference: an edition never changes.</param>
    private sealed record Kept(Edition Current, string Hash, Task<Compilation> Result);
}
