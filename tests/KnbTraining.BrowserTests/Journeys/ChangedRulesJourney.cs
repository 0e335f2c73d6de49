using KnbTraining.BrowserTests.Running;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Journeys)]
public sealed class ChangedRulesJourney(BrowserFixture fixture)
{
    private const string Learner = "editor";

    [Fact]
    public async Task A_changed_rule_is_told_to_who_had_learned_it_and_it_is_done()
    {
        var rule = await LearnedRuleAsync();
        await using var admin = await Visit.OpenAsync(fixture, "en");
        string change;
        await using (var editor = await Visit.OpenAsync(fixture, "en"))
        {
            await editor.SignInAsync(Learner);
            await editor.GoAsync($"/admin/content/document/{rule}");
            await editor.Page.Locator("details.source > summary").Last.ClickAsync();
            var text = await editor.PlainTextAsync(rule);
            await text.FillAsync((await text.InputValueAsync()).Replace("\nuntil: null\n", "\nuntil: 2035-01-01\n", StringComparison.Ordinal));
            await editor.Page.Keyboard.PressAsync("Tab");
            await editor.Page.Locator(".savebar button").First.ClickAsync();
            await Assertions.Expect(editor.Page.Locator(".status .saved")).ToBeVisibleAsync();
            await editor.Page.Locator("p.back a").ClickAsync();
            await editor.Page.Locator("main > .bar button.main").ClickAsync();
            await editor.Page.Locator("#change-words").FillAsync("The rule ends in 2035.");
            await editor.Page.Locator("main form .bar button.main").ClickAsync();
            await Assertions.Expect(editor.Page.Locator(".status .tag.p")).ToBeVisibleAsync();
            change = new Uri(editor.Page.Url).PathAndQuery;
        }

        await using (var reviewer = await Visit.OpenAsync(fixture, "en"))
        {
            await reviewer.SignInAsync("reviewer");
            await reviewer.GoAsync(change);
            foreach (var _ in new[] { "approve", "publish" })
            {
                await reviewer.Page.Locator("main > .bar button.main").First.ClickAsync();
                await reviewer.Page.Locator("main form .bar button.main").ClickAsync();
                await Assertions.Expect(reviewer.Page.Locator("main form")).ToHaveCountAsync(0);
            }
        }

        // What changed is chosen, its reason is there, and who gets it is shown before it is opened.
        await admin.SignInAsync("admin");
        await admin.GoAsync(change);
        await admin.Page.Locator("a[href$='changed-rules']").ClickAsync();
        await Assertions.Expect(admin.Page.Locator(".offered input:checked").First).ToBeVisibleAsync();
        await Assertions.Expect(admin.Page.Locator("#delta-reason-en")).ToHaveValueAsync("The rule ends in 2035.");
        await admin.Page.Locator("#delta-reason-kk").FillAsync("Қағида 2035 жылы аяқталады.");
        await admin.Page.Locator("#delta-reason-ru").FillAsync("Правило действует до 2035 года.");
        await admin.AssertAccessibleAsync();
        await admin.Page.Locator("main form button.main").ClickAsync();
        await Assertions.Expect(admin.Page.Locator("main section tbody tr").First).ToBeVisibleAsync();
        await admin.AssertAccessibleAsync();
        await admin.Page.Locator("main section button.main").ClickAsync();
        var opened = admin.Page.Locator("a[href*='course=delta.']");
        await Assertions.Expect(opened).ToBeVisibleAsync();
        var course = (await opened.GetAttributeAsync("href"))!.Split("course=")[^1];
        admin.AssertQuiet();

        await using (var learner = await Visit.OpenAsync(fixture, "ru", width: 390, height: 840))
        {
            await learner.SignInAsync(Learner);
            await learner.GoAsync($"/learn/{course}/{course}");
            await Assertions.Expect(learner.Page.Locator(".said")).ToHaveTextAsync("Правило действует до 2035 года.");
            await Assertions.Expect(learner.Page.Locator("section.amended .case")).ToHaveCountAsync(1);
            await learner.AssertAccessibleAsync();
            var path = await Quiz.StartAsync(learner, course);
            await using (var right = await RightAnswers.OfAsync(fixture.Server, path, "ru"))
            {
                await right.GiveAllAsync(learner);
            }

            await Quiz.SubmitAsync(learner, confirm: false);
            await learner.GoAsync("/");
            await Assertions.Expect(learner.Page.Locator($".card a.main[href*='{course}']")).ToHaveCountAsync(0);
            learner.AssertQuiet();
        }

        await admin.Page.ReloadAsync();
        await Assertions.Expect(admin.Page.Locator("tbody tr td[data-label=Done]").Last).ToHaveTextAsync("1");
    }

    // A rule that an exam behind the learner's certificate asked about, and that has no last day yet.
    private async Task<string> LearnedRuleAsync()
    {
        await using var room = LearningRoom.OpenBeside(fixture.Server.DataFolder);
        await using var db = room.Open();
        var rules = await (
            from person in db.People
            join account in db.Users on person.Id equals account.PersonId
            join certificate in db.Certificates on person.Id equals certificate.PersonId
            join attempt in db.Attempts on certificate.AttemptId equals attempt.Id
            where account.UserName == Learner
            from item in attempt.Items
            select item.Family.RuleId).Distinct().ToListAsync();
        return EditionSample.Edition.Rules.Values
            .Where(rule => rules.Contains(rule.Id) && EditionSample.Documents.Find(rule.Path)!.Contains("\nuntil: null\n", StringComparison.Ordinal))
            .Select(rule => rule.Path)
            .First(path => path.StartsWith("rules/liability/", StringComparison.Ordinal));
    }
}
