using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace KnbTraining.WebTests.Features.Look;

public sealed class LookPageTests(RunningApplication application)
{
    [Theory]
    [InlineData("Development", HttpStatusCode.OK)]
    [InlineData("Production", HttpStatusCode.NotFound)]
    public async Task All_parts_are_shown_in_development_and_nowhere_else(string environment, HttpStatusCode status)
    {
        await using var beside = application.Beside(host => host.UseEnvironment(environment));
        await RunningApplication.SetUpAsync(beside.Services);
        using var visitor = beside.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var answer = await RunningApplication.SignInAsync(visitor, RunningApplication.UserName, RunningApplication.Password, "/admin/look");
        using var page = await visitor.GetAsync(new Uri("/admin/look", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(status, page.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK, (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("look-wrong-error", StringComparison.Ordinal));
    }
}
