using System.Globalization;
using Bunit;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Refreshers;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Home;
using KnbTraining.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Home;

public sealed class RefresherCardTests : LearnerRoom
{
    [Fact]
    public async Task A_card_says_how_long_and_how_much_and_begins_the_refresher()
    {
        await PassAsync();
        var card = await OpenAsync();
        Assert.Equal("2 min: 5 questions", card.Find("h2").TextContent);
        Assert.Matches("^[0-9]+ rules? of “Working with state secrets” (is|are) due to be refreshed.", card.Find("p").TextContent);

        await card.Find("button").ClickAsync(new());
        var attempt = (await Room.Get<AttemptQueries>().MineAsync(Viewer, "en", CancellationToken.None))[0];
        Assert.Equal((AttemptMode.Refresher, 5), (attempt.Mode, attempt.Total));
        Assert.EndsWith($"quiz/{attempt.Id}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_was_begun_is_continued_where_it_was_left()
    {
        await PassAsync();
        var id = await Room.StartAsync(Viewer, AttemptMode.Refresher);
        await Room.AnswerRightAsync(Viewer, id, count: 2);
        var card = await OpenAsync();
        Assert.Equal("Your refresher of “Working with state secrets”", card.Find("h2").TextContent);
        Assert.Equal("Begun: 2 of 5 answered", card.Find(".soft").TextContent);
        Assert.Equal($"quiz/{id}", card.Find("a").GetAttribute("href"));
    }

    [Fact]
    public async Task What_another_tab_has_finished_in_the_meantime_is_said_calmly()
    {
        await PassAsync();
        var card = await OpenAsync();
        await Room.SitAsync(Viewer, mode: AttemptMode.Refresher);
        await card.Find("button").ClickAsync(new());
        Assert.Equal("There is nothing to refresh just now.", card.Find("[role=alert]").TextContent);
    }

    [Theory]
    [InlineData("en", 1, "1 more course is waiting. A rule that you refresh here counts there as well.")]
    [InlineData("en", 2, "2 more courses are waiting. A rule that you refresh here counts there as well.")]
    [InlineData("ru", 1, "Повторения ждёт ещё 1 курс. Правило, повторённое здесь, засчитывается и там.")]
    [InlineData("ru", 5, "Повторения ждут ещё 5 курсов. Правило, повторённое здесь, засчитывается и там.")]
    [InlineData("kk", 2, "Қайталауды тағы 2 курс күтіп тұр. Мұнда қайталанған қағида онда да есепке алынады.")]
    public void Courses_that_wait_are_counted_in_words(string language, int waiting, string words)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of(language);
        var refresher = new RefresherOnBoard(new CourseRefreshers("course", "Course", 5, 5, null, null, new DateOnly(2027, 3, 2)), null, waiting);
        Assert.Equal(words, Render<RefresherCard>(parameters => parameters.Add(card => card.Refresher, refresher)).Find(".waits").TextContent);
        Assert.Empty(Render<RefresherCard>(parameters => parameters.Add(card => card.Refresher, refresher with { Waiting = 0 })).FindAll(".waits"));
    }

    private async Task PassAsync()
    {
        await Room.SitAsync(Viewer);
        Room.Clock.Advance(TimeSpan.FromDays(30));
    }

    private async Task<IRenderedComponent<RefresherCard>> OpenAsync()
    {
        var attempts = await Room.Get<AttemptQueries>().MineAsync(Viewer, "en", CancellationToken.None);
        var board = new HomeBoard([], attempts, await Room.Get<RefresherQueries>().MineAsync(Viewer, "en", CancellationToken.None), []);
        return Render<RefresherCard>(parameters => parameters.Add(card => card.Refresher, board.Refresher!));
    }
}
