using Bunit;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Deltas;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Rules;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Changes;
using KnbTraining.Web.Components.Lessons;
using KnbTraining.Web.Features.Content.Publish;
using KnbTraining.Web.Features.Deltas;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.WebTests.Features.Deltas;

public sealed class DeltaPageTests : AdminPageContext
{
    private const string Rule = "current-holder-without-approval";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_administrator_chooses_sees_who_gets_it_and_opens_it()
    {
        await Room.AddAsync(new PersonBuilder().Named("Ann Testova").Holding(HolderStatus.Current));
        await PublishAsync();
        await SignInAsync(Role.Administrator);
        var page = Open();
        page.WaitForElement("input[type=checkbox]");
        Assert.Equal("Changed rules of edition 2", page.Find("h1").TextContent);
        Assert.True(page.FindAll(".offered").First(rule => rule.TextContent.Contains("Unapproved travel during clearance", StringComparison.Ordinal))
            .QuerySelector("input")!.HasAttribute("checked"));
        Assert.Contains("article 504", page.Find(".offered dd").TextContent, StringComparison.Ordinal);

        // What is wrong stands at its field: nobody passed anything, nothing is said of why.
        page.Find("#delta-days").Change("x");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("This cannot be left empty.", page.Find("#delta-days-error").TextContent));
        Assert.All(Languages.All, language => Assert.NotEmpty(page.Find($"#delta-reason-{language}-error").TextContent));
        page.Find("#delta-days").Change("20");
        Assert.Equal("Counted from the day of the edition: due on 22 March 2026.", page.Find("#delta-days-hint").TextContent);
        await ReasonAsync(page);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.StartsWith("Nobody is meant", page.Find("#delta-whom-error").TextContent, StringComparison.Ordinal));

        page.Find("#delta-whom").Change("Audience");
        page.Find("#delta-holder").Change("Current");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Ann Testova", page.FindAll("tbody th").Select(cell => cell.TextContent)));
        var people = page.FindAll("tbody th").Count;
        Assert.Contains($"{people} {(people == 1 ? "person gets" : "people get")} the course, due on 22 March 2026.", page.Markup, StringComparison.Ordinal);
        await Button(page, "Change something").ClickAsync(new());
        await page.Find("form").SubmitAsync();
        page.WaitForElement("tbody th");
        await Button(page, "Open the course").ClickAsync(new());
        page.WaitForAssertion(() => Assert.StartsWith("The course was opened for", page.Find(".saved").TextContent, StringComparison.Ordinal));
        Assert.Equal("Changed rules of edition 2", page.Find("tbody th a").TextContent);
        await using (var db = Room.Open())
        {
            Assert.Equal(people, await db.Cycles.CountAsync(cycle => cycle.CourseId == "delta.2", None));
        }

        // Taken back as a whole, with a reason and after a second look.
        await Button(page, "Take back").ClickAsync(new());
        await Button(page, "Take it back from everybody").ParentElement!.ParentElement!.SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("This cannot be left empty.", page.Find("#delta-take-back-error").TextContent));
        await page.Find("#delta-take-back").ChangeAsync(new() { Value = "A mistake." });
        await Button(page, "Take it back from everybody").ParentElement!.ParentElement!.SubmitAsync();
        page.WaitForAssertion(() => Assert.StartsWith("Taken back.", page.Find(".saved").TextContent, StringComparison.Ordinal));
        Assert.Contains("A mistake.", page.Find("tbody th").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() == "Take back");
        await using var after = Room.Open();
        Assert.False(await after.Cycles.AnyAsync(cycle => cycle.CourseId == "delta.2" && cycle.WithdrawnOn == null, None));
    }

    [Fact]
    public async Task An_editor_proposes_and_withdraws_and_an_administrator_declines_or_goes_on_from_what_was_proposed()
    {
        await PublishAsync();
        var editor = await SignInAsync(Role.Editor);
        var page = Open();
        page.WaitForElement("#delta-days");
        Assert.Empty(page.FindAll("#delta-whom"));
        Assert.Contains("An administrator decides who gets it", page.Markup, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("#delta-reason-kk-error").TextContent));
        await ReasonAsync(page);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.StartsWith("Proposed.", page.Find(".saved").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#delta-days"));
        await Button(page, "Withdraw the proposal").ClickAsync(new());
        page.WaitForElement("#delta-days");
        var form = new DeltaForm { Edition = 2, Rules = [Rule], Days = 25, Reason = Localized.Of("Because.", "Потому что.", "Өйткені.") };
        Assert.True((await Room.Get<DeltaProposals>().ProposeAsync(editor, form, None)).Ok);

        await SignInAsync(Role.Administrator);
        var decided = Open();
        decided.WaitForElement("#delta-whom");
        Assert.Equal(("25", "Өйткені."), (decided.Find("#delta-days").GetAttribute("value"), decided.Find("#delta-reason-kk").GetAttribute("value")));
        await Button(decided, "Open no course for it").ParentElement!.ParentElement!.SubmitAsync();
        decided.WaitForAssertion(() => Assert.NotEmpty(decided.Find("#delta-declined-error").TextContent));
        await decided.Find("#delta-declined").ChangeAsync(new() { Value = "Too small." });
        await Button(decided, "Open no course for it").ParentElement!.ParentElement!.SubmitAsync();
        decided.WaitForAssertion(() => Assert.Contains("Why not: Too small.", decided.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reviewer_sees_what_changed_and_is_told_who_opens_it()
    {
        await PublishAsync();
        await SignInAsync(Role.Reviewer);
        var page = Open();
        page.WaitForElement(".offered");
        Assert.Empty(page.FindAll("input"));
        Assert.Empty(page.FindAll("button.main"));
        Assert.Contains("Administrators open the course about these rules.", page.Markup, StringComparison.Ordinal);

        var first = Render<DeltaPage>(parameters => parameters.Add(part => part.Edition, 1));
        first.WaitForElement("[role=alert]");
        Assert.Empty(first.FindAll("form"));
    }

    [Fact]
    public async Task It_is_offered_where_editions_are_listed()
    {
        await PublishAsync();
        var editor = await SignInAsync(Role.Editor);
        var history = await Room.Get<EditingQueries>().HistoryAsync(editor, None);
        var list = Render<EditionHistory>(parameters => parameters.Add(part => part.Editions, history));
        Assert.Equal([ChangeAddress.ChangedRules(2)], list.FindAll("a.btn").Select(link => link.GetAttribute("href")!));
    }

    [Fact]
    public void A_reader_sees_the_rule_before_and_now_in_each_language()
    {
        var before = LocalizedText.Of(language => $"Was so ({language})");
        var edition = EditionSample.Edition.With(
        [
            new DeltaText(
                "delta.2", 2, before, before, LocalizedText.Of(language => $"An amendment ({language})."), [new(Rule, before, before), new("gone-rule", before, before), new("former-holder-without-approval", null, null)])
            {
                Cases = [new AmendedCase(Situation.Id, new DateOnly(2027, 1, 1), false, Liability.NoneStated, ["no-such-duty"])],
                IsTakenBack = true,
            },
        ]);
        foreach (var language in Languages.All)
        {
            var view = Render<LessonBlocks>(parameters => parameters
                .Add(part => part.Blocks, edition.LessonOf("delta.2")[language].Blocks)
                .Add(part => part.Setting, new LessonSetting(edition, new DateOnly(2026, 3, 2), language, 1)));
            var text = view.Markup;
            Assert.Contains($"An amendment ({language}).", text, StringComparison.Ordinal);

            // Taken back, and a rule that is gone.
            Assert.Equal(2, view.FindAll("p.note.w").Count);

            // A case before and from the day on which it is judged otherwise.
            var worked = view.FindAll(".turns .worked").Single();
            Assert.Equal(
                [edition.Words.Liabilities[Liability.NoneStated][language], edition.Words.Liabilities[edition.RuleBook.Evaluate(Situation, new Law(new DateOnly(2027, 1, 1))).Liability][language]],
                worked.QuerySelectorAll("dd").Select(cell => cell.TextContent.Trim()));
            Assert.Contains("no-such-duty", worked.TextContent, StringComparison.Ordinal);
            Assert.Contains($"Was so ({language})", text, StringComparison.Ordinal);
            Assert.Contains(edition.Rules[Rule].Statement[language].Split(',')[0], view.Find($"#rule-{Rule}").TextContent, StringComparison.Ordinal);
            Assert.Empty(view.FindAll("#rule-gone-rule"));
            Assert.Equal(3, view.FindAll("section.amended").Count);
        }
    }

    // A case of which the rules say that there is criminal liability.
    private static Situation Situation => EditionSample.Edition.RuleBook.Vocabulary.Space
        .First(situation => EditionSample.Edition.RuleBook.Evaluate(situation, new Law(new DateOnly(2027, 1, 1))).Liability == Liability.Criminal);

    private static async Task ReasonAsync(IRenderedComponent<DeltaPage> page)
    {
        foreach (var language in Languages.All)
        {
            await page.Find($"#delta-reason-{language}").ChangeAsync(new() { Value = $"An amendment {language}." });
        }
    }

    private IRenderedComponent<DeltaPage> Open() => Render<DeltaPage>(parameters => parameters.Add(part => part.Edition, 2));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<DeltaPage> page, string text) =>
        page.FindAll("button").First(button => button.TextContent.Trim() == text);

    private Task PublishAsync()
    {
        var path = EditionSample.Edition.Rules[Rule].Path;
        var text = EditionSample.Documents.Find(path)!.Replace("until: null", "until: 2027-01-01", StringComparison.Ordinal);
        return Room.PublishAsEditorAsync(EditionCompiler.Recompile(EditionSample.Documents.With([KeyValuePair.Create(path, text)])).Edition!);
    }
}
