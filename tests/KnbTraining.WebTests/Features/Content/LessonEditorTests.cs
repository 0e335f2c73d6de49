using Bunit;
using KnbTraining.Content.Documents;
using KnbTraining.Learning;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Changes;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Changes;
using KnbTraining.Web.Features.Content.Editing;
using KnbTraining.Web.Features.Content.Fields;
using KnbTraining.Web.Features.Content.Writing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Features.Content;

public sealed class LessonEditorTests : AdminPageContext
{
    private const string English = "lessons/travel-and-approval/en.md";
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly KeyValuePair<string, string>[] Bodies =
    [
        KeyValuePair.Create("en", "## One\n\nA.\n\n:::term clearance\n:::\n\nB."), KeyValuePair.Create("ru", "## Один\n\nА.\n\n:::term clearance\n:::\n\nБ."),
        KeyValuePair.Create("kk", "## Бір\n\n:::term clearance\n:::\n\nБ."),
    ];

    [Fact]
    public void A_part_is_put_into_all_languages_behind_what_stands_at_the_cursor()
    {
        var part = new NewPart("practice", "Look.", Everywhere: true);
        var changed = LessonParting.Insert(Bodies, "ru", Bodies[1].Value.IndexOf("А.", StringComparison.Ordinal), part);
        Assert.Equal("## One\n\nA.\n\n:::practice\n:::\n\n:::term clearance\n:::\n\nB.", changed["en"]);
        Assert.Equal("## Один\n\nА.\n\n:::practice\nLook.\n:::\n\n:::term clearance\n:::\n\nБ.", changed["ru"]);
        Assert.Equal("## Бір\n\n:::practice\n:::\n\n:::term clearance\n:::\n\nБ.", changed["kk"]);
        Assert.Equal(["ru"], LessonParting.Insert(Bodies, "ru", 0, part with { Everywhere = false }).Keys);

        // The cursor may stand in a live part: it is not torn apart.
        var inside = Bodies[0].Value.IndexOf(":::\n\nB", StringComparison.Ordinal);
        Assert.Contains("clearance\n:::\n\n:::practice", LessonParting.Insert(Bodies, "en", inside, part)["en"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_inside_of_a_part_is_written_without_its_head()
    {
        foreach (var part in EditionSample.Documents.Under("lessons").SelectMany(lesson => LessonParts.Of(lesson.Value)))
        {
            var inside = PartInside.Of(part);
            Assert.DoesNotContain(":::", inside.Inside, StringComparison.Ordinal);
            Assert.Equal(part.Text, inside.With(inside.Inside));
        }
    }

    [Fact]
    public async Task Each_kind_of_part_is_found_in_words_and_put_in_by_a_press()
    {
        var page = await OpenAsync();
        var expected = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [PartKind.Rule] = ":::rule former-holder-without-approval", [PartKind.Term] = ":::term clearance", [PartKind.Map] = ":::map travel-abroad",
            [PartKind.Question] = ":::question ", [PartKind.Picture] = ":::picture act-and-liability",
        };
        var edition = EditionSample.Edition;
        var words = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [PartKind.Rule] = edition.Rules["former-holder-without-approval"].Title["en"], [PartKind.Term] = edition.Glossary["clearance"].Name["en"],
            [PartKind.Map] = edition.Words.Values[("act", "travel-abroad")]["en"], [PartKind.Question] = "", [PartKind.Picture] = edition.Pictures["act-and-liability"].Title["en"],
        };
        foreach (var kind in PartKind.Found)
        {
            await PressAsync(page, ".part-bar button", kind switch { PartKind.Map => "Table", _ => char.ToUpperInvariant(kind[0]) + kind[1..] });
            await page.Find("#part-search").InputAsync(new ChangeEventArgs { Value = words[kind] });
            await page.InvokeAsync(() => page.FindAll(".part-dialog .found li").First(row => words[kind].Length == 0 || row.QuerySelector(".grow")!.TextContent.StartsWith(words[kind], StringComparison.Ordinal))
                .QuerySelector("button")!.Click());
            Assert.Empty(page.FindAll("dialog"));
            Assert.All(["en", "ru", "kk"], language => Assert.Contains(expected[kind], Text(page, language), StringComparison.Ordinal));
        }

        // Facts that cannot stand together are refused beside them; a sound case goes in with its story in this language alone.
        await PressAsync(page, ".part-bar button", "Case");
        await page.Find("#part-fact-act").ChangeAsync(new ChangeEventArgs { Value = "disclosure" });
        await page.Find("#part-fact-approval").ChangeAsync(new ChangeEventArgs { Value = "absent" });
        await PressAsync(page, ".part-dialog .bar button", "Put in");
        Assert.Contains("cannot stand together", page.Find(".part-dialog .finding").TextContent, StringComparison.Ordinal);
        await page.Find("#part-fact-act").ChangeAsync(new ChangeEventArgs { Value = "travel-abroad" });
        await page.Find("#part-text").InputAsync(new ChangeEventArgs { Value = "She leaves tomorrow." });
        await PressAsync(page, ".part-dialog .bar button", "Put in");
        Assert.Contains(":::case act=travel-abroad approval=absent\nShe leaves tomorrow.\n:::", Text(page, "en"), StringComparison.Ordinal);
        Assert.Contains(":::case act=travel-abroad approval=absent\n:::", Text(page, "ru"), StringComparison.Ordinal);

        await PressAsync(page, ".part-bar button", "Good practice");
        await PressAsync(page, ".part-dialog .bar button", "Put in");
        Assert.Equal("Write the advice.", page.Find("#part-text-error").TextContent);
        await page.Find("#part-text").InputAsync(new ChangeEventArgs { Value = "Ask first." });
        await PressAsync(page, ".part-dialog .bar button", "Put in");
        Assert.Contains(":::practice\nAsk first.\n:::", Text(page, "en"), StringComparison.Ordinal);
        Assert.Contains(page.FindAll(".outline li"), line => line.TextContent.Contains("Good practice: Ask first.", StringComparison.Ordinal) && line.TextContent.Contains("Changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_one_language_says_anew_is_marked_in_the_others_until_somebody_has_looked()
    {
        var page = await OpenAsync();
        await PressAsync(page, ".part-bar button", "Good practice");
        await page.Find("#part-text").InputAsync(new ChangeEventArgs { Value = "Ask first." });
        await page.FindAll(".part-dialog label.check input")[^1].ChangeAsync(new ChangeEventArgs { Value = false });
        await PressAsync(page, ".part-dialog .bar button", "Put in");
        await page.FindAll(".lesson-view input")[1].ChangeAsync(new ChangeEventArgs { Value = "on" });
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".stale-note"), note => note.TextContent.Contains("1 text was left behind", StringComparison.Ordinal)));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".cell.changed-part")));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".cell.stale-part").Count));

        // Any two of the languages, and only what differs.
        await page.FindAll(".beside-bar input")[2].ChangeAsync(new ChangeEventArgs { Value = false });
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".cell.stale-part")));
        Assert.True(page.FindAll(".beside-bar input")[0].HasAttribute("disabled"));
        await page.FindAll(".beside-bar input")[^1].ChangeAsync(new ChangeEventArgs { Value = true });
        page.WaitForAssertion(() => Assert.InRange(page.FindAll(".beside-row").Count, 2, 8));

        // Looking keeps the text and the look in the change.
        await PressAsync(page, ".cell .stale-note button", "I have looked at it");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".cell.stale-part")));
        Assert.Single(await Room.FactsAsync<ChangeTextsLookedAt>());

        // A part is written in its place, and the box stays while an empty line is typed.
        await page.FindAll(".beside-bar input")[^1].ChangeAsync(new ChangeEventArgs { Value = false });
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".cell button"), button => button.TextContent == "Add"));
        await page.InvokeAsync(() => page.FindAll(".cell button").First(button => button.TextContent == "Add").Click());
        var box = page.FindComponent<TypedBox>();
        await page.InvokeAsync(() => box.Instance.ValueChanged.InvokeAsync("Сначала спросите.\n\nИ ещё раз."));
        Assert.Contains("Сначала спросите.\n\nИ ещё раз.", Text(page, "ru"), StringComparison.Ordinal);
        Assert.Single(page.FindComponents<TypedBox>(), one => one.Instance.Id == "part-box");
        await PressAsync(page, ".cell button", "Done");
        page.WaitForAssertion(() => Assert.DoesNotContain(page.FindComponents<TypedBox>(), one => one.Instance.Id == "part-box"));
    }

    [Fact]
    public async Task Stale_texts_are_told_before_a_change_is_published_and_somebody_chooses()
    {
        var editor = await SignInAsync(Role.Editor);
        var saved = (await Room.SaveDocumentAsync(editor, English, EditionSample.Documents.Find(English) + "\nMore.\n")).Value!;
        await Room.AskReviewAsync(editor, saved.Change);
        var reviewer = await SignInAsync(Role.Reviewer);
        await Room.Get<ChangeDecisions>().ApproveAsync(reviewer, await Room.ReadChangeAsync(reviewer, saved.Change), "", None);
        var page = Render<ChangePage>(parameters => parameters.Add(one => one.Number, saved.Change));
        page.WaitForElement("main > .bar button, .bar button");
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent == "Publish now").Click());
        Assert.Contains("2 texts were left behind", page.Find("form .note.w").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("form .note.w a").Count);
        await page.Find("form").SubmitAsync();
        Assert.Contains("choose to publish them", page.Find("form .finding").TextContent, StringComparison.Ordinal);
        await page.Find("form .note.w input").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Edition 2 is what learners see now.", page.Find(".status .saved").TextContent));
        Assert.Contains("chose to publish texts that were left behind: 2", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_finds_its_document_field_and_language_by_the_words()
    {
        var page = await OpenAsync();
        var session = page.Instance.Session;
        var russian = LessonFields.Parse(session.Of("ru").Text);
        foreach (var (words, path, field, language) in new[]
        {
            (russian.Title, "lessons/travel-and-approval/ru.md", "title", "ru"), (russian.Body.Split('\n')[0].Trim('#', ' '), "lessons/travel-and-approval/ru.md", "body", "ru"),
            ("nobody said this", English, "", "en"),
        })
        {
            var place = PlaceComments.Find(session.Desks, words);
            Assert.Equal((path, field, language), (place.Path, place.Field, place.Language));
        }
    }

    [Fact]
    public async Task A_finding_leads_to_its_line_and_a_broken_text_has_the_editor_with_its_words()
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.Instance.OnChange.InvokeAsync(new DocumentChange(page.Instance.Session.Of("en"), page.Instance.Session.Of("en").Text + "\n:::term nobody\n:::\n")));
        page.WaitForElement(".finding .to-line");
        await page.InvokeAsync(() => page.Find(".finding .to-line").Click());
        var words = CodeWords.Of(EditionSample.Edition, "rules/travel-approval/former-holder-without-approval.yaml", "kk");
        Assert.Contains(new CodeWord("overrides", null, Key: true), words);
        Assert.Contains(new CodeWord("travel-abroad", EditionSample.Edition.Words.Values[("act", "travel-abroad")]["kk"], Key: false), words);
        Assert.Contains(new CodeWord("clearance-defined", EditionSample.Edition.Rules["clearance-defined"].Title["kk"], Key: false), words);
        Assert.Equal(words.Count, words.DistinctBy(word => (word.Label, word.Key)).Count());
    }

    [Fact]
    public async Task A_picture_is_taken_in_with_what_it_shows_in_each_language_and_becomes_a_document()
    {
        await SignInAsync(Role.Editor);
        var page = Render<NewPicturePage>();
        await page.Find("form").SubmitAsync();
        Assert.Equal("Choose a picture.", page.Find("#picture-file-error").TextContent);
        Assert.Single(page.FindAll(".finding"));

        // What is taken is said before anybody tries.
        Assert.All(new[] { "PNG", "JPEG", "WebP", "SVG", "160 KB", "4096" }, word => Assert.Contains(word, page.Find("#picture-file-hint").TextContent, StringComparison.Ordinal));
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("<script>", "a.png"));
        page.WaitForAssertion(() => Assert.Contains("no picture that can be shown", page.Find("#picture-file-error").TextContent, StringComparison.Ordinal));
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary([.. TinyPicture.Png, 1, 2, 3], "a.png"));
        page.WaitForAssertion(() => Assert.Contains("after the end of the picture", page.Find("form .note.p").TextContent, StringComparison.Ordinal));
        Assert.StartsWith("data:image/png;base64,", page.Find("img.uploaded").GetAttribute("src"), StringComparison.Ordinal);
        foreach (var language in new[] { "en", "ru", "kk" })
        {
            await page.Find($"#picture-title-{language}").InputAsync(new ChangeEventArgs { Value = "The hall" });
            await page.Find($"#picture-alternative-{language}").InputAsync(new ChangeEventArgs { Value = "Two doors" });
        }

        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("pictures/the-hall.yaml", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var viewer = await SignInAsync(Role.Editor);
        var change = Assert.Single(await Room.Get<ChangeQueries>().OpenAsync(viewer, None));
        var view = (await Room.Get<ChangeQueries>().FindAsync(viewer, change.Number, None)).Value!;
        Assert.Contains("alternative:\n  en: \"Two doors\"", view.Documents[0].After, StringComparison.Ordinal);

        // Its form shows what a person writes, and none of its bytes.
        var document = Render<DocumentPage>(parameters => parameters.Add(one => one.Path, "pictures/the-hall.yaml"));
        document.WaitForElement(".editor");
        Assert.Contains("What the picture shows", document.Find(".editor").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("iVBOR", document.Find(".editor .fields").InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_uploaded_from_the_lesson_goes_into_its_change_and_stands_in_the_lesson_at_once()
    {
        var page = await OpenAsync();
        var address = Services.GetRequiredService<NavigationManager>().Uri;
        foreach (var (title, id) in new[] { ("The hall", "the-hall"), ("", "picture") })
        {
            await PressAsync(page, ".part-bar button", "Picture");
            await PressAsync(page, ".part-dialog button", "Upload a picture");
            page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(TinyPicture.Png, "a.png"));
            page.WaitForElement("img.uploaded");
            await page.Find("#picture-title-en").InputAsync(new ChangeEventArgs { Value = title });
            await page.InvokeAsync(() => page.Find(".part-dialog form").Submit());
            page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog")));
            Assert.All(["en", "ru", "kk"], language => Assert.Contains($":::picture {id}\n:::", Text(page, language), StringComparison.Ordinal));
        }

        // Nobody left the page, and all of it is one change; what the pictures still lack is told here and leads to them.
        Assert.Equal(address, Services.GetRequiredService<NavigationManager>().Uri);
        var viewer = await SignInAsync(Role.Editor);
        var change = Assert.Single(await Room.Get<ChangeQueries>().OpenAsync(viewer, None));
        Assert.Equal(change.Number, page.Instance.Session.Change);
        Assert.Equal(2, change.Documents);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".note.w ul.findings a"), link => link.GetAttribute("href")!.Contains("pictures/the-hall.yaml", StringComparison.Ordinal)));
        Assert.All(["ru", "kk"], language => Assert.Contains(page.Instance.Session.Elsewhere, finding => finding.Path == "pictures/the-hall.yaml" && finding.Message.Contains($"'{language}'", StringComparison.Ordinal)));
        Assert.Null(await page.Instance.Session.SaveAsync("", None));
        Assert.Single(await Room.Get<ChangeQueries>().OpenAsync(viewer, None));

        // It can be chosen again though it is in no edition yet.
        await PressAsync(page, ".part-bar button", "Picture");
        await page.Find("#part-search").InputAsync(new ChangeEventArgs { Value = "hall" });
        Assert.Contains("The hall", page.Find(".part-dialog .found li").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<LessonEditor>> OpenAsync()
    {
        await SignInAsync(Role.Editor);
        Services.GetRequiredService<NavigationManager>().NavigateTo(ChangeAddress.Document(English, null));
        var page = Render<DocumentPage>(parameters => parameters.Add(part => part.Path, English));
        page.WaitForElement(".editor");
        return page.FindComponent<LessonEditor>();
    }

    private static string Text(IRenderedComponent<LessonEditor> page, string language) => page.Instance.Session.Of(language).Text;

    private static Task PressAsync(IRenderedComponent<LessonEditor> page, string buttons, string words) =>
        page.InvokeAsync(() => page.FindAll(buttons).First(button => button.TextContent.Trim().StartsWith(words, StringComparison.Ordinal)).Click());
}
