using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace KnbTraining.BrowserTests.Running;

/// <summary>The accessibility checker, run inside the page itself: our pages have no frames, so nothing is put together in a second window.</summary>
public static class Axe
{
    private static readonly string Define = $"() => {{ {new BundledAxeScriptProvider().GetScript()} }}";

    private const string Run = """
        async ({ only, but }) => {
            const rules = Object.fromEntries(but.map(rule => [rule, { enabled: false }]));
            const { violations } = await axe.run(document, { runOnly: only, rules, resultTypes: ["violations"] });
            const told = node => `${node.html} (${node.any.map(check => check.message).join(" ")})`;
            return violations.map(found => `${found.id}: ${found.help} at ${found.nodes.slice(0, 3).map(told).join(", ")}`);
        }
        """;

    private static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    // All rules of WCAG that look at colours: the others find the same in any theme, and these the same in any language.
    private static readonly string[] OfColours = ["color-contrast", "link-in-text-block"];

    /// <summary>Each violation of WCAG 2.0, 2.1 or 2.2, A or AA, on the page as it stands, with the first elements that show it.</summary>
    public static Task<string[]> FindViolationsAsync(IPage page) => FindAsync(page, []);

    /// <summary>As <see cref="FindViolationsAsync"/>, without those rules whose answer depends on the theme alone.</summary>
    public static Task<string[]> FindViolationsButOfColoursAsync(IPage page) => FindAsync(page, OfColours);

    private static async Task<string[]> FindAsync(IPage page, string[] but)
    {
        // After a click the new page may be there before its styles are, and everything on it would be too small.
        await page.WaitForLoadStateAsync(LoadState.Load);

        // Once for each document: only to read it takes the browser a tenth of a second.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Define);
        }

        return await page.EvaluateAsync<string[]>(Run, new { only = new { type = "tag", values = Tags }, but });
    }
}
