using System.CommandLine;
using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Web.Hosting;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.Options;

namespace KnbTraining.Web.Commands;

/// <summary>Runs a command on an installation: its data folder and database, without serving pages.</summary>
internal static class InstallationCommand
{
    /// <param name="data">The option that names the data folder; null for a command that leaves it to the host's arguments.</param>
    /// <param name="run">Gets the services of the installation and returns the exit code.</param>
    /// <exception cref="StartupException">A token means nothing, or the installation cannot be opened; the message says what to do.</exception>
    public static async Task<int> RunAsync(ParseResult parsed, Option<string?>? data, Func<IServiceProvider, Task<int>> run, CancellationToken ct)
    {
        if (HostArguments.FirstStray(parsed.UnmatchedTokens) is { } stray)
        {
            throw new StartupException($"'{stray}' is one name too many. Run with --help to see what the command takes.");
        }

        // The command line speaks English, whatever the machine speaks.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of("en");
        string[] folder = data is not null && parsed.GetValue(data) is { } named ? ["--Data:Folder", named] : [];

        // A statement that fails is told in one sentence at the end; its text says nothing to the person at the console.
        await using var app = WebServer.Build([$"--Logging:LogLevel:{LearningStartup.StatementLog}=None", .. parsed.UnmatchedTokens, .. folder]);
        var options = app.Services.GetRequiredService<IOptions<LearningOptions>>().Value;
        if (options.Database == DatabaseKind.Sqlite && !File.Exists(options.DatabaseFile))
        {
            // A folder that was mistyped must not become an installation of its own, with keys that nobody trusts.
            throw new StartupException($"There is no installation in {Path.GetFullPath(options.DataFolder)}. Name its data folder with --Data:Folder or KNB_DATA, or start the application there first.");
        }

        app.Services.GetRequiredService<Folders>().EnsureWritable();
        try
        {
            await LearningStartup.InitialiseAsync(app.Services, ct);
            return await run(app.Services);
        }
        catch (Exception refused) when (refused is LearningStartupException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(refused.Message, refused);
        }
    }
}
