using System.Net.Sockets;
using KnbTraining.Learning.Settings;
using KnbTraining.Web.Hosting;

namespace KnbTraining.Web.Commands;

/// <summary>Serves the application until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] hostArguments, bool demo, CancellationToken cancellation)
    {
        await using var app = WebServer.Build(hostArguments);

        // What needs no database is made while the database is opened.
        var preparing = Task.Run(() => FirstStart.PrepareAsync(app.Services, demo, cancellation), cancellation);
        WebServer.WarmUp(app);
        var announcement = await preparing;
        try
        {
            await app.StartAsync(cancellation);
            app.Services.GetRequiredService<StartupNoise>().Started();
            app.Services.GetRequiredService<Drain>().Arm();
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Kestrel says which address it could not bind, in one sentence.
            throw new StartupException(
                $"The application cannot listen: {e.Message.ReplaceLineEndings(" ")} Stop the other program, or choose another address with --urls http://localhost:5081.", e);
        }

        foreach (var line in announcement.Lines(app.Urls, app.Services.GetRequiredService<PublicAddressSetting>().Current))
        {
            await Console.Out.WriteLineAsync(line);
        }

        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
