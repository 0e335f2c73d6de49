using System.Net;

namespace KnbTraining.WebTests.Localization;

public sealed class PreferenceEndpointsTests(RunningApplication application)
{
    [Fact]
    public async Task Choosing_a_language_keeps_the_page()
    {
        using var visitor = application.Visitor();
        var answer = await visitor.GetAsync(new Uri("/language?to=kk&back=%2Flearn%2Fx%3Fa%3D1", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/learn/x?a=1", answer.Headers.Location!.OriginalString);
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.Contains("kk-KZ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/language?to=kk&back=https%3A%2F%2Fevil.example")]
    [InlineData("/language?to=kk&back=%2F%2Fevil.example")]
    [InlineData("/language?to=kk&back=%2F%5Cevil.example")]
    [InlineData("/theme?to=dark&back=%2F%2Fevil.example")]
    [InlineData("/theme?to=dark")]
    public async Task A_foreign_return_address_leads_home(string address)
    {
        using var visitor = application.Visitor();
        var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("kk", "Кіру")]
    [InlineData("ru", "Вход")]
    [InlineData("en", "Log in")]
    public async Task The_page_speaks_the_chosen_language(string language, string title)
    {
        using var visitor = application.CreateClient();
        var page = await visitor.GetStringAsync(new Uri($"/language?to={language}&back=/account/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
        Assert.Contains(title, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }
}
