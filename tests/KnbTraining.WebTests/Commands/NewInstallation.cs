using KnbTraining.Learning;
using KnbTraining.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Commands;

/// <summary>Makes an installation as a first start does: no command makes one.</summary>
internal static class NewInstallation
{
    /// <param name="folder">The data folder; it need not be there.</param>
    public static async Task MakeAsync(string folder)
    {
        await using var app = WebServer.Build(["--Data:Folder", folder]);
        app.Services.GetRequiredService<Folders>().EnsureWritable();
        await LearningStartup.InitialiseAsync(app.Services, CancellationToken.None);
    }
}
