using Bunit;
using KnbTraining.Learning.Notices.Mail;
using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Features.Organisation;

namespace KnbTraining.WebTests.Features.Organisation;

public sealed class MailPageTests : AdminPageContext
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_administrator_sets_the_server_and_hears_what_it_says_and_what_is_wrong_stands_at_its_field()
    {
        var viewer = await SignInAsync(Role.Administrator);
        var page = Render<MailPage>();
        await TypeAsync(page, "Host", "no host");
        await TypeAsync(page, "Port", "70000");
        await TypeAsync(page, "Sender", "nobody");
        await page.Find("form.settings").SubmitAsync();
        foreach (var field in new[] { "Host", "Port", "Sender" })
        {
            Assert.NotEmpty(page.Find($"#mail-{field}-error").TextContent);
        }

        // Nobody listens at port 1 of this machine.
        await TypeAsync(page, "Host", "127.0.0.1");
        await TypeAsync(page, "Port", "1");
        await TypeAsync(page, "Sender", "house@example.kz");
        await TypeAsync(page, "UserName", "house");
        await TypeAsync(page, "Password", "Secret-2026");
        await TypeAsync(page, "To", "me@example.kz");
        await page.FindAll("button[type=button]")[^1].ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Connection refused", page.Find(".note.w").TextContent, StringComparison.Ordinal));
        Assert.Equal(0, (await Room.Get<MailServers>().FindAsync(viewer, None)).Value!.Version);

        await page.Find("form.settings").SubmitAsync();
        page.WaitForElement(".saved");
        var stored = (await Room.Get<MailServers>().FindAsync(viewer, None)).Value!;
        Assert.Equal(("127.0.0.1", 1, "house", true), (stored.Form.Host, stored.Form.Port, stored.Form.UserName, stored.HasPassword));
        Assert.Equal("", page.Find("#mail-Password").GetAttribute("value"));
    }

    private static Task TypeAsync(IRenderedComponent<MailPage> page, string field, string value) =>
        page.Find($"#mail-{field}").InputAsync(new() { Value = value });
}
