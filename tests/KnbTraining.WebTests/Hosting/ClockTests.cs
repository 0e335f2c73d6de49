using KnbTraining.Learning;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Hosting;

public sealed class ClockTests(RunningApplication application)
{
    [Fact]
    public void The_running_application_counts_time_by_the_steady_clock_and_not_by_one_that_a_package_brought() =>
        Assert.IsType<SteadyClock>(application.Services.GetRequiredService<TimeProvider>());
}
