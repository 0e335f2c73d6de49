using AngleSharp.Dom;
using Bunit;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Fields;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Content;

public sealed class EntriesEditorTests : AdminPageContext
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_entry_is_found_by_words_opened_alone_changed_and_saved_and_nothing_else_changes()
    {
        await SignInAsync(Role.Editor);
        var page = OpenPage("glossary.yaml");
        page.Find("#search-terms").Input("official");
        var found = page.FindAll(".rows.entries > li > button");
        Assert.Contains(found, entry => entry.TextContent.Trim() == "official secret");
        Assert.True(found.Count < 10);
        await found.First(entry => entry.TextContent.Trim() == "official secret").ClickAsync(new());
        Assert.Single(page.FindAll(".rows.entries .entry"));
        await TypeAsync(page, "field-terms-2-term-en", "official secrets ");
        Assert.Equal("official secrets ", Box(page, "field-terms-2-term-en").Instance.Value);

        var saved = await SaveAsync(page, "glossary.yaml");
        Assert.Equal(EditionSample.Documents.Find("glossary.yaml")!.Replace("      en: official secret\n", "      en: official secrets\n", StringComparison.Ordinal), saved);
    }

    [Fact]
    public async Task A_new_entry_gets_an_id_of_its_name_and_asks_for_what_is_missing_at_its_fields()
    {
        await SignInAsync(Role.Editor);
        var page = OpenPage("instruments.yaml");
        await page.Find(".new-entry").SubmitAsync();
        Assert.Equal("Give it a name.", page.Find("#new-instruments-error").TextContent);
        page.Find("#new-instruments").Input("Law on personal data");
        await page.Find(".new-entry").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".entry .finding"), finding => finding.TextContent.Length > 0));
        Assert.Contains("Law on personal data", page.Find("li.open > button").TextContent, StringComparison.Ordinal);
        Assert.Contains("  - id: law-on-personal-data\n", await SaveAsync(page, "instruments.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_an_entry_goes_the_page_says_which_documents_name_it()
    {
        await SignInAsync(Role.Editor);
        var page = OpenPage("glossary.yaml");
        await page.FindAll(".rows.entries > li > button").First(entry => entry.TextContent.Trim() == "carrier").ClickAsync(new());
        await Named(page, "Take out of the content").ClickAsync(new());
        Assert.Contains(page.FindAll(".entry .note a"), link => link.GetAttribute("href")!.Contains("/lessons/", StringComparison.Ordinal));
        await page.Find(".entry .note .btn.main").ClickAsync(new());
        Assert.DoesNotContain(page.FindAll(".rows.entries > li > button"), entry => entry.TextContent.Trim() == "carrier");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".note.w a")));
        Assert.DoesNotContain("  - id: carrier\n", await SaveAsync(page, "glossary.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_is_told_of_everybody_who_can_be_in_it_as_soon_as_it_is_opened()
    {
        await SignInAsync(Role.Editor);
        var page = OpenPage("vignettes/disclosure.yaml");
        Assert.Empty(page.FindAll(".preview dd"));
        await page.FindAll(".rows.entries > li > button")[0].ClickAsync(new());
        Assert.Equal(3, page.FindAll(".preview dd").Count);
        Assert.All(page.FindAll(".preview dd"), told => Assert.Contains("family dinner", told.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_small_document_opens_as_a_form_and_each_kind_of_entry_shows_its_fields()
    {
        await SignInAsync(Role.Editor);
        foreach (var path in new[]
        {
            "sources.yaml", "facts.yaml", "background.yaml", "misconceptions.yaml", "wording.yaml", "vignettes/cast.yaml", "vignettes/facts.yaml",
            "vocabulary.yaml", "stems/verdict.yaml", "stems/explanation.yaml", "pictures/what-a-carrier-is.yaml", "acknowledgements/travel-reminder.yaml",
        })
        {
            var page = OpenPage(path);
            foreach (var entry in Enumerable.Range(0, Math.Min(6, page.FindAll(".rows.entries > li > button").Count)))
            {
                await page.FindAll(".rows.entries > li > button")[entry].ClickAsync(new());
                Assert.NotEmpty(page.FindAll(".entry .field"));
            }

            Assert.NotEmpty(page.FindAll(".editor .field"));
            Assert.Empty(page.FindAll(".finding"));
        }
    }

    [Fact]
    public async Task The_vocabulary_shows_what_is_fixed_takes_words_and_opens_at_the_field_of_a_finding()
    {
        await SignInAsync(Role.Editor);
        var text = EditionSample.Documents.Find("vocabulary.yaml")!;
        var line = text.Split('\n').Index().First(one => one.Item.EndsWith("ru: выезд за границу", StringComparison.Ordinal)).Index + 1;
        Services.GetRequiredService<NavigationManager>().NavigateTo($"admin/content/document/vocabulary.yaml?line={line}");
        var page = OpenPage("vocabulary.yaml");
        Assert.Equal("What happens", page.Find("li.open > button").TextContent.Trim());
        Assert.Equal("true", page.Find("li.open > button").GetAttribute("aria-expanded"));
        Assert.Equal("выезд за границу", Box(page, "field-dimensions-3-values-2-label-ru").Instance.Value);
        Assert.Contains(JSInterop.Invocations, call => call.Identifier == "import" && call.Arguments[0] is "./js/typed.js");

        // What rules rest on is told in words and by its name, and nothing of it comes, goes or is renamed.
        Assert.Contains(page.FindAll(".entry code"), code => code.TextContent == "travel-abroad");
        Assert.Equal("act", page.Find("#field-dimensions-3-role p").TextContent);
        Assert.Empty(page.FindAll("#new-dimensions, .entry button"));
        Assert.Contains(page.FindAll(".entry .option-edit details.more a"), link => link.GetAttribute("href")!.Contains("cases/travel-abroad.yaml", StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll("#new-duties"));
        Assert.False(page.Find("details.source").HasAttribute("open"));
        await page.FindAll(".rows.entries > li > button").First(entry => entry.TextContent.Trim() == "Approval of the trip").ClickAsync(new());
        Assert.Equal("What happens: travel abroad", page.Find("#field-dimensions-4-applies-when p").TextContent);

        await TypeAsync(page, "field-dimensions-4-values-0-label-en", "not given");
        Assert.Equal(text.Replace("      - id: absent\n        label:\n          en: missing\n", "      - id: absent\n        label:\n          en: not given\n", StringComparison.Ordinal), await SaveAsync(page, "vocabulary.yaml"));
    }

    [Fact]
    public async Task A_finding_in_a_list_of_entries_leads_to_its_line_and_any_other_to_its_document()
    {
        await SignInAsync(Role.Editor);
        var findings = EditionCompiler.Compile(EditionSample.Documents.With(
        [
            new("vocabulary.yaml", EditionSample.Documents.Find("vocabulary.yaml")!.Replace("      kk: Рұқсат ету\n", "      kk: \"\"\n", StringComparison.Ordinal)),
            new("questions/promise-by-word.yaml", EditionSample.Documents.Find("questions/promise-by-word.yaml")!.Replace("authored: true", "authored: false", StringComparison.Ordinal)),
        ])).Findings;
        var list = Render<FindingsByDocument>(parameters => parameters.Add(one => one.Findings, findings).Add(one => one.Change, 3));
        var links = list.FindAll("a").Select(link => link.GetAttribute("href")).ToArray();
        Assert.Contains(links, link => link!.StartsWith("admin/content/document/vocabulary.yaml?change=3&line=", StringComparison.Ordinal));
        Assert.Contains("admin/content/document/questions/promise-by-word.yaml?change=3", links);
    }

    [Fact]
    public async Task Any_document_is_given_a_day_of_review_beside_its_form()
    {
        await SignInAsync(Role.Editor);
        var page = OpenPage("glossary.yaml");
        Assert.Contains("no day", page.Find("details.more > summary:has(+ .field #review-by), details:has(#review-by) > summary").TextContent, StringComparison.Ordinal);
        var day = page.FindComponents<KnbTraining.Web.Components.DateField>().Single(field => field.Instance.Id == "review-by");
        await day.InvokeAsync(() => day.Instance.ValueChanged.InvokeAsync(new DateOnly(2028, 5, 1)));
        var lines = EditionSample.Documents.Find("glossary.yaml")!.Split('\n').ToList();
        lines.Insert(1, "review-by: 2028-05-01");
        Assert.Equal(string.Join('\n', lines), await SaveAsync(page, "glossary.yaml"));
    }

    private IRenderedComponent<DocumentPage> OpenPage(string path)
    {
        var page = Render<DocumentPage>(parameters => parameters.Add(one => one.Path, path));
        page.WaitForElement(".editor.entries");
        return page;
    }

    private static IElement Named(IRenderedComponent<DocumentPage> page, string words) =>
        page.FindAll(".entry button").First(button => button.TextContent.Trim() == words);

    private static IRenderedComponent<TypedBox> Box(IRenderedComponent<DocumentPage> page, string id) =>
        page.FindComponents<TypedBox>().Single(box => box.Instance.Id == id);

    private static Task TypeAsync(IRenderedComponent<DocumentPage> page, string id, string text)
    {
        var box = Box(page, id);
        return box.InvokeAsync(() => box.Instance.ValueChanged.InvokeAsync(text));
    }

    private async Task<string> SaveAsync(IRenderedComponent<DocumentPage> page, string path)
    {
        await page.FindAll(".savebar button").First(button => button.TextContent.Contains("Save", StringComparison.Ordinal)).ClickAsync(new());
        var viewer = await SignInAsync(Role.Editor);
        var change = Assert.Single(await Room.Get<ChangeQueries>().OpenAsync(viewer, None));
        return (await Room.Get<EditingQueries>().FindAsync(viewer, path, change.Number, None)).Value!.DraftText!;
    }
}
