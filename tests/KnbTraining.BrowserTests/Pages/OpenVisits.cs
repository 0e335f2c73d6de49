using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Pages;

/// <summary>
/// One window for each person, language and theme, kept open from page to page: signing in and reading the style sheets
/// again costs more than a page.
/// </summary>
public sealed class OpenVisits(BrowserFixture fixture) : IAsyncLifetime
{
    private readonly Dictionary<(string Person, string Language, ColorScheme Scheme), Visit> _visits = [];
    private readonly Dictionary<Visit, TabWalk> _walks = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The window of a person, wide whatever the page before did with it; nobody's where the name is empty.</summary>
    public async Task<Visit> OfAsync(string person, string language, ColorScheme scheme)
    {
        if (!_visits.TryGetValue((person, language, scheme), out var visit))
        {
            visit = await Visit.OpenAsync(fixture, language, scheme: scheme);
            _visits.Add((person, language, scheme), visit);
            if (person.Length > 0)
            {
                await visit.SignInAsync(person);
                await TellDeviceAsync(visit);
            }
        }

        await visit.Page.SetViewportSizeAsync(Visit.Width, Visit.Height);
        return visit;
    }

    /// <summary>The walk through the pages of a window: what it has looked at on one page it does not look at again on the next.</summary>
    public TabWalk WalkOf(Visit visit)
    {
        if (!_walks.TryGetValue(visit, out var walk))
        {
            _walks.Add(visit, walk = new TabWalk(visit));
        }

        return walk;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visit in _visits.Values)
        {
            await visit.DisposeAsync();
        }
    }

    // The component library's theme is drawn by the server, which the first page of a window tells by a cookie.
    private static async Task TellDeviceAsync(Visit visit)
    {
        await visit.GoAsync("/");
        await visit.Page.WaitForFunctionAsync("() => document.cookie.includes('knb.device=')");
    }
}
