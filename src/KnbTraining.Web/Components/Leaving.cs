using System.Diagnostics.CodeAnalysis;

namespace KnbTraining.Web.Components;

/// <summary>
/// Tells the work that a component began that its reader has left. The token can be asked for at any time, after the reader has
/// left too: a load that waits meanwhile goes on and asks for it, and a disposed source would answer with an error on the next page.
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
