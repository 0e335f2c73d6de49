using KnbTraining.Web.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.WebTests.Hosting;

public sealed class StoppingCheckTests
{
    [Fact]
    public async Task Nobody_is_sent_to_an_application_that_is_stopping()
    {
        using var lifetime = new Lifetime();
        var check = new Health.StoppingCheck(lifetime);
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(new(), CancellationToken.None)).Status);
        lifetime.StopApplication();
        Assert.Equal(HealthStatus.Unhealthy, (await check.CheckHealthAsync(new(), CancellationToken.None)).Status);
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void Dispose() => _stopping.Dispose();

        public void StopApplication() => _stopping.Cancel();
    }
}
