using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Content.Analysis;

public sealed class StaleTextTests
{
    private const string Folder = "lessons/travel-and-approval";

    private static readonly DocumentSet Before = new(EditionSample.Documents.Under(Folder));

    [Fact]
    public void Each_part_that_one_language_changes_leaves_the_others_of_its_row_behind_and_no_other_part()
    {
        var rows = LessonRows.Of([.. Languages.All.Select(language => KeyValuePair.Create(language, LessonParts.Of(Before.Find($"{Folder}/{language}.md")!)))]);
        foreach (var row in rows)
        {
            foreach (var (language, part) in row.Parts)
            {
                var stale = Assert.Single(StaleText.Of(Before, With((language, text => Line(text, part.Line, line => line.StartsWith(":::", StringComparison.Ordinal) ? line + " changed" : line + " Changed.")))));
                Assert.Equal([language], stale.Changed);
                Assert.Equal(Languages.All.Where(other => other != language), stale.Left);
                if (part.LivePart is null)
                {
                    // The head of a live part tells what belongs together; once it differs, nothing does.
                    Assert.All(stale.Left, other => Assert.Equal(row[other]?.Line, stale.Lines.TryGetValue(other, out var line) ? line : null));
                }
            }
        }
    }

    [Fact]
    public void What_all_languages_change_together_leaves_nothing_behind()
    {
        Assert.Empty(StaleText.Of(Before, Before));
        Assert.Empty(StaleText.Of(Before, With([.. Languages.All.Select(language => (language, (Func<string, string>)(text => text + "\nMore.\n")))])));
        Assert.Empty(StaleText.Of(Before, With([.. Languages.All.Select(language => (language, (Func<string, string>)(text => Titled(text))))])));

        // How long it takes to read and whether a translation was read are no texts.
        Assert.Empty(StaleText.Of(Before, With(("ru", text => text.Replace("translation: draft", "translation: reviewed", StringComparison.Ordinal)))));
    }

    [Fact]
    public void A_title_a_new_paragraph_and_one_that_is_gone_leave_the_others_behind()
    {
        var title = Assert.Single(StaleText.Of(Before, With(("en", text => Titled(text)))));
        Assert.Equal("title", title.Field);
        var added = Assert.Single(StaleText.Of(Before, With(("kk", text => text + "\nЖаңа абзац.\n"))));
        Assert.Equal(("body", "kk"), (added.Field, Assert.Single(added.Changed)));
        Assert.Equal(["en", "ru"], added.Left);

        var last = LessonParts.Of(Before.Find($"{Folder}/en.md")!).Last(part => part.LivePart is null && !part.IsHeading);
        var gone = Assert.Single(StaleText.Of(Before, With(("en", text => text.Replace(last.Text, "", StringComparison.Ordinal)))));
        Assert.Equal(["en"], gone.Changed);
        Assert.Equal(["ru", "kk"], gone.Left);
    }

    [Fact]
    public void What_was_looked_at_is_stale_no_more_until_the_other_language_says_something_else_again()
    {
        DocumentSet Saying(string words) => With(("en", text => text + $"\n{words}\n"));
        var stale = StaleText.Of(Before, Saying("One."));
        var looked = new HashSet<string> { Assert.Single(stale).Marks["ru"] };
        Assert.Equal(["kk"], Assert.Single(StaleText.Without(stale, looked)).Left);
        looked.Add(stale[0].Marks["kk"]);
        Assert.Empty(StaleText.Without(stale, looked));
        Assert.Equal(["ru", "kk"], Assert.Single(StaleText.Without(StaleText.Of(Before, Saying("Two.")), looked)).Left);

        // Each text has a mark of its own.
        var many = StaleText.Of(Before, With(("en", text => Titled(text) + "\nOne.\n")));
        Assert.Equal(4, many.SelectMany(text => text.Marks.Values).Distinct().Count());
    }

    [Fact]
    public void A_new_lesson_has_no_original()
    {
        var fresh = new DocumentSet(Languages.All.Select(language => KeyValuePair.Create($"lessons/fresh/{language}.md", "---\ntitle: \"X\"\n---\nText.\n")));
        Assert.Empty(StaleText.Of(new DocumentSet([]), fresh));
    }

    private static DocumentSet With(params (string Language, Func<string, string> Change)[] changes) =>
        Before.With(changes.Select(change => KeyValuePair.Create($"{Folder}/{change.Language}.md", change.Change(Before.Find($"{Folder}/{change.Language}.md")!))));

    private static string Titled(string text) => (LessonFields.Parse(text) with { Title = "New" }).ToDocument();

    private static string Line(string text, int line, Func<string, string> change)
    {
        var lines = text.Split('\n');
        lines[line - 1] = change(lines[line - 1]);
        return string.Join('\n', lines);
    }
}
