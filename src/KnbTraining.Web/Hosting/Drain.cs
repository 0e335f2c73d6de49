using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;

namespace KnbTraining.Web.Hosting;

/// <summary>
/// An orderly end: the application says that it is not ready and tells its open pages, then leaves a moment for what is on
/// its way, then the sockets close and <c>AnswerWriter</c> writes whatever it has accepted.
/// </summary>
internal sealed class Drain(IHostApplicationLifetime application, IConfiguration configuration, ILogger<Drain> logger)
{
    /// <summary>Container runtimes kill after ten seconds; whoever balances load over several processes wants more than this.</summary>
    private const double UsualSeconds = 1;

    private readonly ConcurrentDictionary<OpenCircuit, bool> _circuits = new();

    /// <summary>Most that an end may take, drain included.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(8);

    private TimeSpan Moment => TimeSpan.FromSeconds(
        double.TryParse(configuration["Shutdown:DrainSeconds"], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : UsualSeconds);

    /// <summary>To be called when everything has started: what was registered last is called first, and the sockets wait for it.</summary>
    public void Arm() => application.ApplicationStopping.Register(Run);

    /// <summary>Refuses pages that reconnect while the application ends. They reconnect to the next process.</summary>
    public static void RefuseCircuits(WebApplication app) => app.Use((context, next) =>
    {
        if (!app.Lifetime.ApplicationStopping.IsCancellationRequested || !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    });

    private void Run()
    {
        logger.LogInformation("The application ends; {Pages} open pages are told", _circuits.Count);
        foreach (var circuit in _circuits.Keys)
        {
            circuit.Tell();
        }

        Thread.Sleep(Moment);
    }

    /// <summary>One open page.</summary>
    internal sealed class OpenCircuit(Drain drain, IJSRuntime browser) : CircuitHandler
    {
        public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            drain._circuits[this] = true;
            return Task.CompletedTask;
        }

        public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            drain._circuits.TryRemove(this, out _);
            return Task.CompletedTask;
        }

        public void Tell() => _ = TellAsync();

        private async Task TellAsync()
        {
            try
            {
                await browser.InvokeVoidAsync("knb.restarts");
            }
            catch (Exception failure) when (failure is JSException or JSDisconnectedException or OperationCanceledException or InvalidOperationException)
            {
                // The page is gone, or its connection is. It finds out by itself.
            }
        }
    }
}
