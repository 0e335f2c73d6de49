using System.Globalization;
using Bunit;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Publish;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace KnbTraining.WebTests.Features.Content;

public sealed class ImpactViewTests : AdminPageContext
{
    private const string Course = "courses/working-with-state-secrets.yaml";
    private const string Rule = "rules/travel-approval/current-holder-without-approval.yaml";

    [Fact]
    public async Task A_course_with_another_pass_mark_and_time_is_told_in_sentences()
    {
        var view = await DrawAsync(Changing((Course, "  pass: 80", "  pass: 85"), (Course, "minutes: 30", "minutes: 25")));
        var said = view.FindAll(".said li").Select(line => line.TextContent.Trim());
        Assert.Contains("The pass mark rises from 80 to 85 %.", said);
        Assert.Contains("The time of the exam falls from 30 to 25 minutes.", said);
        Assert.Contains("Working with state secrets", view.Find(".impact-group summary").TextContent, StringComparison.Ordinal);
        Assert.Contains("No document changes of which questions are made", view.Markup, StringComparison.Ordinal);
        Assert.Contains("None of them is judged differently", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_is_called_as_its_own_course_calls_it()
    {
        // Another course has a part with that id, too.
        const string Path = "courses/who-protects-state-secrets.yaml";
        var documents = EditionSample.Documents.With([new(Path, YamlEdit.Set(EditionSample.Documents.Find(Path)!, [new("exam/parts/0/count", "4")]))]);
        var view = await DrawAsync(Impact.Of(EditionSample.Edition, EditionCompiler.Recompile(documents).Edition!, new DateOnly(2026, 3, 2)));
        Assert.Contains(view.FindAll(".said li"), line => line.TextContent.Contains("Bodies and their tasks", StringComparison.Ordinal));
        Assert.DoesNotContain("Unit, NSC and head", view.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "The pass mark rises from 80 to 85 %.")]
    [InlineData("ru", "Проходной балл повышен с 80 до 85 %.")]
    [InlineData("kk", "Өту балы көтерілді: 80 % орнына 85 %.")]
    public async Task It_speaks_the_language_of_the_page(string language, string sentence)
    {
        Speak(language);
        var view = await DrawAsync(Changing((Course, "  pass: 80", "  pass: 85")));
        Assert.Equal(sentence, view.Find(".said li").TextContent.Trim());
    }

    [Fact]
    public async Task A_text_is_shown_word_by_word_in_each_language_that_changed()
    {
        var view = await DrawAsync(Changing((Rule, "\n  en: ", "\n  en: Now "), (Rule, "\n  ru: ", "\n  ru: Иначе ")));
        var change = view.FindAll(".text-change").First(section => section.QuerySelectorAll("ins").Length > 0);
        Assert.NotEmpty(change.QuerySelectorAll("[lang=en], [lang=ru]"));
        Assert.Contains(view.FindAll("ins"), fresh => fresh.TextContent.Contains("Иначе", StringComparison.Ordinal));
        Assert.Contains("Languages left behind", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_counted_for_a_reviewer_and_named_for_nobody_who_does_not_see_them()
    {
        var holder = await Room.AddAsync(new PersonBuilder().Named("Holder"));
        await Room.SitAsync(holder);
        var impact = Changing((Rule, "until: null", "until: 2026-10-01")) is var planned
            ? planned with { Rules = [.. EditionSample.Edition.Rules.Keys.Select(rule => new ChangedRule(rule, DocumentFate.Removed, [RuleAspect.Meaning], new Cause(Rule, [])))] }
            : null!;
        var view = await DrawAsync(impact, Role.Reviewer);
        Assert.Contains("1 person holds a valid certificate", view.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Show who they are", view.Markup, StringComparison.Ordinal);

        var seen = await DrawAsync(impact, Role.Administrator);
        await seen.FindAll("button").Single(button => button.TextContent.Contains("Show who they are", StringComparison.Ordinal)).ClickAsync(new());
        seen.WaitForAssertion(() => Assert.Equal("Holder", seen.FindAll("table").Single(table => table.TextContent.Contains("Asked about", StringComparison.Ordinal)).QuerySelector("tbody th")!.TextContent));
    }

    [Fact]
    public async Task A_planned_end_of_a_rule_says_from_which_day_and_because_of_which_rule()
    {
        var view = await DrawAsync(Changing((Rule, "until: null", "until: 2026-10-01")));
        Assert.Contains("From 1 October 2026", view.Markup, StringComparison.Ordinal);
        Assert.Contains("it does not count any more", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_key_of_the_shipped_documents_has_a_name_in_each_language()
    {
        // In English a word of the vocabulary may be spelled like its key; the keys of texts are the same in all languages.
        var edition = EditionSample.Edition;
        foreach (var language in Languages.Table.Where(language => !language.IsLatin).Select(language => language.Code))
        {
            Speak(language);
            var texts = Services.GetRequiredService<IStringLocalizer<ContentTexts>>();

            // Everything is new: every field of every document is told.
            var empty = DocumentComparison.Of(new DocumentSet([]), edition.Documents);
            var words = new ImpactWords(Impact.Of(edition, edition, new DateOnly(2026, 3, 2)) with { Changes = empty }, texts, language);
            var unnamed = empty
                .Where(document => document.Kind != ContentKind.Stem)
                .SelectMany(document => document.Fields.Select(field => (document.Kind, Keys: Unnamed(texts, words, field), field.Field)))
                .Where(field => field.Keys.Length > 0)
                .Select(field => $"{language} {field.Kind}: {string.Join(' ', field.Keys)}")
                .Distinct();
            Assert.Empty(unnamed);
            Assert.All(empty, document => Assert.All(document.Fields, field => Assert.NotEmpty(words.Say(field))));
        }
    }

    [Fact]
    public void Pages_in_Russian_and_Kazakh_say_no_raw_name_of_a_field_or_value_that_has_a_word()
    {
        foreach (var language in new[] { "ru", "kk" })
        {
            Speak(language);
            var texts = Services.GetRequiredService<IStringLocalizer<ContentTexts>>();
            var impact = Changing((Course, "  pass: 80", "  pass: 85"), (Rule, "until: null", "until: 2026-10-01"), (Rule, "status: in-force", "status: proposed"), (Rule, "holder: current", "holder: former"));
            var words = new ImpactWords(impact, texts, language);
            string[] said = [.. impact.Changes.SelectMany(change => change.Fields).Select(words.Say), .. impact.Changes.Select(change => words.TitleOf(change.Path))];
            Assert.Equal(6, said.Length);
            Assert.All(said, sentence => Assert.DoesNotMatch("[a-z]{2,}", sentence));
        }
    }

    [Fact]
    public void The_runs_of_two_texts_put_together_are_the_texts_and_what_differs_is_marked()
    {
        var (before, after) = WordComparison.Of("The head approves the trip.", "The head of the body approves a trip.");
        Assert.Equal("The head approves the trip.", string.Concat(before.Select(run => run.Text)));
        Assert.Equal("The head of the body approves a trip.", string.Concat(after.Select(run => run.Text)));
        Assert.Equal("the", Assert.Single(before, run => run.Differs).Text.Trim());
        Assert.Equal(["of the body", "a"], after.Where(run => run.Differs).Select(run => run.Text.Trim()));
        var (none, all) = WordComparison.Of("", "New text");
        Assert.Empty(none);
        Assert.True(Assert.Single(all).Differs);
    }

    private static string[] Unnamed(IStringLocalizer<ContentTexts> texts, ImpactWords words, ChangedField field) =>
        field.Nature == FieldNature.Block ? [] :
        [
            .. field.Steps.Select(step => step.Key).Where(key => key != field.Language
                && texts[$"Impact.key.{key}"].ResourceNotFound
                && words.NameOf(field).Split(", ").Any(part => part == key || part.StartsWith($"{key} ", StringComparison.Ordinal))),
        ];

    private static Impact Changing(params (string Path, string Old, string New)[] changes)
    {
        var texts = EditionSample.Documents.All.ToDictionary(StringComparer.Ordinal);
        foreach (var (path, old, now) in changes)
        {
            Assert.Contains(old, texts[path], StringComparison.Ordinal);
            var at = texts[path].IndexOf(old, StringComparison.Ordinal);
            texts[path] = texts[path][..at] + now + texts[path][(at + old.Length)..];
        }

        // What a reader of drafts may see: it need not be fit for publishing, and Recompile would refuse a few of these.
        var compilation = EditionCompiler.Recompile(new DocumentSet(texts));
        var after = compilation.Edition ?? EditionCompiler.Sketch(new DocumentSet(texts)).Edition ?? throw new InvalidOperationException(string.Join(' ', compilation.Findings));
        return Impact.Of(EditionSample.Edition, after, new DateOnly(2026, 3, 2));
    }

    private static void Speak(string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of(language);
    }

    private async Task<IRenderedComponent<ImpactView>> DrawAsync(Impact impact, Role role = Role.Reviewer)
    {
        await SignInAsync(role);
        var view = Render<ImpactView>(parameters => parameters.Add(part => part.Impact, impact).Add(part => part.Words, impact.After.Words));
        view.WaitForAssertion(() => Assert.Empty(view.FindAll("[aria-busy]")));
        return view;
    }
}
