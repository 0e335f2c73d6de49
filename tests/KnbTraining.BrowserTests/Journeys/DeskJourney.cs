using KnbTraining.BrowserTests.Running;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

/// <summary>What happens to a change between several people: two write at once, one sends back, and what was published is undone.</summary>
[Collection(BrowserFixture.Journeys)]
public sealed class DeskJourney(BrowserFixture fixture)
{
    private const string Document = "rules/definitions/clearance-defined.yaml";
    private const string Colleague = "colleague";

    [Fact]
    public async Task Two_editors_settle_a_conflict_a_reviewer_sends_it_back_and_what_was_published_is_undone()
    {
        await AddColleagueAsync();
        await using var editor = await Visit.OpenAsync(fixture, "en");
        await editor.SignInAsync("editor");
        await editor.GoAsync($"/admin/content/document/{Document}");
        var first = await Statement(editor).InputValueAsync();
        await SaveAsync(editor, first + " First.");
        var change = (await editor.Page.Locator("p.back a").GetAttributeAsync("href"))!;
        var place = $"/admin/content/document/{Document}?change={change.Split('/')[^1]}";

        // Both have the same text open; one saves, then the other does.
        await using (var colleague = await Visit.OpenAsync(fixture, "en"))
        {
            await colleague.SignInAsync(Colleague);
            await colleague.GoAsync(place);
            await editor.GoAsync(place);
            await SaveAsync(colleague, first + " Theirs.");
            colleague.AssertQuiet();
        }

        await Statement(editor).FillAsync(first + " Mine.");
        await editor.Page.Keyboard.PressAsync("Tab");
        await editor.Page.Locator(".savebar button").First.ClickAsync();
        var conflict = editor.Page.Locator("section.conflict");
        await Assertions.Expect(conflict.Locator("fieldset.choice")).ToHaveCountAsync(1);
        await Assertions.Expect(conflict.Locator("fieldset.choice label pre")).ToContainTextAsync(["Mine.", "Theirs."]);
        await editor.AssertAccessibleAsync();
        await conflict.Locator("fieldset.choice input").Nth(1).CheckAsync();
        await conflict.Locator("button.main").ClickAsync();
        await Assertions.Expect(conflict).ToHaveCountAsync(0);
        await Assertions.Expect(Statement(editor)).ToHaveValueAsync(first + " Theirs.");

        // The reviewer sends it back, the editor reads why, writes, and asks again.
        await editor.GoAsync($"/{change}");
        await editor.Page.Locator("main > .bar button.main").ClickAsync();
        await editor.Page.Locator("#change-words").FillAsync("§ 3");
        await editor.Page.Locator("main form .bar button.main").ClickAsync();
        await Assertions.Expect(editor.Page.Locator(".status .tag.p")).ToBeVisibleAsync();
        await using var reviewer = await Visit.OpenAsync(fixture, "en");
        await reviewer.SignInAsync("reviewer");
        await reviewer.GoAsync($"/{change}");
        await reviewer.Page.Locator("main > .bar button:not(.main)").First.ClickAsync();
        await reviewer.Page.Locator("#change-words").FillAsync("Who says so?");
        await reviewer.Page.Locator("main form .bar button.main").ClickAsync();
        await Assertions.Expect(reviewer.Page.Locator("main form")).ToHaveCountAsync(0);
        await editor.GoAsync($"/{change}");
        await Assertions.Expect(editor.Page.Locator(".note .said").First).ToContainTextAsync("Who says so?");
        await editor.AssertAccessibleAsync();
        await editor.GoAsync(place);
        await SaveAsync(editor, first + " The source says so.");
        await editor.GoAsync($"/{change}");
        await AskReviewAsync(editor);

        await reviewer.GoAsync($"/{change}");
        foreach (var step in new[] { "approve", "publish" })
        {
            await reviewer.Page.Locator("main > .bar button.main").First.ClickAsync();
            if (step == "publish")
            {
                // English alone says something new.
                await reviewer.Page.Locator("main form .note.w input").CheckAsync();
            }

            await reviewer.Page.Locator("main form .bar button.main").ClickAsync();
            await Assertions.Expect(reviewer.Page.Locator("main form")).ToHaveCountAsync(0);
        }

        await Assertions.Expect(reviewer.Page.Locator(".status .tag.r")).ToBeVisibleAsync();
        reviewer.AssertQuiet();

        // Undone by a change like any other, which holds what stood there before.
        await editor.GoAsync("/admin/content/changes");
        var newest = editor.Page.Locator("details:has(.bar button)").First;
        await newest.Locator("summary").ClickAsync();
        await newest.Locator(".bar button").ClickAsync();
        await editor.AtAsync("/admin/content/changes/[0-9]+.*$");
        await Assertions.Expect(editor.Page.Locator("main > .bar button.main")).ToBeVisibleAsync();
        await editor.GoAsync($"/admin/content/document/{Document}");
        await Assertions.Expect(Statement(editor)).ToHaveValueAsync(first);
        editor.AssertQuiet();
    }

    private static ILocator Statement(Visit visit) => visit.Page.Locator("#statement-en");

    private static async Task SaveAsync(Visit visit, string statement)
    {
        await Statement(visit).FillAsync(statement);
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Locator(".savebar button").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".status .saved")).ToBeVisibleAsync();
    }

    private static async Task AskReviewAsync(Visit visit)
    {
        await visit.Page.Locator("main > .bar button.main").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".status .tag.p")).ToBeVisibleAsync();
    }

    // A second editor, with the password of the demo.
    private async Task AddColleagueAsync()
    {
        await using var room = LearningRoom.OpenBeside(fixture.Server.DataFolder);
        var colleague = await room.AddAsync(new PersonBuilder().Named("Colleague").With(Role.Editor));
        await using var db = room.Open();
        var user = AppUser.Create(colleague.PersonId, Colleague, null, mustChangePassword: false);
        user.NormalizedUserName = Colleague.ToUpperInvariant();
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        user.PasswordHash = await db.Users.Where(other => other.UserName == "editor").Select(other => other.PasswordHash).SingleAsync();
        db.Users.Add(user);
        await db.SaveChangesAsync();
    }
}
