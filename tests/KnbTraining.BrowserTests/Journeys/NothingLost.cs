using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Lines)]
public sealed class NothingLost(BrowserFixture fixture)
{
    private const string Course = "working-with-state-secrets";

    [Fact]
    public async Task A_server_killed_in_the_middle_of_an_exam_has_every_answer_that_it_called_saved()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        await visit.SignInAsync("employee");
        var attempt = await Quiz.StartAsync(visit, Course);
        var answers = new List<string>();
        for (var position = 1; position <= 4; position++)
        {
            await visit.GoAsync($"{attempt}/{position}");
            await Quiz.AnswerAsync(visit);
            answers.Add(await ChosenAsync(visit.Page));
        }

        await visit.Page.EvaluateAsync("() => { window.fromBefore = true; }");
        await fixture.Server.KillAsync();
        await fixture.Server.StartAsync();

        // The page comes back by itself, where it was.
        await visit.Page.WaitForFunctionAsync("() => !window.fromBefore");
        await visit.LiveAsync();
        Assert.EndsWith("/4", visit.Page.Url, StringComparison.Ordinal);
        Assert.Equal(answers[3], await ChosenAsync(visit.Page));

        for (var position = 1; position <= 4; position++)
        {
            await visit.GoAsync($"{attempt}/{position}");
            await visit.Page.Locator("fieldset.question").WaitForAsync();
            Assert.Equal(answers[position - 1], await ChosenAsync(visit.Page));
        }
    }

    [Fact]
    public async Task No_message_to_the_browser_holds_a_key_a_rule_or_a_misconception_before_grading()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        await visit.SignInAsync("manager");
        var heard = new List<string>();
        visit.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => heard.Add(frame.Text ?? System.Text.Encoding.UTF8.GetString(frame.Binary ?? []));
        visit.Page.Response += async (_, response) =>
        {
            if (response.Url.Contains("/quiz/", StringComparison.Ordinal) && response.Status == 200)
            {
                heard.Add(await response.TextAsync());
            }
        };

        var attempt = await Quiz.StartAsync(visit, Course);
        heard.Clear();
        for (var position = 1; position <= 20; position++)
        {
            await visit.GoAsync($"{attempt}/{position}");
            await Quiz.AnswerAsync(visit);
        }

        await visit.GoAsync($"{attempt}/review");
        Assert.True(heard.Count > 40, "The page was not listened to.");
        var traffic = string.Join('\n', heard);
        Assert.Contains("fieldset", traffic, StringComparison.Ordinal);
        Assert.All(SecretWords(), word => Assert.DoesNotContain(word, traffic, StringComparison.OrdinalIgnoreCase));

        await Quiz.SubmitAsync(visit, confirm: false);
        var result = await visit.Page.ContentAsync();
        Assert.Contains(SecretWords(), word => result.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Ids of rules and misconceptions: none of them is needed to ask, any of them could give a key away.</summary>
    private static List<string> SecretWords()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "KnbTraining.sln")))
        {
            root = root.Parent!;
        }

        var content = Path.Combine(root.FullName, "content");
        var rules = Directory.EnumerateFiles(Path.Combine(content, "rules"), "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file));
        var misconceptions = File.ReadLines(Path.Combine(content, "misconceptions.yaml")).Where(line => line.StartsWith("  - id: ", StringComparison.Ordinal)).Select(line => line["  - id: ".Length..].Trim());
        return [.. rules.Concat(misconceptions), "misconception"];
    }

    private static async Task<string> ChosenAsync(IPage page) => await page.EvaluateAsync<string>(
        "() => [...document.querySelectorAll('fieldset.question input:checked, fieldset.question select')].map(e => e.value).join('|')");
}
