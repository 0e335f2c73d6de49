namespace KnbTraining.BrowserTests.Running;

/// <summary>
/// A data folder with the demo, made once in a run by the application itself: making it costs many times as much as starting on it.
/// Each server works on a copy of its own.
/// </summary>
internal static class DemoFolder
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    public static async Task CopyToAsync(string folder)
    {
        var source = await Made.Value;
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static async Task<string> MakeAsync()
    {
        await using var server = new ServerProcess(demo: false);
        server.Arguments.Add("--demo");
        await server.StartAsync();
        await server.StopAsync();
        var kept = Directory.CreateTempSubdirectory("knb-demo-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(kept, recursive: true);
        Directory.Delete(kept);
        Directory.Move(server.DataFolder, kept);
        Directory.CreateDirectory(server.DataFolder);
        return kept;
    }
}
