namespace KnbTraining.Web.Hosting;

/// <summary>
/// While the host starts, it logs every failure with a stack trace and also throws it. The command line tells the person
/// at the console in one sentence; afterwards the same log category reports failures of background work and must be heard.
/// </summary>
internal sealed class StartupNoise
{
    public const string Category = "Microsoft.Extensions.Hosting.Internal.Host";

    private volatile bool _starting = true;

    public void Started() => _starting = false;

    public bool Lets(LogLevel level) => level >= LogLevel.Warning && !_starting;
}
