using KnbTraining.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Components;

public sealed class LanguageSwitchTests
{
    [Theory]
    [InlineData("kk", "Қазақша")]
    [InlineData("ru", "Русский")]
    [InlineData("en", "English")]
    public void The_current_language_is_marked_and_is_no_link(string language, string name)
    {
        using var context = Speaking.In(language);
        var choices = context.Render<LanguageSwitch>();
        Assert.Contains(name, choices.Find("[aria-current]").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, choices.FindAll("a").Count);
    }

    [Fact]
    public void A_choice_leads_back_to_the_open_page_also_after_moving_on()
    {
        using var context = Speaking.In("en");
        var choices = context.Render<LanguageSwitch>();
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("quiz/1/7?x=1#part");
        choices.WaitForAssertion(() => Assert.Equal("language?to=kk&back=%2Fquiz%2F1%2F7%3Fx%3D1", choices.Find("a[lang=kk]").GetAttribute("href")));
    }
}
