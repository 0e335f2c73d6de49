namespace KnbTraining.TestKit;

/// <summary>Waits for what another task or another node does by itself. How long that takes decides nothing, short of half a minute.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    /// <exception cref="TimeoutException">It did not become true.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        for (var since = TimeProvider.System.GetTimestamp(); !await condition(); await Task.Delay(10))
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                throw new TimeoutException($"It did not become true within {Patience.TotalSeconds} s.");
            }
        }
    }
}
