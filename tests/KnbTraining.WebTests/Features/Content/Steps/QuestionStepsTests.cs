using AngleSharp.Dom;
using Bunit;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Features.Content.Fields;
using KnbTraining.Web.Features.Content.Steps;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Content.Steps;

public sealed class QuestionStepsTests : AdminPageContext
{
    private const string Stem = "May Dana fly to Antalya on her own?";
    private const string Path = "questions/may-dana-fly-to-antalya-on-her-own.yaml";
    private const string Rule = "current-holder-without-approval";

    private static readonly CancellationToken None = CancellationToken.None;

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task A_question_is_begun_with_its_wording_found_a_rule_for_answered_from_mix_ups_and_sent_for_review()
    {
        var editor = await SignInAsync(Role.Editor);
        await BeginAsync();
        var page = Open();
        Assert.Equal("Step 2 of 6: Rule", Heading(page));

        // Twenty things are missing, and nobody is told before they have been there.
        Assert.NotEmpty((await StoredAsync(editor)).Findings);
        Assert.Empty(page.FindAll(".finding, .status .tag.w"));
        page.Find("#step-rules").Input("келісімінсіз рұқсаты");
        page.Find("#step-rules").Input("unapproved travel clearance");
        await Button(page, $"Choose “{EditionSample.Edition.Rules[Rule].Title["en"]}”", "Unapproved travel during clearance").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains(EditionSample.Edition.Rules[Rule].Statement["en"], page.Find(".pick-list .sheet .statement").TextContent, StringComparison.Ordinal));

        await GoAsync(page, "Answers");
        await page.Find($"[aria-label='Take as right answer: {EditionSample.Edition.Words.Liabilities[KnbTraining.Rules.Liability.Administrative]["en"]}']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("nobody marks it", page.Find(".option-edit.right").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".option-edit input[type=radio]"));
        Assert.Contains("The right answer is there", page.Markup, StringComparison.Ordinal);
        await page.Find($"[aria-label='Take as wrong answer: {EditionSample.Edition.Words.Liabilities[KnbTraining.Rules.Liability.Criminal]["en"]}']").ClickAsync(new());
        await page.FindAll(".mixup button").First(button => button.TextContent.Trim() == "Word it myself").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".option-edit").Count));

        // Only what was touched is found fault with.
        Assert.Empty(page.FindAll(".finding"));
        await TypeAsync(page, "option-c-text-en", "x");
        await TypeAsync(page, "option-c-text-en", "");
        page.WaitForAssertion(() => Assert.Contains("option-c-text-en-error", Assert.Single(page.FindAll(".finding")).ParentElement!.Id, StringComparison.Ordinal));
        await TypeAsync(page, "option-c-text-en", "Nothing at all, because the trip is private");
        await TypeAsync(page, "option-c-text-en", "Nothing: the trip is private");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".finding")));

        // Who leaves comes back to where something is missing, and nothing is lost.
        await Button(page, "", "Save").ClickAsync(new());
        page = Open();
        Assert.Equal("Step 5 of 6: Other languages", Heading(page));
        Assert.Equal(["✓", "✓", "✓", "✓", "5", "6"], page.FindAll(".stepper .n").Select(n => n.TextContent));
        await GoAsync(page, "Explanation");
        Assert.Equal(EditionSample.Edition.Rules[Rule].Statement["en"], Box(page, "option-a-feedback-en").Instance.Value);
        Assert.Equal(EditionSample.Edition.Rules[Rule].KeysOn.Count, page.FindAll(".many-checks input[checked]").Count);
        await GoAsync(page, "Look");
        page.WaitForAssertion(() => Assert.Equal("4 things are still missing", page.Find("#missing-heading").TextContent));
        Assert.Equal(["Other languages"], page.FindAll("#missing-heading ~ p button").Select(button => button.TextContent));
        await page.Find("#missing-heading ~ p button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll(".finding").Count));
        foreach (var language in Languages.All.Where(language => language != "en"))
        {
            await TypeAsync(page, $"stem-{language}", language == "ru" ? "Можно ли Дане лететь в Анталью самой?" : "Дана Анталияға өз бетінше ұша ала ма?");
            await TypeAsync(page, $"option-c-text-{language}", language == "ru" ? "Ничего: поездка частная" : "Ештеңе: сапар жеке");
        }

        await GoAsync(page, "Look");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".preview .sheet")));
        Assert.Empty(page.FindAll("#missing-heading"));
        await page.Find(".form").SubmitAsync();
        Assert.NotEmpty(page.Find("#send-reason-error").TextContent);
        page.Find("#send-reason").Input("People ask about it.");
        await page.Find(".form").SubmitAsync();
        page.WaitForAssertion(() => Assert.EndsWith("admin/content/changes/1", Navigation.Uri, StringComparison.Ordinal));
        var row = Assert.Single(await Room.Get<ChangeQueries>().OpenAsync(editor, None));
        Assert.Equal((ChangeState.InReview, 0, $"New question: {Stem}"), (row.State, row.Findings, row.Title));
        var stored = QuestionForm.Parse((await Room.Get<EditingQueries>().FindAsync(editor, Path, 1, None)).Value!.DraftText!);
        Assert.Equal([true, false, false], stored.Options.Select(option => option.Correct));
        Assert.All(stored.Options.Skip(1), option => Assert.NotNull(option.Misconception));
    }

    [Fact]
    public async Task A_question_without_wording_is_not_begun_and_a_name_that_is_taken_gets_a_number()
    {
        await SignInAsync(Role.Editor);
        var page = Render<NewQuestionPage>();
        await page.WaitForElement("form").SubmitAsync();
        Assert.Equal("Write the question.", page.Find("#new-question-stem-error").TextContent);
        await BeginAsync();
        await BeginAsync();
        Assert.EndsWith($"{Path[..^".yaml".Length]}-2.yaml?change=2", Navigation.Uri, StringComparison.Ordinal);
        await SignInAsync(Role.Reviewer);
        Assert.Empty(Render<NewQuestionPage>().FindAll("form"));
    }

    [Fact]
    public async Task Both_arrangements_show_the_same_question_and_a_published_one_is_shown_as_a_whole()
    {
        await SignInAsync(Role.Editor);
        Navigation.NavigateTo("admin/content/document/questions/travel-former-two-halves.yaml");
        var page = Render<DocumentPage>(parameters => parameters.Add(one => one.Path, "questions/travel-former-two-halves.yaml"));
        page.WaitForElement(".editor");
        Assert.Empty(page.FindAll(".stepper"));
        await page.Find("#question-arrangement").ClickAsync(new());
        Assert.NotEmpty(page.FindAll(".stepper"));
        await GoAsync(page, "Answers");
        await TypeAsync(page, "option-b-text-en", "Another text");
        await page.Find("#question-arrangement").ClickAsync(new());
        Assert.Equal("Another text", Box(page, "option-b-text-en").Instance.Value);
    }

    [Fact]
    public void A_question_of_another_shape_keeps_its_comments_and_what_the_form_does_not_know()
    {
        var text = "# Asked in March\n" + ReviewDay.Put(EditionSample.Documents.Find("questions/travel-former-two-halves.yaml")!, new DateOnly(2028, 5, 1));
        var form = QuestionForm.Parse(text);
        var before = text.Split('\n');
        form.AddOption()!.Text["en"] = "One more";
        var after = form.ToDocument(text);
        Assert.Equal(new DateOnly(2028, 5, 1), ReviewDay.Of(after));
        Assert.Equal(before[..^1], after.Split('\n')[..(before.Length - 1)]);
        form.Options.RemoveAt(4);
        Assert.Equal(text, form.ToDocument(after));
    }

    [Theory]
    [InlineData("stem/en", QuestionStep.Wording)]
    [InlineData("stem/kk", QuestionStep.Languages)]
    [InlineData("rules/1", QuestionStep.Rule)]
    [InlineData("kind", QuestionStep.Answers)]
    [InlineData("options", QuestionStep.Answers)]
    [InlineData("options/2/text/en", QuestionStep.Answers)]
    [InlineData("options/2/misconception", QuestionStep.Answers)]
    [InlineData("options/2/feedback/en", QuestionStep.Explanation)]
    [InlineData("options/2/feedback/ru", QuestionStep.Languages)]
    [InlineData("keys-on", QuestionStep.Explanation)]
    [InlineData("translation/en", QuestionStep.Languages)]
    public void Each_field_has_its_step(string field, QuestionStep step) => Assert.Equal(step, QuestionProgress.Of(field, "en"));

    private async Task BeginAsync()
    {
        var page = Render<NewQuestionPage>();
        page.WaitForElement("#new-question-stem").Input(Stem);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("?change=", Navigation.Uri, StringComparison.Ordinal));
    }

    private IRenderedComponent<DocumentPage> Open()
    {
        Navigation.NavigateTo($"admin/content/document/{Path}?change=1");
        var page = Render<DocumentPage>(parameters => parameters.Add(one => one.Path, Path));
        page.WaitForElement(".stepper");
        return page;
    }

    private async Task<(int Count, string[] Findings)> StoredAsync(Viewer editor)
    {
        var row = Assert.Single(await Room.Get<ChangeQueries>().OpenAsync(editor, None));
        return (row.Documents, [.. Enumerable.Repeat("", row.Findings)]);
    }

    private static string Heading(IRenderedComponent<DocumentPage> page) => page.Find(".steps-editor h2").TextContent;

    private static async Task GoAsync(IRenderedComponent<DocumentPage> page, string step)
    {
        await page.Find($"#step-{step}").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("step", page.Find($"#step-{step}").GetAttribute("aria-current")));
    }

    private static IElement Button(IRenderedComponent<DocumentPage> page, string label, string text) => page.FindAll("button").First(button =>
        button.TextContent.Trim() == text || button.GetAttribute("aria-label") == label || button.GetAttribute("aria-label")?.EndsWith(text, StringComparison.Ordinal) == true);

    private static IRenderedComponent<TypedBox> Box(IRenderedComponent<DocumentPage> page, string id) =>
        page.FindComponents<TypedBox>().Single(box => box.Instance.Id == id);

    private static Task TypeAsync(IRenderedComponent<DocumentPage> page, string id, string text)
    {
        var box = Box(page, id);
        return box.InvokeAsync(() => box.Instance.ValueChanged.InvokeAsync(text));
    }
}
