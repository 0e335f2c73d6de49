using Bunit;
using KnbTraining.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Components;

public sealed class LeaveGuardTests : BunitContext
{
    public LeaveGuardTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddLogging();
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Leaving_with_something_unsaved_asks_and_staying_keeps_the_page()
    {
        var guard = Open(unsaved: true);
        Navigation.NavigateTo("admin/content");
        guard.WaitForElement("dialog");
        Assert.Equal("http://localhost/", Navigation.Uri);
        await guard.FindAll("dialog button")[0].ClickAsync(new());
        Assert.Empty(guard.FindAll("dialog"));
        Assert.Equal("http://localhost/", Navigation.Uri);
    }

    [Fact]
    public async Task Whoever_leaves_knowingly_goes_where_they_wanted_as_by_a_link()
    {
        var module = JSInterop.SetupModule("./js/dialog.js");
        module.Mode = JSRuntimeMode.Loose;
        var guard = Open(unsaved: true);
        Navigation.NavigateTo("admin/content");
        guard.WaitForElement("dialog");
        await guard.FindAll("dialog button")[1].ClickAsync(new());
        guard.WaitForAssertion(() => Assert.EndsWith("admin/content", (string)Assert.Single(module.VerifyInvoke("follow").Arguments)!, StringComparison.Ordinal));

        // Nobody is asked again on the way.
        Navigation.NavigateTo("admin/content");
        Assert.EndsWith("admin/content", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_asked_where_everything_is_saved()
    {
        Open(unsaved: false);
        Navigation.NavigateTo("admin/content");
        Assert.EndsWith("admin/content", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_still_on_its_way_counts_before_the_page_may_be_left()
    {
        var arrives = new TaskCompletionSource<bool>();
        var guard = Render<LeaveGuard>(parameters => parameters.Add(part => part.Unsaved, false).Add(part => part.Settle, () => arrives.Task));
        Navigation.NavigateTo("admin/content");
        arrives.SetResult(true);
        guard.WaitForElement("dialog");
        Assert.Equal("http://localhost/", Navigation.Uri);
    }

    private IRenderedComponent<LeaveGuard> Open(bool unsaved) => Render<LeaveGuard>(parameters => parameters.Add(part => part.Unsaved, unsaved));
}
