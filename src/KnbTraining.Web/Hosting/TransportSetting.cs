namespace KnbTraining.Web.Hosting;

/// <summary>How pages stay in touch with the server: over WebSockets alone, or by long polling too where the network blocks them.</summary>
public sealed class TransportSetting
{
    public const string Key = "Transport:LongPolling";

    /// <exception cref="StartupException">The setting is neither true nor false.</exception>
    public TransportSetting(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var text = configuration[Key];
        var polls = false;
        if (!string.IsNullOrWhiteSpace(text) && !bool.TryParse(text, out polls))
        {
            throw new StartupException($"'{text}' in {Key} is neither true nor false.");
        }

        MayPoll = polls;
    }

    /// <summary>True where a page that cannot open a WebSocket asks again and again instead. All its requests must reach one process.</summary>
    public bool MayPoll { get; }
}
