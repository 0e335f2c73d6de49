namespace KnbTraining.Web.Hosting;

/// <summary>One line for each event, which begins with its time: in UTC and ISO 8601, so that it sorts and needs no zone.</summary>
internal static class ConsoleLog
{
    public const string TimestampFormat = "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z '";

    public static ILoggingBuilder AddKnbConsole(this ILoggingBuilder logging) => logging.AddSimpleConsole(options =>
    {
        options.TimestampFormat = TimestampFormat;
        options.UseUtcTimestamp = true;
        options.SingleLine = true;
    });
}
