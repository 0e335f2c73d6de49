using KnbTraining.Learning;
using KnbTraining.Learning.Demo;
using KnbTraining.Learning.Setup;
using Microsoft.AspNetCore.DataProtection;

namespace KnbTraining.Web.Hosting;

/// <summary>Makes the data folder ready and finds out what the person at the console needs to know.</summary>
internal static class FirstStart
{
    /// <exception cref="StartupException">It cannot be made ready; the message says what to do.</exception>
    public static async Task<Announcement> PrepareAsync(IServiceProvider services, bool demo, CancellationToken cancellation)
    {
        var folders = services.GetRequiredService<Folders>();
        folders.EnsureWritable();
        try
        {
            await LearningStartup.InitialiseServerAsync(services, cancellation);
            StartChecks.Keys(services.GetRequiredService<IDataProtectionProvider>(), folders);
            await using var scope = services.CreateAsyncScope();
            if (demo)
            {
                await scope.ServiceProvider.GetRequiredService<DemoSeeder>().SeedAsync(cancellation);
                return new Announcement(SetupToken: null, Demo: true);
            }

            var setup = scope.ServiceProvider.GetRequiredService<SetupService>();
            return new Announcement(await setup.IsNeededAsync(cancellation) ? (await setup.CreateTokenAsync(cancellation)).Value : null, Demo: false);
        }
        catch (LearningStartupException refused)
        {
            throw new StartupException(refused.Message, refused);
        }
    }
}
