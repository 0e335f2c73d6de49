using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace KnbTraining.LoadTests.Loads;

/// <summary>Has another process collect all its garbage, through the runtime's own diagnostics.</summary>
internal static class ForcedCollection
{
    // GCHeapCollect of the runtime's event provider: whoever listens for it has a full collection made first.
    private const long CollectNow = 0x800000;

    public static async Task RunAsync(int processId)
    {
        var client = new DiagnosticsClient(processId);
        using var session = await client.StartEventPipeSessionAsync(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectNow)], requestRundown: false, circularBufferMB: 16, CancellationToken.None);
        var draining = session.EventStream.CopyToAsync(Stream.Null);
        await Task.Delay(TimeSpan.FromSeconds(1));
        await session.StopAsync(CancellationToken.None);
        await draining;
    }
}
