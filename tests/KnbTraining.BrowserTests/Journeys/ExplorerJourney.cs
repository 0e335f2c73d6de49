using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Journeys)]
public sealed class ExplorerJourney(BrowserFixture fixture)
{
    [Theory]
    [InlineData("en")]
    [InlineData("ru")]
    [InlineData("kk")]
    public async Task A_learner_tries_other_facts_by_keyboard_follows_what_would_change_the_answer_and_is_quizzed(string language)
    {
        await using var visit = await Visit.OpenAsync(fixture, language);
        var page = visit.Page;
        await visit.SignInAsync("employee");
        await visit.GoAsync("/");
        await page.Locator("nav.places a[href=explore]").ClickAsync();
        var answer = page.Locator("#answer");
        await answer.WaitForAsync();

        // Two steps down the list of what can happen: from disclosure to travel, which brings the fact of approval.
        await page.Locator("input[value='act=disclosure']").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await visit.AtAsync("act=travel-abroad");
        await Assertions.Expect(page.Locator("input[name=approval]")).ToHaveCountAsync(2);
        var unapproved = await answer.InnerTextAsync();
        await page.Locator("input[value='approval=absent']").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await visit.AtAsync("approval=given");
        await Assertions.Expect(answer).Not.ToHaveTextAsync(unapproved);
        await Assertions.Expect(page.Locator("input[value='approval=given']")).ToBeFocusedAsync();
        await visit.AssertAccessibleAsync();

        // The link back to a missing approval changes the answer and takes the reader to it.
        await page.Locator(".others a[href*='approval=absent']").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(answer).ToHaveTextAsync(unapproved);
        await Assertions.Expect(answer).ToBeFocusedAsync();
        await page.ReloadAsync();
        await visit.LiveAsync();
        await Assertions.Expect(answer).ToHaveTextAsync(unapproved);

        await page.Locator(".outcome .btn.main").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(answer).ToHaveCountAsync(0);
        await page.Locator(".ask input").First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator(".ask .bar button")).ToBeEnabledAsync();
        await page.Locator(".ask .bar button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".ask ol.why").WaitForAsync();
        await visit.AssertAccessibleAsync();
        await page.Locator(".quiz-panel > .bar button").ClickAsync();
        await Assertions.Expect(answer).ToHaveTextAsync(unapproved);
        visit.AssertQuiet();
    }

    [Fact]
    public async Task A_term_of_a_lesson_leads_into_the_glossary_and_back_to_the_lesson()
    {
        await using var visit = await Visit.OpenAsync(fixture, width: 360, height: 740);
        var page = visit.Page;
        await visit.SignInAsync("employee");
        await visit.GoAsync("/learn/working-with-state-secrets/disclosure-and-loss");
        await page.Locator(".term a").First.ClickAsync();
        await Assertions.Expect(page.Locator("#disclosure")).ToBeFocusedAsync();
        await page.Locator("#disclosure a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".entry.wanted")).ToBeFocusedAsync();
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("#disclosure")).ToBeFocusedAsync();
        await page.Locator("#disclosure summary").ClickAsync();
        await page.Locator("#disclosure a[href$='/disclosure-and-loss']").ClickAsync();
        await Assertions.Expect(page.Locator("article.lesson h1")).ToBeVisibleAsync();
        visit.AssertQuiet();
    }
}
