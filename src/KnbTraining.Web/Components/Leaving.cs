using System.Diagnostics.CodeAnalysis;

namespace KnbTraining.Web.Components;

/// <summary>
/// Cancels the work of a component when its reader leaves the page. The token can be read at any time, also after that: a load that
/// was waiting may read it late, and a disposed CancellationTokenSource would throw then.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A disposed source is the very fault that this class prevents.")]
public sealed class Leaving
{
    private readonly CancellationTokenSource _source = new();

    public Leaving() => Token = _source.Token;

    public CancellationToken Token { get; }

    /// <summary>The reader has left. Nothing needs to be disposed: the source has neither a timer nor a handle.</summary>
    public void Tell() => _source.Cancel();
}
