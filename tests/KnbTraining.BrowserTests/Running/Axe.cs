using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace KnbTraining.BrowserTests.Running;

/// <summary>The accessibility checker, run inside the page itself: our pages have no frames, so nothing is put together in a second window.</summary>
public static class Axe
{
    // A function expression, so that the library is defined once for each document and not at all where it is there already.
    private static readonly string Define = $"() => {{ if (!window.axe) {{ {new BundledAxeScriptProvider().GetScript()} }} }}";

    private const string Run = """
        async tags => {
            const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
            const told = node => `${node.html} (${node.any.map(check => check.message).join(" ")})`;
            return violations.map(found => `${found.id}: ${found.help} at ${found.nodes.slice(0, 3).map(told).join(", ")}`);
        }
        """;

    private static readonly string[] Wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    /// <summary>Each violation of WCAG 2.0, 2.1 or 2.2, A or AA, on the page as it stands, with the first elements that show it.</summary>
    public static async Task<string[]> FindViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(Define);
        return await page.EvaluateAsync<string[]>(Run, Wcag);
    }
}
