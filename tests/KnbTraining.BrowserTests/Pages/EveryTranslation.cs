using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Pages;

/// <summary>
/// The pages of <see cref="EveryPage"/> in the other languages and in the dark. There each is loaded by its address; here people come to it from the page before.
/// </summary>
[Collection(BrowserFixture.Pages)]
public sealed class EveryTranslation(OpenVisits visits) : IClassFixture<OpenVisits>
{
    // Contrast does not depend on the language: one language answers for the second theme as well.
    [Theory]
    [MemberData(nameof(EveryPage.Pages), MemberType = typeof(EveryPage))]
    public Task Is_accessible_and_fits_a_phone_in_russian_in_the_dark(string person, string path) => LookAsync(person, path, "ru", ColorScheme.Dark);

    [Theory]
    [MemberData(nameof(EveryPage.Pages), MemberType = typeof(EveryPage))]
    public Task Is_accessible_and_fits_a_phone_in_kazakh(string person, string path) => LookAsync(person, path, "kk", ColorScheme.Light);

    private async Task LookAsync(string person, string path, string language, ColorScheme scheme)
    {
        var visit = await visits.OfAsync(person, language, scheme);
        await EveryPage.ReadAsync(visit, path, loaded: person.Length == 0);
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await (scheme == ColorScheme.Dark ? visit.AssertAccessibleAsync() : visit.AssertAccessibleButForColoursAsync());
        await EveryPage.AssertFitsAsync(visit, path);
        visit.AssertQuiet();
    }
}
