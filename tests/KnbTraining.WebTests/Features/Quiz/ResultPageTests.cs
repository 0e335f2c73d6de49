using System.Globalization;
using Bunit;
using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Exploring;
using KnbTraining.Web.Features.Quiz;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace KnbTraining.WebTests.Features.Quiz;

public sealed class ResultPageTests : LearnerRoom
{
    [Fact]
    public async Task A_pass_says_until_when_it_counts()
    {
        var page = Open(await Room.SitAsync(Viewer));
        Assert.Equal("You have passed", page.Find("h1").TextContent);
        Assert.Contains("2 March 2027", page.Markup, StringComparison.Ordinal);
        Assert.Contains("You answered everything right.", page.Find(".next").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pass_is_a_page_of_what_is_known_until_when_with_the_certificate_first_and_what_comes_next()
    {
        var attempt = await Room.SitAsync(Viewer);
        var result = (await Room.Get<AttemptQueries>().ResultAsync(Viewer, attempt, "en", CancellationToken.None)).Value!;
        var page = Open(attempt);
        var pass = page.Find(".pass");
        Assert.Contains("Passed on 2 March 2026", pass.TextContent, StringComparison.Ordinal);
        Assert.Contains(result.PersonName, pass.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 March 2027", pass.TextContent, StringComparison.Ordinal);
        Assert.Equal($"certificates/{result.CertificateNumber}", pass.QuerySelector("a.main")!.GetAttribute("href"));
        Assert.Single(page.FindAll($"a[href='certificates/{result.CertificateNumber}']"));

        // Everything was right, so every lesson that was asked about is known; the marks by part are there for who opens them.
        Assert.NotEmpty(page.FindAll(".known a"));
        Assert.All(page.FindAll(".known a"), link => Assert.StartsWith($"learn/{EditionSample.Course}/", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(page.FindAll("table"), table => Assert.NotNull(table.Closest("details")));
        Assert.Contains("a few questions come up on 29 March 2026", page.Find(".next").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lesson_of_which_something_was_missed_is_not_among_what_is_known()
    {
        var page = Open(await Room.SitAsync(Viewer, right: 18));
        var known = page.FindAll(".known a").Select(link => link.GetAttribute("href")).ToArray();
        var again = page.FindAll(".next li a").Select(link => link.GetAttribute("href")).ToArray();
        Assert.NotEmpty(known);
        Assert.NotEmpty(again);
        Assert.Empty(known.Intersect(again));
    }

    [Fact]
    public async Task A_pass_with_texts_unconfirmed_says_what_is_left_and_leads_there()
    {
        var attempt = await Room.SitAsync(Viewer);
        await Room.ConfirmTextAsync(Viewer);
        var next = Open(attempt).Find(".next");
        Assert.Contains("The exam is passed. Left in this course: 1 text to read and confirm.", next.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing is left to do", next.TextContent, StringComparison.Ordinal);
        const string Address = "acknowledge/non-disclosure-reminder?course=working-with-state-secrets";
        Assert.Equal(Address, next.QuerySelector(".note a")!.GetAttribute("href"));
        Assert.Equal(Address, Assert.Single(next.QuerySelectorAll(".main")).GetAttribute("href"));

        await Room.ConfirmTextAsync(Viewer, Confirming.Obligation);
        next = Open(attempt).Find(".next");
        Assert.Empty(next.QuerySelectorAll(".note"));
        Assert.Contains("Nothing is left to do in this course.", next.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_not_passed_is_led_to_the_lessons_and_not_to_texts() =>
        Assert.Empty(Open(await Room.SitAsync(Viewer, right: 10)).FindAll(".next .note"));

    [Fact]
    public async Task A_russian_date_at_the_end_of_a_sentence_has_one_point()
    {
        var attempt = await Room.SitAsync(Viewer);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru");
        var page = Open(attempt);
        Assert.Contains("2 марта 2027 г.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("..", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_missed_comes_first_and_leads_to_the_lesson_that_teaches_it()
    {
        var page = Open(await Room.SitAsync(Viewer, right: 10));
        Assert.Equal("Not passed this time", page.Find("h1").TextContent);
        Assert.Equal("10 questions to look at again", page.FindAll("h2")[1].TextContent);
        Assert.All(page.FindAll(".next li a"), link => Assert.StartsWith($"learn/{EditionSample.Course}/", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll(".answer .taught a"));
        Assert.Single(page.FindAll("details.answer[open]"));
    }

    [Fact]
    public async Task Every_item_shows_the_right_answer_and_why()
    {
        var page = Open(await Room.SitAsync(Viewer, right: 10));
        Assert.All(page.FindAll("details.answer"), answer =>
        {
            Assert.NotNull(answer.QuerySelector(".opt.right"));
            Assert.NotNull(answer.QuerySelector("ol.why li"));
            Assert.NotNull(answer.QuerySelector(".src"));
        });
    }

    [Fact]
    public async Task An_answer_about_a_case_leads_into_the_explorer_with_its_facts()
    {
        var result = (await Room.Get<AttemptQueries>().ResultAsync(Viewer, await Room.SitAsync(Viewer, right: 10), "en", CancellationToken.None)).Value!;
        var page = Open(result.Id);
        var expected = result.Items.Where(item => item.Situation is not null).Select(item => ExploreAddress.Of(item.Situation!));
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Order(), page.FindAll(".answer .what-if a").Select(link => link.GetAttribute("href")!).Order());
    }

    [Fact]
    public async Task Every_item_says_in_words_how_it_was_answered()
    {
        var page = Open(await Room.SitAsync(Viewer, right: 10));
        Assert.Equal(["Not answered", "Right"], page.FindAll("summary .tag").Select(tag => tag.TextContent).Distinct());
        Assert.Equal("Partly right", Services.GetRequiredService<IStringLocalizer<QuizTexts>>()["Grade.partly"].Value);
        Assert.Equal("Not right", Services.GetRequiredService<IStringLocalizer<QuizTexts>>()["Grade.wrong"].Value);
    }

    [Fact]
    public async Task An_exam_that_was_graded_anew_shows_both_gradings_why_and_what_became_of_its_certificate()
    {
        var (id, item) = await Room.SitAtTheMarkAsync(Viewer, true, WrongItems.LeaveOut, false);
        var number = await Room.CertificateOfAsync(id);
        Assert.Empty(Open(id).FindAll(".gradings"));
        await Room.AnnulAsync(item, WrongItems.LeaveOut, "It rests on a rule of before.");
        var page = Open(id);
        Assert.Equal("Not passed this time", page.Find("h1").TextContent);
        var gradings = page.Find(".gradings");
        Assert.Equal(["passed", "not passed"], gradings.QuerySelectorAll("tbody td:last-child").Select(cell => cell.TextContent));
        Assert.Contains("of 20", gradings.QuerySelector("tbody tr:first-child")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("of 19", gradings.QuerySelector("tbody tr:last-child")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("It rests on a rule of before.", gradings.TextContent, StringComparison.Ordinal);
        Assert.Equal($"certificates/{number}", gradings.QuerySelector("a")!.GetAttribute("href"));
        Assert.Single(page.FindAll("summary .tag"), tag => tag.TextContent == "does not count");

        var certificate = Render<Web.Features.Certificates.CertificatePage>(parameters => parameters.Add(one => one.Number, number));
        Assert.Contains("was revoked on 2 March 2026", certificate.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Revoked", certificate.Find(".particulars .tag").TextContent);
        var check = Render<Web.Features.Certificates.VerifyPage>(parameters => parameters.Add(one => one.Number, number));
        Assert.Equal("This certificate was revoked", check.Find("h1").TextContent);
        Assert.Contains("2 March 2026", check.Find(".particulars").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_attempt_has_no_result_yet()
    {
        var id = await Room.StartAsync(Viewer);
        Render<ResultPage>(page => page.Add(p => p.AttemptId, id));
        Assert.EndsWith($"quiz/{id}/review", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_result_of_somebody_else_is_not_there()
    {
        var other = await Room.AddAsync(new PersonBuilder().Named("Somebody Else"));
        var id = await Room.SitAsync(other);
        Assert.Contains("not yours to see", Render<ResultPage>(page => page.Add(p => p.AttemptId, id)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_reads_of_the_answer_given_not_of_an_own_one()
    {
        var id = await Room.SitAsync(Viewer, right: 10);
        await SignInAsync(await Room.AddAsync(new PersonBuilder().Managing(await Room.RootAsync())));
        var page = Open(id);
        Assert.Contains("Answer given, right", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Your answer", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sure_and_wrong_comes_first_and_is_marked_and_the_page_says_how_often_one_was_right()
    {
        var id = await Room.StartAsync(Viewer);
        await Room.AnswerRightAsync(Viewer, id, count: 5);
        await WrongAsync(id, 6);
        await WrongAsync(id, 7);
        foreach (var position in Enumerable.Range(1, 5).Append(7).Append(12))
        {
            await Room.Get<AttemptService>().StateCertaintyAsync(Viewer, id, position, Certainty.High, Guid.CreateVersion7(), CancellationToken.None);
        }

        await Room.Get<AttemptService>().StateCertaintyAsync(Viewer, id, 6, Certainty.Low, Guid.CreateVersion7(), CancellationToken.None);
        await Room.Get<AttemptService>().SubmitAsync(Viewer, id, CancellationToken.None);

        var page = Open(id);
        Assert.Equal(
            ["You were sure of 6 answers: 5 were right.", "You were not sure of 1 answer: it was not right."],
            page.FindAll(".calibration li").Select(line => line.TextContent));
        Assert.Equal("Question 7", page.Find("details.answer h3").TextContent);
        Assert.StartsWith("Sure, but", page.Find("details.answer summary .tag").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("summary .tag"), tag => tag.TextContent.StartsWith("Sure", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_no_certainty_was_stated_the_result_says_nothing_about_it()
    {
        var page = Open(await Room.SitAsync(Viewer, right: 10));
        Assert.Empty(page.FindAll(".calibration"));
        Assert.DoesNotContain("How sure", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Practice_passes_nothing_and_sends_nobody_to_the_exam()
    {
        var page = Open(await Room.SitAsync(Viewer, right: 10, mode: AttemptMode.Practice));
        Assert.Equal("Practice, looked over", page.Find("h1").TextContent);
        Assert.DoesNotContain("pass mark", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Not reached", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("take the exam", page.Markup, StringComparison.Ordinal);
    }

    private async Task WrongAsync(Guid id, int position) =>
        await Room.Get<AttemptService>().AnswerAsync(Viewer, id, position, await Room.WrongAsync(id, position), Guid.CreateVersion7(), CancellationToken.None);

    private IRenderedComponent<ResultPage> Open(Guid id)
    {
        var page = Render<ResultPage>(parameters => parameters.Add(p => p.AttemptId, id));
        page.WaitForState(() => page.FindAll("h1").Count > 0);
        return page;
    }
}
