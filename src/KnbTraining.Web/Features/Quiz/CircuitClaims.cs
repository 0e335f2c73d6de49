using KnbTraining.Learning.Attempts;
using KnbTraining.Web.Security;
using Microsoft.JSInterop;

namespace KnbTraining.Web.Features.Quiz;

/// <summary>The claims of one circuit, which is one window for as long as it is not loaded again.</summary>
public sealed class CircuitClaims(AttemptService attempts, CurrentViewer current, IJSRuntime browser)
{
    /// <summary>How long to wait for the browser. After that it counts as gone; if it is not, its next step asks again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Dictionary<Guid, PageClaim> _claims = [];

    public PageClaim For(Guid attemptId)
    {
        if (!_claims.TryGetValue(attemptId, out var claim))
        {
            claim = _claims[attemptId] = new PageClaim(
                async (id, before) => await attempts.ClaimAsync(await current.GetAsync(), attemptId, id, before, CancellationToken.None),
                BeforeAsync);
        }

        return claim;
    }

    private async Task<(bool Gone, Guid? Before)> BeforeAsync(Guid id)
    {
        try
        {
            return (false, Guid.TryParse(await browser.InvokeAsync<string?>("knb.claim", Patience, id), out var before) ? before : null);
        }
        catch (Exception failure) when (failure is JSDisconnectedException or OperationCanceledException)
        {
            return (true, null);
        }
        catch (JSException)
        {
            // The window has no storage for its claim, so it counts as newly opened by a person.
            return (false, null);
        }
    }
}
