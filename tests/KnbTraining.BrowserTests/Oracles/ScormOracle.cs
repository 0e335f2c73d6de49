using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Oracles;

/// <summary>A package as <c>scorm-again</c>, a run-time environment of others, takes it.</summary>
[Collection(BrowserFixture.Pages)]
public sealed class ScormOracle(BrowserFixture fixture)
{
    private const string Origin = "http://learning.example";

    // A learning system: the foreign interface in a window around the page of the package. Whatever it refuses is collected.
    private const string LearningSystem = """
        <!DOCTYPE html><html lang="en"><head><title>x</title><script src="/scorm12.js"></script><script>
            window.refused = [];
            window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
            for (const name of ['LMSInitialize', 'LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSFinish']) {
                const call = API[name].bind(API);
                API[name] = (...values) => {
                    const answer = call(...values);
                    if (API.LMSGetLastError() !== '0' && API.LMSGetLastError() !== 0) { refused.push(name + ' ' + values.join(' ') + ': ' + API.LMSGetLastError()); }
                    return answer;
                };
            }
            const kept = localStorage.getItem('cmi');
            if (kept) { API.loadFromJSON(JSON.parse(kept).cmi ?? JSON.parse(kept)); }
        </script></head><body><iframe title="x" src="/package/index.html" width="1200" height="800"></iframe></body></html>
        """;

    private const string State = "() => ({ status: API.cmi.core.lesson_status, raw: String(API.cmi.core.score.raw), suspend: API.cmi.suspend_data, refused: window.refused })";

    [Theory]
    [InlineData("lesson=after-access-ends&language=ru&variants=1", true)]
    [InlineData("course=working-with-state-secrets&part={0}&language=kk&variants=1", false)]
    public async Task A_package_runs_alone_grades_as_we_do_and_a_system_of_others_takes_every_word_of_it(string order, bool isLesson)
    {
        await using var visit = await Visit.OpenAsync(fixture);
        await visit.SignInAsync("admin");
        var part = KnbTraining.TestKit.Content.ShippedContent.Edition.Courses["working-with-state-secrets"].Exam.Parts[0].Id;
        var answer = await visit.Context.APIRequest.GetAsync($"/admin/content/exchange/scorm?{string.Format(CultureInfo.InvariantCulture, order, part)}");
        Assert.Equal(200, answer.Status);
        var files = Files(await answer.BodyAsync());
        AssertManifest(files);

        var context = await fixture.Browser.NewContextAsync();
        await using (context)
        {
            var page = await context.NewPageAsync();
            List<string> trouble = [];
            page.PageError += (_, error) => trouble.Add(error);
            page.Console += (_, message) =>
            {
                if (message.Type == "error")
                {
                    trouble.Add(message.Text);
                }
            };
            await page.RouteAsync("**/*", route => SendAsync(route, files, trouble));
            await page.GotoAsync(Origin);
            var inner = page.FrameLocator("iframe");
            await inner.Locator("h1").WaitForAsync();
            Assert.Equal("incomplete", (await StateAsync(page)).Status);

            var earned = await AnswerAsync(inner);
            Assert.NotEmpty(earned);
            var now = await StateAsync(page);
            Assert.Equal(Math.Round(100 * earned.Sum() / earned.Count, 2), double.Parse(now.Raw, CultureInfo.InvariantCulture), 0.02);
            Assert.Equal(isLesson ? "incomplete" : "completed", now.Status);
            if (isLesson)
            {
                await inner.Locator("[data-finish]").ClickAsync();
                Assert.Equal("completed", (await StateAsync(page)).Status);
            }

            await Assertions.Expect(inner.Locator("[data-finished]")).ToBeVisibleAsync();
            var accessible = await page.Frames[1].EvaluateAsync<bool>("() => [...document.querySelectorAll('select, input')].every(box => box.labels.length === 1)");
            Assert.True(accessible);

            // Opened again, it still knows: what was answered first counts.
            await page.EvaluateAsync("() => localStorage.setItem('cmi', JSON.stringify(API.cmi.toJSON()))");
            var kept = await StateAsync(page);
            await page.ReloadAsync();
            await inner.Locator("h1").WaitForAsync();
            Assert.Equal((kept.Status, kept.Suspend), ((await StateAsync(page)).Status, (await StateAsync(page)).Suspend));
            Assert.Empty(trouble);
        }
    }

    private static void AssertManifest(Dictionary<string, byte[]> files)
    {
        XNamespace packaging = "http://www.imsproject.org/xsd/imscp_rootv1p1p2", adl = "http://www.adlnet.org/xsd/adlcp_rootv1p2";
        var manifest = XElement.Parse(System.Text.Encoding.UTF8.GetString(files["imsmanifest.xml"]).TrimStart('\uFEFF'));
        Assert.Equal("1.2", manifest.Element(packaging + "metadata")!.Element(packaging + "schemaversion")!.Value);
        var resource = Assert.Single(manifest.Descendants(packaging + "resource"));
        Assert.Equal(("sco", "index.html"), (resource.Attribute(adl + "scormtype")!.Value, resource.Attribute("href")!.Value));
        Assert.Equal(
            files.Keys.Where(name => name != "imsmanifest.xml").Order(StringComparer.Ordinal),
            resource.Elements(packaging + "file").Select(file => file.Attribute("href")!.Value).Order(StringComparer.Ordinal));
    }

    // Every other question right, the others wrong as far as they can be; every third of several answers half right.
    private static async Task<List<double>> AnswerAsync(IFrameLocator inner)
    {
        var earned = new List<double>();
        foreach (var section in await inner.Locator("[data-question]").AllAsync())
        {
            var isRight = earned.Count % 2 == 0;
            switch (await section.GetAttributeAsync("data-question"))
            {
                case "match":
                    var rows = await section.Locator("select").AllAsync();
                    foreach (var (index, row) in rows.Index())
                    {
                        var key = await row.GetAttributeAsync("data-right");
                        await row.SelectOptionAsync(index == 0 && !isRight ? (key == "0" ? "1" : "0") : key!);
                    }

                    earned.Add(isRight ? 1 : (rows.Count - 1) / (double)rows.Count);
                    break;
                case "several":
                    var (right, wrong) = (await section.Locator("[data-right='1']").AllAsync(), await section.Locator("[data-right='0']").AllAsync());
                    foreach (var box in isRight ? right : [.. right, wrong[0]])
                    {
                        await box.CheckAsync();
                    }

                    earned.Add(isRight ? 1 : 1 - (1.0 / wrong.Count));
                    break;
                default:
                    await section.Locator(isRight ? "[data-right='1']" : "[data-right='0']").First.CheckAsync();
                    earned.Add(isRight ? 1 : 0);
                    break;
            }

            await section.Locator("button").ClickAsync();
            await Assertions.Expect(section.Locator("[data-score]:visible")).ToHaveCountAsync(1);
        }

        return earned;
    }

    private static async Task<(string Status, string Raw, string Suspend)> StateAsync(IPage page)
    {
        var state = await page.EvaluateAsync<JsonElement>(State);
        Assert.Equal("[]", state.GetProperty("refused").GetRawText());
        return (state.GetProperty("status").GetString()!, state.GetProperty("raw").GetString()!, state.GetProperty("suspend").GetString()!);
    }

    private static Task SendAsync(IRoute route, Dictionary<string, byte[]> files, List<string> trouble)
    {
        var url = new Uri(route.Request.Url);
        if (url.GetLeftPart(UriPartial.Authority) != Origin)
        {
            trouble.Add($"It asks {url}.");
            return route.AbortAsync();
        }

        return url.AbsolutePath switch
        {
            "/" => route.FulfillAsync(new() { ContentType = "text/html", Body = LearningSystem }),
            "/scorm12.js" => route.FulfillAsync(new() { ContentType = "text/javascript", Body = ForeignProgram.Read("scorm12.min.js") }),
            _ when files.TryGetValue(url.AbsolutePath.Replace("/package/", "", StringComparison.Ordinal), out var bytes) =>
                route.FulfillAsync(new() { ContentType = TypeOf(url.AbsolutePath), BodyBytes = bytes }),
            _ => route.FulfillAsync(new() { Status = 204 }),
        };
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css",
        _ => "text/javascript",
    };

    private static Dictionary<string, byte[]> Files(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var copy = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(copy);
            return copy.ToArray();
        }, StringComparer.Ordinal);
    }
}
