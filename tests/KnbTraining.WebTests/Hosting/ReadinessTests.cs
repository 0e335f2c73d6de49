using System.Net;
using Bunit;
using Bunit.TestDoubles;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Persistence;
using KnbTraining.Web.Components.Layout;
using KnbTraining.Web.Hosting;
using KnbTraining.Web.Security;
using KnbTraining.Web.Shared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnbTraining.WebTests.Hosting;

public sealed class ReadinessTests(RunningApplication application)
{
    private static readonly Uri Ready = new("/health/ready", UriKind.Relative);

    [Theory]
    [InlineData(DiskReading.LeastBytes - 1, 1L << 30, true)]
    [InlineData(DiskReading.LeastBytes, 1L << 30, false)]
    [InlineData(4L << 30, 100L << 30, true)]
    [InlineData(6L << 30, 100L << 30, false)]
    [InlineData(DiskReading.PlentyBytes - 1, 4L << 40, true)]
    [InlineData(DiskReading.PlentyBytes, 4L << 40, false)]
    public void A_disk_is_nearly_full_below_half_a_gibibyte_or_below_a_twentieth_unless_there_is_plenty(long free, long total, bool low) =>
        Assert.Equal(low, new DiskSpace(() => new DiskReading(free, total)).Low is not null);

    [Fact]
    public void A_machine_that_does_not_tell_warns_of_nothing() => Assert.Null(new DiskSpace(() => null).Low);

    [Fact]
    public async Task Ready_is_one_word_where_nothing_is_to_be_looked_at()
    {
        using var answer = await application.Visitor().GetAsync(Ready, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var words = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        // The machine that runs the tests may have a full disk of its own.
        Assert.StartsWith(words.Contains("disk", StringComparison.Ordinal) ? "Degraded" : "Healthy", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_and_a_failed_piece_are_told_in_words_and_the_application_stays_ready()
    {
        await using var other = application.Beside(host => host.ConfigureTestServices(services =>
        {
            services.RemoveAll<DiskSpace>();
            services.AddSingleton(new DiskSpace(() => new DiskReading(3 << 20, 1L << 30)));
        }));
        other.Services.GetRequiredService<BackgroundTroubles>().Add("overdue attempts", "attempt 42");
        using var visitor = other.CreateClient();

        using var answer = await visitor.GetAsync(Ready, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n');
        Assert.Equal("Degraded", lines[0]);
        Assert.Contains("disk: The disk of the data folder is nearly full: 3 MiB (0 %) are free.", lines);
        Assert.Contains("background: overdue attempts: attempt 42. The log says why.", lines);
    }

    [Fact]
    public async Task An_application_that_cannot_do_what_a_request_does_is_not_ready_and_tells_no_path()
    {
        var file = Path.GetTempFileName();
        using var check = new RequestCheck(
            new Folders(Path.Combine(file, "data"), ""),
            application.Services.GetRequiredService<StorageProbe>(),
            application.Services.GetRequiredService<IDataProtectionProvider>(),
            TimeProvider.System,
            NullLogger<RequestCheck>.Instance);

        var answer = await check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Unhealthy, answer.Status);
        Assert.DoesNotContain(file, answer.Description, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void Every_work_in_the_background_has_a_name_for_administrators()
    {
        var works = application.Services.GetServices<IHostedService>().OfType<Sweep>().Select(sweep => sweep.Work).Concat([AnswerWriter.Work, EditionWarmUp.Work, NodeListener.Work]).ToList();
        var texts = application.Services.GetRequiredService<IStringLocalizer<SharedTexts>>();
        Assert.Contains("overdue attempts", works);
        Assert.All(works, work => Assert.False(texts[AdminNotices.TextOf(work)].ResourceNotFound, work));
    }

    public sealed class Notices : BunitContext
    {
        [Theory]
        [InlineData(Policies.Administer, 2)]
        [InlineData(Policies.Edit, 0)]
        public void Administrators_alone_see_what_they_should_look_at(string policy, int notices)
        {
            var troubles = new BackgroundTroubles(TimeProvider.System);
            troubles.Add("overdue attempts", "attempt 42");
            Services.AddSingleton(troubles);
            Services.AddSingleton(new DiskSpace(() => new DiskReading(3 << 20, 1L << 30)));
            Services.AddLocalization();
            var person = this.AddAuthorization();
            person.SetAuthorized("somebody");
            person.SetPolicies(policy);

            var drawn = Render<AdminNotices>().FindAll("[role=status]");

            Assert.Equal(notices, drawn.Count);
            Assert.Equal(notices > 0, drawn.Any(note => note.TextContent.Contains("grading attempts whose time is up", StringComparison.Ordinal)));
        }
    }
}
