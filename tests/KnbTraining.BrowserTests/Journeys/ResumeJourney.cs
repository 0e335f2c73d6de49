using System.Text.RegularExpressions;
using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

/// <summary>A learner goes on: on another device, after the session ended, after the application was restarted.</summary>
[Collection(BrowserFixture.Pages)]
public sealed class ResumeJourney(BrowserFixture fixture)
{
    private const string Course = "working-with-state-secrets";

    private static readonly Regex Receipt = new(@"\d\d:\d\d:\d\d", RegexOptions.None, TimeSpan.FromMinutes(1));

    [Fact]
    public async Task A_restart_during_an_exam_asks_nothing_of_the_learner_and_sends_what_was_chosen_meanwhile()
    {
        await using var server = new ServerProcess(demo: true);
        await server.StartAsync();
        await using var visit = await Visit.OpenAsync(fixture, "en", server: server);
        await visit.SignInAsync("employee");
        await ChoiceAsync(visit, await Quiz.StartAsync(visit, Course));
        await ChooseAsync(visit, 0);
        var (address, options, minutes) = (visit.Page.Url, await OptionsAsync(visit), await MinutesAsync(visit));

        Assert.True(await server.StopAsync() == 0, server.Output);
        await Assertions.Expect(visit.Page.Locator("#connection")).ToBeVisibleAsync();
        await Option(visit, 1).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".unsent")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator(".receipt .saved")).ToBeHiddenAsync();
        await visit.AssertAccessibleAsync();
        await server.StartAsync();

        // Nobody touches the page: it comes back, and what was chosen meanwhile is saved.
        await Assertions.Expect(visit.Page.Locator("#connection")).ToBeHiddenAsync();
        await visit.LiveAsync();
        await SavedAsync(visit, 1);
        await Assertions.Expect(visit.Page.Locator(".unsent")).ToBeHiddenAsync();
        await Assertions.Expect(Option(visit, 1)).ToBeCheckedAsync();
        Assert.Equal(address, visit.Page.Url);
        Assert.Equal(options, await OptionsAsync(visit));
        Assert.InRange(await MinutesAsync(visit), minutes - 2, minutes);
        Assert.Equal(0, await visit.Page.Locator(".taken").CountAsync());

        await visit.GoAsync(new Uri(address).AbsolutePath);
        await Assertions.Expect(Option(visit, 1)).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Another_device_takes_over_visibly_and_the_first_one_can_take_it_back()
    {
        await using var desk = await Visit.OpenAsync(fixture, "en");
        await desk.SignInAsync("reviewer");
        await ChoiceAsync(desk, await Quiz.StartAsync(desk, Course));
        await ChooseAsync(desk, 0);
        var path = new Uri(desk.Page.Url).AbsolutePath;

        await using var phone = await Visit.OpenAsync(fixture, "ru", width: 360, height: 740);
        await phone.SignInAsync("reviewer");
        await phone.GoAsync(path);
        await Assertions.Expect(Option(phone, 0)).ToBeCheckedAsync();
        await Assertions.Expect(desk.Page.Locator(".taken")).ToBeVisibleAsync();
        await Assertions.Expect(Option(desk, 0)).ToBeDisabledAsync();
        await desk.AssertAccessibleAsync();
        await ChooseAsync(phone, 1);

        await desk.Page.Locator(".taken button").ClickAsync();
        await Assertions.Expect(desk.Page.Locator(".taken")).ToBeHiddenAsync();
        await Assertions.Expect(Option(desk, 1)).ToBeCheckedAsync();
        await Assertions.Expect(phone.Page.Locator(".taken")).ToBeVisibleAsync();
        await phone.AssertAccessibleAsync();

        // Loading again and another language, in one window, are nobody's takeover.
        await desk.GoAsync(path);
        await desk.Page.Locator(".languages a[lang=kk]").ClickAsync();
        await desk.LiveAsync();
        await desk.AtAsync($"{path}$");
        await Assertions.Expect(Option(desk, 1)).ToBeCheckedAsync();
        await ChooseAsync(desk, 0);
        await Assertions.Expect(desk.Page.Locator(".taken")).ToHaveCountAsync(0);
        desk.AssertQuiet();
        phone.AssertQuiet();
    }

    [Fact]
    public async Task Nothing_is_submitted_from_a_device_while_another_one_goes_on()
    {
        await using var desk = await Visit.OpenAsync(fixture, "en");
        await desk.SignInAsync("auditor");
        await ChoiceAsync(desk, await Quiz.StartAsync(desk, Course));
        await ChooseAsync(desk, 0);
        var path = new Uri(desk.Page.Url).AbsolutePath;
        await desk.GoAsync($"{path[..path.LastIndexOf('/')]}/review");

        await using var phone = await Visit.OpenAsync(fixture, "kk", width: 360, height: 740);
        await phone.SignInAsync("auditor");
        await phone.GoAsync(path);
        await ChooseAsync(phone, 1);
        await Assertions.Expect(desk.Page.Locator(".taken")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.Locator(".bar button.main")).ToBeDisabledAsync();
        await desk.AssertAccessibleAsync();

        await desk.Page.Locator(".taken button").ClickAsync();
        await Assertions.Expect(desk.Page.Locator(".taken")).ToBeHiddenAsync();
        await Assertions.Expect(phone.Page.Locator(".taken")).ToBeVisibleAsync();
        await desk.Page.Locator(".bar button.main").ClickAsync();
        await desk.Page.Locator(".note.p .bar button").ClickAsync();
        await desk.AtAsync("/result$");
        desk.AssertQuiet();
    }

    [Fact]
    public async Task Whose_session_ended_signs_in_over_the_same_question_and_nobody_else_sees_it()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        await visit.SignInAfreshAsync("editor");
        await ChoiceAsync(visit, await Quiz.StartAsync(visit, Course));
        await ChooseAsync(visit, 1);
        var address = visit.Page.Url;

        // One more choice, which the network swallows, and then they sign out in another window.
        await visit.Page.EvaluateAsync("() => document.addEventListener('input', event => { if (!event.target.closest('dialog')) event.stopImmediatePropagation(); }, true)");
        await Option(visit, 0).ClickAsync();
        var other = await visit.Context.NewPageAsync();
        await SignOutAsync(other);

        // The page is told at once, without asking.
        var dialog = visit.Page.Locator("#sign-in-again");
        await visit.Page.BringToFrontAsync();
        await Assertions.Expect(dialog.Locator("input[autocomplete=username]")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("fieldset.question")).ToHaveCountAsync(0);
        await Assertions.Expect(dialog.Locator("input[autocomplete=username]")).ToBeFocusedAsync();
        await visit.AssertAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await SignInAsync(dialog, "editor", "not the password");
        await Assertions.Expect(dialog.Locator("[data-form] .note")).ToBeVisibleAsync();
        await SignInAsync(dialog, "editor", "Demo-2026-knb");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await visit.LiveAsync();
        Assert.Equal(address, visit.Page.Url);
        await SavedAsync(visit, 0);
        await ChooseAsync(visit, 1);

        // Somebody else signs in at this browser: the page of the first person goes.
        await SignOutAsync(other);
        await ComeBackAsync(visit.Page, dialog);
        await SignInAsync(dialog, "auditor", "Demo-2026-knb");
        await Assertions.Expect(visit.Page).Not.ToHaveURLAsync(address);
        await Assertions.Expect(visit.Page.Locator("fieldset.question")).ToHaveCountAsync(0);
        visit.AssertQuiet();
    }

    private static ILocator Option(Visit visit, int index) => visit.Page.Locator(".opt input[type=radio]").Nth(index);

    /// <summary>Goes to the first question that has options to choose one of.</summary>
    private static async Task ChoiceAsync(Visit visit, string attempt)
    {
        for (var position = 1; ; position++)
        {
            await visit.GoAsync($"{attempt}/{position}");
            await visit.Page.Locator("fieldset.question").WaitForAsync();
            if (await visit.Page.Locator(".opt input[type=radio]").CountAsync() > 1)
            {
                return;
            }
        }
    }

    private static async Task ChooseAsync(Visit visit, int index)
    {
        await Option(visit, index).ClickAsync();
        await SavedAsync(visit, index);
    }

    /// <summary>Waits until the server has heard of this option, and has saved it.</summary>
    private static async Task SavedAsync(Visit visit, int index)
    {
        await Assertions.Expect(visit.Page.Locator($".receipt[data-heard^='{index}#']")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator(".receipt .saved")).ToHaveTextAsync(Receipt);
    }

    private static async Task<string> OptionsAsync(Visit visit) => string.Join('|', await visit.Page.Locator(".opt").AllInnerTextsAsync());

    private static async Task<int> MinutesAsync(Visit visit) =>
        int.Parse((await visit.Page.Locator(".top .figure").Last.InnerTextAsync()).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static async Task SignOutAsync(IPage page)
    {
        await page.GotoAsync("/");
        await page.Locator(".menu summary").ClickAsync();
        await page.Locator(".menu form button").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/account/done", RegexOptions.None, TimeSpan.FromMinutes(1)));
    }

    /// <summary>The person looks at the page again; it asks at most every two seconds.</summary>
    private static async Task ComeBackAsync(IPage page, ILocator dialog)
    {
        await page.BringToFrontAsync();
        await page.EvaluateAsync("() => { window.looks = setInterval(() => window.dispatchEvent(new Event('focus')), 250); }");
        await Assertions.Expect(dialog.Locator("input[autocomplete=username]")).ToBeVisibleAsync();
        await page.EvaluateAsync("() => clearInterval(window.looks)");
    }

    private static async Task SignInAsync(ILocator dialog, string userName, string password)
    {
        await dialog.Locator("input[autocomplete=username]").FillAsync(userName);
        await dialog.Locator("input[type=password]").FillAsync(password);
        await dialog.Locator("button[type=submit]").ClickAsync();
    }
}
