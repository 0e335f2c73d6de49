using System.Net;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Lessons;
using KnbTraining.Web.Features.Explore;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnbTraining.WebTests.Features.Explore;

public sealed class OutcomeViewTests
{
    public static TheoryData<string> AllLanguages => [.. Languages.All];

    [Theory]
    [MemberData(nameof(AllLanguages))]
    public async Task Every_situation_is_shown_with_its_verdict_and_each_silence_with_its_caution(string language)
    {
        await using var context = Speaking.In(language);
        await using var renderer = new HtmlRenderer(context.Services, NullLoggerFactory.Instance);
        var today = context.Services.GetRequiredService<KnbTraining.Web.Localization.LocalTime>().Today;
        var setting = new LessonSetting(EditionSample.Edition, today, language, 1);
        var silence = EditionSample.Edition.Words.Liabilities[Liability.NotCovered][language];
        var caution = setting.Items.ForSituation(EditionSample.Edition.RuleBook.Vocabulary.Complete([new("holder", "none")]), setting.InForce, language).Caution!;
        foreach (var situation in EditionSample.Edition.RuleBook.Vocabulary.Space)
        {
            var shown = new Exploration(setting, situation);
            var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<OutcomeView>(
                ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(OutcomeView.Exploration)] = shown }))).ToHtmlString());
            var text = WebUtility.HtmlDecode(html);
            Assert.Contains($"id=\"answer\" tabindex=\"-1\">{shown.Answer}</h2>", text, StringComparison.Ordinal);
            Assert.Equal(shown.PlannedAnswer is not null, text.Contains("id=\"planned-answer\"", StringComparison.Ordinal));
            Assert.Equal(text.Contains(silence, StringComparison.Ordinal), text.Contains(caution, StringComparison.Ordinal));
        }
    }
}
