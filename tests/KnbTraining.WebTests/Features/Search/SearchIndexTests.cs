using System.Diagnostics;
using System.Text;
using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.TestKit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Search;

namespace KnbTraining.WebTests.Features.Search;

public sealed class SearchIndexTests
{
    private static readonly SearchIndex Index = SearchIndex.Of(EditionSample.Edition);

    [Fact]
    public void Every_title_is_found_by_its_words_in_each_language_and_leads_to_its_own()
    {
        var edition = EditionSample.Edition;
        foreach (var language in Languages.All)
        {
            foreach (var (kind, id, title) in edition.Glossary.Values.Select(term => (FoundKind.Term, term.Id, term.Name[language]))
                .Concat(edition.Rules.Values.Select(rule => (FoundKind.Rule, rule.Id, rule.Title[language])))
                .Concat(edition.Courses.Values.Select(course => (FoundKind.Course, course.Id, course.Title[language])))
                .Concat(edition.Courses.Values.SelectMany(course => course.Lessons).Select(lesson => (FoundKind.Lesson, lesson, edition.Lessons[lesson][language].Title))))
            {
                Assert.Contains(Index.Find(title, language), found => (found.Kind, found.Id, found.Language) == (kind, id, language));
            }
        }
    }

    [Theory]
    [InlineData("агрегирование зебра", 0)]
    [InlineData("ПРИЗНАКИ зебры", 0)]
    public void Every_word_must_be_there(string query, int count) => Assert.Equal(count, Index.Find(query, "ru").Count);

    [Theory]
    [InlineData("ru", "договор допуск", "допуск договор")]
    [InlineData("ru", "ещё", "еще")]
    [InlineData("ru", "допуск", "ДОПУСК")]
    [InlineData("kk", "қызметтік құпия", "кызметтик купия")]
    [InlineData("kk", "құпия", "ҚҰПИЯ")]
    public void Order_capitals_and_letters_that_a_keyboard_lacks_do_not_matter(string language, string one, string other)
    {
        Assert.NotEmpty(Index.Find(one, language));
        Assert.Equal(Index.Find(one, language).Select(found => found.Title), Index.Find(other, language).Select(found => found.Title));
    }

    [Fact]
    public void A_letter_written_as_two_characters_is_found()
    {
        var decomposed = "ещё й".Normalize(NormalizationForm.FormD);
        Assert.NotEqual("ещё й", decomposed);
        Assert.Equal(Index.Find("ещё", "ru").Count, Index.Find(decomposed.Split(' ')[0], "ru").Count);
    }

    [Fact]
    public void The_beginning_of_a_word_is_enough_and_its_middle_is_not()
    {
        Assert.Contains(Index.Find("носит", "ru"), found => found is { Kind: FoundKind.Term, Id: "carrier" });
        Assert.DoesNotContain(Index.Find("сител", "ru"), found => found.Kind == FoundKind.Term);
    }

    [Fact]
    public void Short_words_are_found_whole_and_what_has_the_words_in_its_name_stands_first()
    {
        Assert.DoesNotContain(Index.Find("о", "ru"), found => !SearchWords.In($"{found.Title} {found.Of} {found.Text}").Any(word => SearchWords.Fold(word.Value) == "о"));
        Assert.Equal((FoundKind.Term, "clearance-agreement"), Index.Find("договор о допуске", "ru").Select(found => (found.Kind, found.Id)).First());
    }

    [Fact]
    public void A_term_known_in_one_language_is_found_by_a_reader_of_another_one()
    {
        var found = Index.Find(EditionSample.Edition.Glossary["carrier"].Name["kk"], "en").First(found => found.Kind == FoundKind.Term);
        Assert.Equal(("carrier", "kk"), (found.Id, found.Language));
    }

    [Fact]
    public void A_part_of_a_lesson_is_found_with_its_anchor_and_no_question_is()
    {
        var found = Index.Find("checklist last day", "en").First(found => found.Kind == FoundKind.Lesson);
        Assert.Equal(("after-access-ends", "checklist-for-your-last-day"), (found.Id, found.Anchor));
        var texts = EditionSample.Edition.Lessons["after-access-ends"]["en"];
        Assert.Contains(texts.Blocks, block => block is QuestionBlock);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("%_'\"\\ <> ()")]
    [InlineData("\u0301\u00ad\u200d")]
    [InlineData("\ud800")]
    public void A_query_without_a_word_finds_nothing(string query) => Assert.Empty(Index.Find(query, "en"));

    [Fact]
    public void A_hostile_query_is_cut_and_answered_at_once()
    {
        Index.Find("warm", "en");
        var watch = Stopwatch.StartNew();
        Index.Find(string.Concat(Enumerable.Repeat("a b c d e f ", 100_000)), "en");
        Assert.True(SearchWords.OfQuery(new string('a', 1_000_000))[0].Length <= SearchAddress.LongestQuery);
        Assert.InRange(SearchWords.OfQuery(string.Join(' ', Enumerable.Range(0, 1000))).Count, 1, 10);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("Договор о допуске", "допуск", "Договор о [допуске]")]
    [InlineData("Мемлекеттік құпия", "купи", "Мемлекеттік [құпия]")]
    [InlineData("<b>disk</b>", "disk", "<b>[disk]</b>")]
    public void The_words_that_were_searched_for_are_marked(string text, string query, string marked) =>
        Assert.Equal(marked, string.Concat(MarkedText.Of(text, SearchWords.OfQuery(query)).Select(piece => piece.Marked ? $"[{piece.Text}]" : piece.Text)));

    [Fact]
    public void A_long_text_is_cut_round_the_first_word_that_was_searched_for()
    {
        var text = $"{string.Join(' ', Enumerable.Repeat("word", 200))} needle {string.Join(' ', Enumerable.Repeat("word", 200))}";
        var excerpt = MarkedText.Excerpt(text, SearchWords.OfQuery("needle"));
        Assert.StartsWith("… word", excerpt, StringComparison.Ordinal);
        Assert.EndsWith("word …", excerpt, StringComparison.Ordinal);
        Assert.Contains(" needle ", excerpt, StringComparison.Ordinal);
        Assert.InRange(excerpt.Length, 100, MarkedText.Longest + 4);
        Assert.InRange(MarkedText.Excerpt(new string('x', 10_000), ["x"]).Length, 1, MarkedText.Longest + 4);
    }
}
