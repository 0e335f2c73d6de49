using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace KnbTraining.WebTests.Hosting;

public sealed class ConsoleLogTests(RunningApplication application)
{
    [Fact]
    public void Every_line_of_the_console_begins_with_its_time_in_UTC()
    {
        var formatter = application.Services.GetServices<ConsoleFormatter>().Single(found => found.Name == ConsoleFormatterNames.Simple);
        using var written = new StringWriter();
        formatter.Write(new LogEntry<string>(LogLevel.Warning, "Category", default, "first\nsecond", null, (state, _) => state), null, written);
        var line = Assert.Single(written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z ", line);
        var time = DateTimeOffset.Parse(line[..24], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(DateTimeOffset.UtcNow - time, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(5));
    }
}
