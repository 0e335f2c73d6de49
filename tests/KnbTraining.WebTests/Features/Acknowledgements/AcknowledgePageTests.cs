using Bunit;
using Bunit.TestDoubles;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Acknowledgements;
using KnbTraining.Web.Features.Home;
using KnbTraining.Web.Features.Record;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Acknowledgements;

public sealed class AcknowledgePageTests : LearnerRoom
{
    private const string Phrase = "I have read the reminder about travel abroad";

    [Fact]
    public void The_text_comes_first_then_its_reading_time_and_the_sentence_to_type()
    {
        var page = Open();
        Assert.Equal("Reminder: travel abroad and approval", page.Find("h1").TextContent);
        Assert.Equal("Version 1 · Belongs to the course Working with state secrets", page.Find("h1 + p").TextContent);
        Assert.NotEmpty(page.FindAll(".prose h2"));
        Assert.Equal("You can confirm in about 40 seconds. Take this time to read.", page.Find(".reading").TextContent);
        Assert.Empty(page.Find("[role=status]").TextContent);
        Assert.Equal(Phrase, page.Find("q.phrase").TextContent);
        Assert.Equal("phrase-hint", page.Find("#phrase").GetAttribute("aria-describedby"));
    }

    [Fact]
    public void The_end_of_the_reading_time_is_announced_and_nothing_before_it()
    {
        var page = Open();
        for (var seconds = 10; seconds < 40; seconds += 10)
        {
            Room.Clock.Advance(TimeSpan.FromSeconds(10.1));
            page.WaitForAssertion(() => Assert.Contains($"about {40 - seconds} seconds", page.Find(".reading").TextContent, StringComparison.Ordinal));
            Assert.Empty(page.Find("[role=status]").TextContent);
        }

        Room.Clock.Advance(TimeSpan.FromSeconds(10));
        page.WaitForAssertion(() => Assert.Equal("You can confirm now.", page.Find("[role=status]").TextContent));
    }

    [Fact]
    public void Whoever_confirms_too_early_is_told_how_long_is_left_and_keeps_what_was_typed()
    {
        var page = Open();
        Room.Clock.Advance(TimeSpan.FromSeconds(15));
        Confirm(page, Phrase);
        page.WaitForAssertion(() => Assert.StartsWith("25 seconds of reading time are left.", page.Find("#phrase-finding").TextContent, StringComparison.Ordinal));
        Assert.Equal("true", page.Find("#phrase").GetAttribute("aria-invalid"));
        Assert.Equal(Phrase, page.Find("#phrase").GetAttribute("value"));
    }

    [Theory]
    [InlineData("", "Type the sentence that stands above the field.")]
    [InlineData("I have read", "This differs from the sentence above the field.")]
    public void A_wrong_sentence_is_told_beside_the_field(string typed, string words)
    {
        var page = Open();
        Room.Clock.Advance(TimeSpan.FromMinutes(1));
        Confirm(page, typed);
        page.WaitForAssertion(() => Assert.StartsWith(words, page.Find("#phrase-finding").TextContent, StringComparison.Ordinal));
        Assert.Equal("phrase-finding phrase-hint", page.Find("#phrase").GetAttribute("aria-describedby"));
    }

    [Fact]
    public async Task A_confirmation_leads_to_its_receipt()
    {
        var page = Open();
        Room.Clock.Advance(TimeSpan.FromMinutes(1));
        Confirm(page, "i have read the reminder about travel abroad.");
        var navigation = Services.GetRequiredService<BunitNavigationManager>();
        page.WaitForAssertion(() => Assert.Contains("/acknowledgements/", navigation.Uri, StringComparison.Ordinal));
        await using var db = Room.Open();
        var id = await db.Acknowledgements.Select(row => row.Id).SingleAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith($"/acknowledgements/{id}", navigation.Uri, StringComparison.Ordinal);

        var receipt = Render<ReceiptPage>(parameters => parameters.Add(p => p.Id, id));
        var lines = receipt.FindAll(".particulars dd").Select(line => line.TextContent).ToArray();
        Assert.Equal(
            [$"{Viewer.Name} · Organisation", "Reminder: travel abroad and approval", "1 · edition 1 of the content", "English", "2 March 2026, 09:00:00", "2 March 2026, 09:01:00", "i have read the reminder about travel abroad.", "2 March 2027"],
            lines[..8]);
        var hash = EditionSample.Edition.Acknowledgements[Confirming.Travel]["en"].Hash;
        Assert.StartsWith(hash[..16], lines[8], StringComparison.Ordinal);
        var text = Render<ConfirmedTextPage>(parameters => parameters.Add(p => p.Id, id));
        Assert.Contains(hash, text.Find(".note.r").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(text.FindAll(".prose h2"));
    }

    [Fact]
    public async Task Whoever_comes_from_a_course_is_led_back_to_it_also_from_the_receipt()
    {
        Assert.Empty(Open().FindAll(".back"));
        var navigation = Services.GetRequiredService<BunitNavigationManager>();
        navigation.NavigateTo("acknowledge/travel-reminder?course=working-with-state-secrets");
        var page = Open();
        Assert.Equal("learn/working-with-state-secrets", page.Find(".back a").GetAttribute("href"));
        Room.Clock.Advance(TimeSpan.FromMinutes(1));
        Confirm(page, Phrase);
        page.WaitForAssertion(() => Assert.EndsWith("?course=working-with-state-secrets", navigation.Uri, StringComparison.Ordinal));
        await using var db = Room.Open();
        var id = await db.Acknowledgements.Select(row => row.Id).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal("learn/working-with-state-secrets", Render<ReceiptPage>(parameters => parameters.Add(p => p.Id, id)).Find("a.main").GetAttribute("href"));
    }

    [Theory]
    [InlineData("for-heads")]
    [InlineData("https://example.test")]
    public void An_address_that_names_a_course_without_this_text_leads_nowhere(string course)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo($"acknowledge/travel-reminder?course={Uri.EscapeDataString(course)}");
        Assert.Empty(Open().FindAll(".back"));
    }

    [Fact]
    public void A_text_names_the_courses_whose_step_it_is_for_this_reader() =>
        Assert.Equal(["learn/working-with-state-secrets"], Open().FindAll("p.soft a").Select(link => link.GetAttribute("href")!));

    [Fact]
    public async Task A_version_published_meanwhile_is_shown_instead_and_its_time_begins()
    {
        var page = Open();
        Room.Clock.Advance(TimeSpan.FromMinutes(1));
        await Room.ReviseTextAsync();
        Confirm(page, Phrase);
        page.WaitForAssertion(() => Assert.Contains("One more sentence.", page.Find(".prose").TextContent, StringComparison.Ordinal));
        Assert.Contains("A new version", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("about 40 seconds", page.Find(".reading").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_confirmed_is_shown_without_a_form()
    {
        var id = await Room.ConfirmTextAsync(Viewer);
        var page = Open();
        Assert.Empty(page.FindAll("form"));
        Assert.Contains("counts until 2 March 2027. Your confirmation", page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Equal($"acknowledgements/{id}", page.Find(".note a").GetAttribute("href"));
    }

    [Fact]
    public async Task Whom_the_text_does_not_address_is_told_so()
    {
        await using (var db = Room.Open())
        {
            var person = await db.People.SingleAsync(one => one.Id == Viewer.PersonId, TestContext.Current.CancellationToken);
            person.Stand(person.StandingToday with { HolderStatus = HolderStatus.None });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains("not addressed to you", Open().Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_shows_what_is_to_be_read_until_it_is_confirmed()
    {
        var home = Render<HomePage>();
        home.WaitForAssertion(() => Assert.Equal(["acknowledge/non-disclosure-reminder", "acknowledge/travel-reminder"], home.FindAll(".read a.main").Select(link => link.GetAttribute("href")!)));
        Assert.Contains("2 things are due.", home.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Empty(home.FindAll(".empty h2"));
        await Room.ConfirmTextAsync(Viewer);
        await Room.ConfirmTextAsync(Viewer, Confirming.Obligation);
        Assert.Empty(Render<HomePage>().FindAll(".read"));
    }

    [Fact]
    public async Task The_record_lists_confirmations_and_leads_to_each_text_as_it_was_read()
    {
        var id = await Room.ConfirmTextAsync(Viewer);
        var record = Render<RecordPage>();
        record.WaitForState(() => record.FindAll("h1").Count > 0);
        Assert.Equal([$"acknowledgements/{id}", $"acknowledgements/{id}/text"], record.FindAll("a[href^='acknowledgements/']").Select(link => link.GetAttribute("href")!));
        Assert.Contains("version 1 · English · confirmed 2 March 2026", record.Find(".rows.texts").TextContent, StringComparison.Ordinal);
        Assert.Equal("en", record.Find(".rows.texts small [lang]").GetAttribute("lang"));
    }

    private IRenderedComponent<AcknowledgePage> Open()
    {
        var page = Render<AcknowledgePage>(parameters => parameters.Add(p => p.DocumentId, Confirming.Travel));
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        return page;
    }

    private static void Confirm(IRenderedComponent<AcknowledgePage> page, string typed)
    {
        page.Find("#phrase").Change(typed);
        page.Find("form").Submit();
    }
}
