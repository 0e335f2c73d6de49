using Bunit;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Entries;
using KnbTraining.Web.Features.Audit;
using KnbTraining.Web.Features.People;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Audit;

public sealed class AuditLogPageTests : AdminPageContext
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_auditor_reads_sentences_their_details_and_the_line_and_what_the_check_can_prove()
    {
        var (admin, person) = await ChangedPersonAsync();
        await SignInAsync(Role.Auditor);
        var page = Open();

        var row = page.FindAll("tbody tr").Single(found => found.TextContent.Contains("Changed what is known of a person: Aliya Other.", StringComparison.Ordinal));
        Assert.Contains("Setup", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Name: Aliya Testova → Aliya Other", row.TextContent, StringComparison.Ordinal);
        Assert.Contains($"\"actor\":\"{admin.PersonId}\"", row.QuerySelector("details code")!.TextContent, StringComparison.Ordinal);
        var note = page.Find(".note.r").TextContent;
        Assert.Contains("All entries fit together.", note, StringComparison.Ordinal);
        Assert.Contains("It does not find that the last entries were cut off", note, StringComparison.Ordinal);
        Assert.DoesNotContain(person.ToString(), page.Find("caption").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_was_erased_is_shown_as_erased()
    {
        await ChangedPersonAsync();
        var admin = await SignInAsync(Role.Administrator);
        var change = (await Room.FactsAsync<PersonChanged>())[^1].Changes[0];
        Assert.True((await Room.Get<LedgerErasing>().EraseAsync(admin, change.Before!.Value, None)).Ok);

        var page = Open();
        Assert.Contains(page.FindAll("tbody tr"), row => row.TextContent.Contains("Name: erased → Aliya Other", StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll(".note.r"));
    }

    [Fact]
    public async Task A_changed_entry_is_named_and_marked()
    {
        await ChangedPersonAsync();
        await using (var db = Room.Open())
        {
            await db.Database.ExecuteSqlAsync($"UPDATE Ledger SET Kind = 'person.changed' WHERE Number = 3", None);
        }

        var page = Open();
        var note = page.Find(".note.w").TextContent;
        Assert.Contains("Entry 3 does not fit.", note, StringComparison.Ordinal);
        Assert.Contains("The table says something else than its line.", note, StringComparison.Ordinal);
        Assert.StartsWith("3", page.Find("tr.bad").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_filters_and_what_is_exported_is_what_is_shown()
    {
        var (_, person) = await ChangedPersonAsync();
        var filter = new LedgerFilter { PersonId = person, Kind = "person.changed" };
        var page = Open(EntryAddress.Page(filter));

        Assert.Single(page.FindAll("tbody tr"));
        Assert.Contains("Only what Aliya Other did", page.Markup, StringComparison.Ordinal);
        Assert.Equal([EntryAddress.Home], page.FindAll("form.filters a").Select(link => link.GetAttribute("href")));
        Assert.Equal([EntryAddress.Export(filter, "jsonl"), EntryAddress.Export(filter, "csv")], page.FindAll("a[download]").Select(link => link.GetAttribute("href")));

        var nothing = Open(EntryAddress.Page(new LedgerFilter { Name = "nobody" }));
        Assert.Contains("No entry fits.", nothing.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal([EntryAddress.Home], nothing.FindAll("form.filters a").Select(link => link.GetAttribute("href")));
        Assert.Empty(nothing.FindAll("a[download]"));
    }

    [Fact]
    public async Task Searching_goes_to_the_address_of_what_was_typed()
    {
        await ChangedPersonAsync();
        var page = Open(EntryAddress.Page(new LedgerFilter { Kind = "person.changed" }));
        await page.Find("#audit-name").ChangeAsync(new() { Value = " aliya " });
        await page.Find("#audit-subject").ChangeAsync(new() { Value = "lessons/" });
        await page.Find("form.filters").SubmitAsync();

        Assert.EndsWith(EntryAddress.Page(new LedgerFilter { Name = "aliya", Kind = "person.changed", Subject = "lessons/" }), Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_sees_no_entry()
    {
        await ChangedPersonAsync();
        await SignInAsync(Role.Editor);
        var page = Open();
        Assert.Empty(page.FindAll("tbody tr"));
        Assert.DoesNotContain("Aliya", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_person_tells_what_happened_and_links_to_all_of_it()
    {
        var (_, person) = await ChangedPersonAsync();
        await SignInAsync(Role.Administrator);
        var page = Render<PersonPage>(parameters => parameters.Add(part => part.Id, person));
        page.WaitForElement("#timeline-heading ~ * tbody tr, section[aria-labelledby=timeline-heading] tbody tr");

        var rows = page.FindAll("section[aria-labelledby=timeline-heading] tbody tr");
        Assert.Equal(2, rows.Count);
        Assert.Contains("Added a person: Aliya Other.", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("section a"), link => link.GetAttribute("href") == EntryAddress.OfPerson(person));

        // What is done on the page stands there at once.
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "New temporary password").ClickAsync(new());
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Make a new password").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Made a temporary password", page.Find("section[aria-labelledby=timeline-heading] tbody tr").TextContent, StringComparison.Ordinal));
    }

    private async Task<(Viewer Admin, Guid Person)> ChangedPersonAsync()
    {
        var admin = await Room.AddAsync(new PersonBuilder().Named("Setup").With(Role.Administrator));
        var form = new PersonForm { Name = "Aliya Testova", UserName = "aliya", UnitId = (await Room.RootAsync()).Id };
        var person = (await Room.Get<PeopleService>().AddAsync(admin, form, None)).Value!;
        Assert.True((await Room.Get<PeopleService>().UpdateAsync(admin, person.Id, form with { Name = "Aliya Other" }, person.Version, None)).Ok);
        return (admin, person.Id);
    }

    private IRenderedComponent<AuditLogPage> Open(string address = EntryAddress.Home)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<AuditLogPage>();
        page.WaitForElement(".note");
        page.WaitForElement("form.filters");
        return page;
    }
}
