using Bunit;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.Rules;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Changes;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Fields;
using KnbTraining.Web.Features.Lawbook;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Content;

public sealed class RuleEditorTests : AdminPageContext
{
    private const string Former = "rules/travel-approval/former-holder-without-approval.yaml";
    private static readonly CancellationToken None = CancellationToken.None;

    private DateOnly Today => Room.Get<LocalCalendar>().Today;

    [Fact]
    public async Task What_a_rule_does_is_told_while_its_conditions_are_chosen()
    {
        var page = await OpenAsync(Former);
        Assert.Contains("No other rule says anything here", page.Find(".takings").TextContent, StringComparison.Ordinal);
        Assert.Contains("no situation is judged otherwise", page.Find(".trial").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.FindAll(".preview details.form-part").Count);

        // A paragraph is told with the facts that stand in it and the rules that cite it.
        var cited = EditionSample.Edition.Rules["former-holder-without-approval"].Sources[0];
        await ClickAsync(page, "#part-sources");
        var chosen = page.FindAll(".chosen-rules li").Select(line => line.TextContent).First(line => line.StartsWith($"Paragraph {cited.Paragraphs[0]} ", StringComparison.Ordinal));
        Assert.Contains(EditionSample.Edition.Facts.Values.First(fact => fact.Source == cited.Source && fact.Paragraphs.Contains(cited.Paragraphs[0])).Id, chosen, StringComparison.Ordinal);
        Assert.Contains(
            EditionSample.Edition.Rules.Values.Where(rule => rule.Sources.Any(one => one.Source == cited.Source && one.Paragraphs.Contains(cited.Paragraphs[0]))).Select(rule => rule.Title["en"]),
            title => chosen.Contains(title, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll(".preview .map-picture svg"));

        await CheckAsync(page, "part-when", "held now", true);
        page.WaitForAssertion(() => Assert.Contains("It contradicts another rule", page.Find(".trial [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Unapproved travel during clearance", page.Find(".trial [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Contradiction", page.Find(".preview .map-picture .contradiction").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".fields .note.w a[href$='/current-holder-without-approval.yaml']")));

        // The rule that it contradicts is offered to come second.
        await CheckAsync(page, "part-then", "Unapproved travel during clearance", true);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".trial [role=alert]")));
        Assert.Contains("Comes before “Unapproved travel during clearance”", page.Find(".takings").TextContent, StringComparison.Ordinal);
        await CheckAsync(page, "part-then", "Unapproved travel during clearance", false);
        page.WaitForElement(".trial [role=alert] button");
        await ClickAsync(page, ".trial [role=alert] button");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".trial [role=alert]")));
        var changed = YamlEdit.Read(page.Instance.Session.First.Text, "when/holder");
        Assert.Equal(YamlValue.Of(["current", "former"]), changed);
        Assert.Equal(YamlValue.Of(["current-holder-without-approval"]), YamlEdit.Read(page.Instance.Session.First.Text, "overrides"));
    }

    [Fact]
    public async Task Only_facts_that_can_be_combined_are_offered_and_what_no_longer_can_goes()
    {
        var page = await OpenAsync(Former);
        Assert.Contains("Approval of the trip", page.Find("#part-when").ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Pattern", page.Find("#part-when").ParentElement!.TextContent, StringComparison.Ordinal);
        await CheckAsync(page, "part-when", "breach of the secrecy regime", true);
        await CheckAsync(page, "part-when", "travel abroad", false);
        page.WaitForAssertion(() => Assert.Contains("Pattern", page.Find("#part-when").ParentElement!.TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Approval of the trip", page.Find("#part-when").ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            YamlValue.Of(("holder", YamlValue.Of("former")), ("act", YamlValue.Of("regime-breach"))),
            YamlEdit.Read(page.Instance.Session.First.Text, "when"));
    }

    [Fact]
    public async Task Every_shipped_rule_opens_with_all_its_parts_and_nothing_of_it_is_changed()
    {
        foreach (var path in EditionSample.Documents.Under("rules").Select(document => document.Key))
        {
            var page = await OpenAsync(path);
            foreach (var summary in page.FindAll(".fields details.form-part:not([open]) > summary").Select(part => part.Id!).ToArray())
            {
                await ClickAsync(page, $"#{summary}");
            }

            Assert.Empty(page.FindAll(".fields details.form-part:not([open])"));
            Assert.False(page.Instance.Session.Dirty);
            Assert.Empty(page.FindAll(".fields .finding"));
        }
    }

    [Fact]
    public async Task A_basis_a_source_and_a_point_are_added_and_taken_away_again()
    {
        var page = await OpenAsync(Former);
        var before = page.Instance.Session.First.Text;
        foreach (var (part, add, row) in new[] { ("part-basis", "basis-add", "basis-2-instrument"), ("part-sources", "source-add", "source-1"), ("part-left-open", "left-open-add", "left-open-3-text-en") })
        {
            if (page.FindAll($"details[open] > #{part}").Count == 0)
            {
                await ClickAsync(page, $"#{part}");
            }

            await ClickAsync(page, $"#{add}");
            page.WaitForElement($"#{row}");
            Assert.NotEqual(before, page.Instance.Session.First.Text);
            await page.InvokeAsync(() => page.Find($"#{row}").Closest("fieldset.option-edit")!.QuerySelector("button.quiet")!.Click());
            page.WaitForAssertion(() => Assert.Equal(before, page.Instance.Session.First.Text));
        }
    }

    [Fact]
    public async Task A_rule_for_a_gap_is_begun_with_its_conditions_in_a_change_and_its_questions_are_shown_before_it_has_texts()
    {
        var editor = await SignInAsync(Role.Editor);
        var gap = LawMap.Of(EditionSample.Edition, new Law(Today)).Gaps.First(one => one.Holder == "candidate");
        var when = RuleDraft.ConditionsOf(EditionSample.Edition.RuleBook.Vocabulary, gap);
        Services.GetRequiredService<NavigationManager>().NavigateTo(NewRuleAddress.For(when));
        var page = Render<NewRulePage>();
        page.WaitForElement("form");
        Assert.Equal(when.Count, page.FindAll(".note li").Count);
        await page.Find("form").SubmitAsync();
        Assert.NotEmpty(page.Find("#new-rule-title-error").TextContent);
        page.Find("#new-rule-title").Input("Silence about candidates");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.EndsWith("silence-about-candidates.yaml?change=1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

        var row = Assert.Single(await Room.Get<EditingQueries>().ListAsync(editor, None), document => document.Path.Contains("silence-about-candidates", StringComparison.Ordinal));
        var rule = await OpenAsync(row.Path, 1);
        Assert.Equal("Silence about candidates", rule.Find("#rule-title-en").GetAttribute("value"));
        rule.WaitForAssertion(() => Assert.NotEmpty(rule.FindAll("#statement-ru-error .finding")));
        Assert.Empty(rule.FindAll(".trial [role=alert]"));
        Assert.Contains("No other rule says anything here", rule.Find(".takings").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_would_contradict_the_new_rule_comes_before_it_in_the_same_change()
    {
        const string Open = "rules/liability/technical-protection-breach-open.yaml";
        const string Plan = "rules/liability/technical-protection-breach-planned.yaml";
        var editor = await SignInAsync(Role.Editor);
        var change = (await Room.SaveDocumentAsync(editor, Open, null)).Value!.Change;
        var when = EditionSample.Edition.Rules["technical-protection-breach-open"].Rule.When;
        var begun = await Room.Get<RuleDrafting>().BeginAsync(editor, new RuleWish("ru", "Нарушение защиты", "liability", RuleKind.Open, when), change, "", None);
        Assert.Equal(("rules/liability/narushenie-zashchity.yaml", change), (begun.Value!.Path, begun.Value.Change));
        var documents = (await Room.Get<ChangeQueries>().FindAsync(editor, change, None)).Value!.Documents;
        Assert.Equal([begun.Value.Path, Open, Plan], documents.Select(document => document.Path).Order(StringComparer.Ordinal));
        Assert.Contains("narushenie-zashchity", documents.Single(document => document.Path == Plan).After, StringComparison.Ordinal);

        // The next one of that title gets a name of its own, though nothing of the first is published.
        var next = await Room.Get<RuleDrafting>().BeginAsync(editor, new RuleWish("ru", "Нарушение защиты", "liability", RuleKind.Open, when), null, "Another", None);
        Assert.Equal("rules/liability/narushenie-zashchity-2.yaml", next.Value!.Path);
    }

    [Fact]
    public async Task A_new_rule_is_renamed_on_its_page_and_a_published_one_has_no_such_part()
    {
        var editor = await SignInAsync(Role.Editor);
        var begun = (await Room.Get<RuleDrafting>().BeginAsync(editor, new RuleWish("en", "First", "liability", RuleKind.Definition, []), null, "New", None)).Value!;
        var page = await OpenAsync(begun.Path, begun.Change);
        await ClickAsync(page, "#part-name");
        page.Find("#rule-name").Input("Not good");
        await page.Find("form:has(#rule-name)").SubmitAsync();
        Assert.NotEmpty(page.Find("#rule-name-error").TextContent);
        page.Find("#rule-name").Input("second");
        page.Find("#rule-family").Change("definitions");

        // What is typed and still on its way is waited for: it would come back over the renamed document.
        var (unsent, box) = (page.FindComponent<TypedBox>().Instance.Unsent!, new object());
        unsent.Begin(box);
        var renaming = page.Find("form:has(#rule-name)").SubmitAsync();
        Assert.DoesNotContain("second.yaml", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await page.InvokeAsync(() => unsent.Arrive(box));
        await renaming;
        Assert.EndsWith("rules/definitions/second.yaml?change=1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Empty((await OpenAsync(Former)).FindAll("#part-name"));
    }

    [Fact]
    public async Task Who_only_reads_can_choose_nothing_and_begin_nothing()
    {
        var page = await OpenAsync(Former, role: Role.Reviewer);
        Assert.All(page.FindAll(".fields input[type=checkbox], .fields select"), field => Assert.True(field.HasAttribute("disabled")));
        Assert.Empty(page.FindAll(".fields button.btn"));
        var begin = Render<NewRulePage>();
        begin.WaitForElement(".note");
        Assert.Empty(begin.FindAll("form"));
        var wish = new RuleWish("en", "Not mine", "liability", RuleKind.Open, []);
        Assert.False((await Room.Get<RuleDrafting>().BeginAsync(await SignInAsync(Role.Reviewer), wish, null, "No", None)).Ok);
    }

    [Fact]
    public async Task Gaps_of_the_law_map_lead_editors_to_a_new_rule()
    {
        await SignInAsync(Role.Editor);
        var page = Render<LawPage>();
        page.WaitForElement("#gaps");
        var links = page.FindAll("a[href^='admin/content/new-rule?when=']");
        Assert.Equal(LawMap.Of(EditionSample.Edition, new Law(Today)).Gaps.Count, links.Count);
        var vocabulary = EditionSample.Edition.RuleBook.Vocabulary;
        Assert.All(links, link =>
        {
            var when = NewRuleAddress.Read(Uri.UnescapeDataString(link.GetAttribute("href")!.Split("when=")[1]), vocabulary);
            Assert.Equal(RuleDraft.ConditionsOf(vocabulary, RuleDraft.GapWith(EditionSample.Edition, when, Today)!).Select(one => one.ToString()), when.Select(one => one.ToString()));
        });
    }

    private async Task<IRenderedComponent<RuleEditor>> OpenAsync(string path, int? change = null, Role role = Role.Editor)
    {
        await SignInAsync(role);
        var address = ChangeAddress.Document(path, change);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<DocumentPage>(parameters => parameters.Add(part => part.Path, path));
        page.WaitForElement(".editor");
        return page.FindComponent<RuleEditor>();
    }

    private static Task ClickAsync(IRenderedComponent<RuleEditor> page, string selector) => page.InvokeAsync(() => page.Find(selector).Click());

    private static Task CheckAsync(IRenderedComponent<RuleEditor> page, string part, string label, bool chosen) => page.InvokeAsync(() => page
        .FindAll($"details:has(> #{part}) label.check")
        .First(one => one.TextContent.Trim() == label)
        .QuerySelector("input")!
        .Change(chosen));
}
