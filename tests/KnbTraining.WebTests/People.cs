using KnbTraining.Learning.Organisation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests;

/// <summary>People of a running application, beside its administrator.</summary>
internal static class People
{
    public const string Password = "another calm sentence";

    /// <summary>Adds somebody who has changed their temporary password to <see cref="Password"/>.</summary>
    public static async Task<AppUser> AddAsync(IServiceProvider services, string userName, params Role[] roles)
    {
        await using var scope = services.CreateAsyncScope();
        await AddWithTemporaryPasswordAsync(services, userName, roles);
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var user = (await users.FindByNameAsync(userName))!;
        user.PasswordChanged();
        user.PasswordHash = users.PasswordHasher.HashPassword(user, Password);
        Assert.True((await users.UpdateAsync(user)).Succeeded);
        return user;
    }

    public static async Task<NewPerson> AddWithTemporaryPasswordAsync(IServiceProvider services, string userName, params Role[] roles)
    {
        await using var scope = services.CreateAsyncScope();
        var admin = await AdministratorAsync(scope.ServiceProvider);
        var unit = (await scope.ServiceProvider.GetRequiredService<PeopleQueries>().UnitsAsync(admin, CancellationToken.None))[0].Id;
        var form = new PersonForm { Name = $"Testova {userName}", UserName = userName, UnitId = unit, Roles = [.. roles] };
        return (await scope.ServiceProvider.GetRequiredService<PeopleService>().AddAsync(admin, form, CancellationToken.None)).Value!;
    }

    /// <summary>Gives somebody exactly these roles, as an administrator does on their page.</summary>
    public static async Task GrantAsync(IServiceProvider services, Guid personId, params Role[] roles)
    {
        await using var scope = services.CreateAsyncScope();
        var admin = await AdministratorAsync(scope.ServiceProvider);
        var person = (await scope.ServiceProvider.GetRequiredService<PeopleQueries>().FindAsync(admin, personId, CancellationToken.None)).Value!;
        var form = new PersonForm { Name = person.Name, UserName = person.UserName, UnitId = person.UnitId, Language = person.Language, Roles = [.. roles] };
        var done = await scope.ServiceProvider.GetRequiredService<PeopleService>().UpdateAsync(admin, personId, form, person.Version, CancellationToken.None);
        Assert.True(done.Ok, $"{done}");
    }

    private static async Task<Viewer> AdministratorAsync(IServiceProvider scope)
    {
        var user = (await scope.GetRequiredService<UserManager<AppUser>>().FindByNameAsync(RunningApplication.UserName))!;
        return (await scope.GetRequiredService<PeopleQueries>().FindViewerAsync(user.Id, CancellationToken.None))!;
    }
}
