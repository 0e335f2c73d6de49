namespace KnbTraining.Web.Hosting;

/// <summary>How pages stay in touch with the server: over WebSockets alone, or by long polling too where the network blocks them.</summary>
public sealed class TransportSetting(IConfiguration configuration)
{
    public const string Key = "Transport:LongPolling";

    /// <summary>True where a page that cannot open a WebSocket asks again and again instead. All its requests must reach one process.</summary>
    public bool MayPoll { get; } = configuration.GetValue(Key, defaultValue: false);
}
