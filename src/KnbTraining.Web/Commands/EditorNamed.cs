using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace KnbTraining.Web.Commands;

/// <summary>Finds the editor who answers for what a command does.</summary>
internal static class EditorNamed
{
    /// <exception cref="StartupException">Nobody of that user name is an editor.</exception>
    public static async Task<Viewer> FindAsync(IServiceProvider services, string userName, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByNameAsync(userName);
        var viewer = user is null ? null : await services.GetRequiredService<PeopleQueries>().FindViewerAsync(user.Id, ct);
        return viewer is not null && viewer.Is(Role.Editor)
            ? viewer
            : throw new StartupException($"'{userName}' is no editor. Name the user name of one with --editor.");
    }
}
