using System.Text;
using System.Text.RegularExpressions;
using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Journeys)]
public sealed partial class CertificateJourney(BrowserFixture fixture)
{
    [Theory]
    [InlineData("en", "This certificate is valid", "There is no such certificate")]
    [InlineData("ru", "Сертификат действует", "Такого сертификата нет")]
    [InlineData("kk", "Сертификат жарамды", "Мұндай сертификат жоқ")]
    public async Task A_holder_prints_the_certificate_on_one_page_and_a_stranger_checks_it(string language, string valid, string unknown)
    {
        string address;
        await using (var holder = await Visit.OpenAsync(fixture, language))
        {
            await holder.SignInAsync("editor");
            await holder.GoAsync("/");
            await holder.Page.Locator("a[href^='certificates/']").First.ClickAsync();
            await holder.Page.Locator("article.certificate").WaitForAsync();
            await holder.AssertAccessibleAsync();
            await Assertions.Expect(holder.Page.Locator("[data-print]")).ToBeVisibleAsync();
            address = await holder.Page.Locator("article.certificate footer a").InnerTextAsync();
            var printed = await holder.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true, PrintBackground = true });
            Assert.Single(PdfPage().Matches(Encoding.Latin1.GetString(printed)));
            holder.AssertQuiet();
        }

        await using var stranger = await Visit.OpenAsync(fixture, language, width: 360, height: 740);
        await stranger.GoAsync(new Uri(address).AbsolutePath);
        await Assertions.Expect(stranger.Page.Locator("h1")).ToHaveTextAsync(valid);
        await stranger.AssertAccessibleAsync();
        var wider = await stranger.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > window.innerWidth");
        Assert.False(wider, "The page scrolls sideways at 360 pixels.");

        await stranger.Page.Locator("input[name=number]").FillAsync("KNB-2026-AAAA-BBBB");
        await stranger.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(stranger.Page.Locator("h1")).ToHaveTextAsync(unknown);
        stranger.AssertQuiet();
    }

    [GeneratedRegex(@"/Type\s*/Page[^s]", RegexOptions.NonBacktracking)]
    private static partial Regex PdfPage();
}
