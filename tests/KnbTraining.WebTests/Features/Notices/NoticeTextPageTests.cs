using Bunit;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Notices;

namespace KnbTraining.WebTests.Features.Notices;

public sealed class NoticeTextPageTests : AdminPageContext
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_text_is_shown_as_it_reads_while_it_is_typed_and_what_is_wrong_stands_beside_it_with_its_line()
    {
        await SignInAsync(Role.Administrator);
        var page = Open(NoticeKind.Assigned);
        Assert.Equal("A course was given", page.Find("h1").TextContent);
        Assert.Equal("Delivered: A course for you: {{ what }}", page.Find("#heading-en-hint").TextContent);
        Assert.Equal(["{{ what }}", "{{ day }}"], page.FindAll(".samples code").Select(name => name.TextContent));
        await page.Find("#heading-en").InputAsync(new() { Value = "Take {{ what }}" });
        page.WaitForAssertion(() => Assert.Contains("Take Working with state secrets", page.Markup, StringComparison.Ordinal));
        await page.Find("#text-en").InputAsync(new() { Value = "By\n{{ due }}" });
        page.WaitForAssertion(() => Assert.Contains("This cannot be shown until it is corrected.", page.Markup, StringComparison.Ordinal));
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Line 2: there is no value “due” in these notices.", page.Find("#text-en-error").TextContent));
        Assert.Equal("By\n{{ due }}", page.Find("#text-en").GetAttribute("value"));

        await page.Find("#text-en").InputAsync(new() { Value = "By {{ day }}" });
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#text-en-error")));
        await page.Find("form").SubmitAsync();
        page.WaitForElement(".saved");
        var own = Assert.Single(await Room.FactsAsync<NoticeTextChanged>());
        Assert.Equal((NoticeKind.Assigned, 1), (own.Notice, own.Version));

        // The delivered text comes back.
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Put in the delivered text").ClickAsync(new());
        await page.Find("form").SubmitAsync();
        page.WaitForElement(".saved");
        Assert.Equal("Text delivered with the application", page.Find(".under").TextContent);
        var list = Render<NoticeTextListPage>();
        Assert.Equal(Enum.GetValues<NoticeKind>().Length, list.WaitForElements("ul.rows li").Count);
        Assert.Contains(NoticeTextAddress.Of(NoticeKind.WaiverDecided), list.FindAll("a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Who_is_too_late_sees_what_is_stored_and_what_they_typed()
    {
        var admin = await SignInAsync(Role.Administrator);
        var page = Open(NoticeKind.Overdue);
        await page.Find("#heading-en").InputAsync(new() { Value = "Mine: {{ what }}" });
        var delivered = NoticeWords.Delivered(NoticeKind.Overdue);
        var theirs = delivered with { Title = delivered.Title.With(Languages.English, "Theirs: {{ what }}") };
        Assert.True((await Room.Get<NoticeWordingService>().SaveAsync(admin, NoticeKind.Overdue, theirs, 0, None)).Ok);

        await page.Find("form").SubmitAsync();

        var stale = page.WaitForElement(".stale");
        Assert.Equal(["Mine: {{ what }}", "Theirs: {{ what }}"], stale.QuerySelectorAll("b").Select(value => value.TextContent));
        await page.Find("form").SubmitAsync();
        page.WaitForElement(".saved");
        Assert.Equal("Mine: {{ what }}", (await Room.Get<NoticeWordingService>().FindAsync(admin, NoticeKind.Overdue, None)).Value!.Current.Title["en"]);
    }

    [Fact]
    public void A_kind_that_there_is_not_is_not_found()
    {
        var page = Render<NoticeTextPage>(parameters => parameters.Add(of => of.Name, "17x"));
        page.WaitForElement("[role=alert]");
        Assert.Empty(page.FindAll("form"));
    }

    private IRenderedComponent<NoticeTextPage> Open(NoticeKind kind)
    {
        var page = Render<NoticeTextPage>(parameters => parameters.Add(of => of.Name, $"{kind}"));
        page.WaitForElement("form");
        return page;
    }
}
