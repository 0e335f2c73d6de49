using KnbTraining.Content.Lessons;
using KnbTraining.Content.Text;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class PictureFindingTests
{
    private const string Path = "pictures/way-to-clearance.yaml";
    private const string Advice = "pictures/first-minutes-after-a-loss.yaml";
    // It has no box of good practice of its own.
    private const string Silent = "lessons/who-protects/en.md";
    private const string Lesson = "lessons/before-you-sign/en.md";

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void A_picture_of_the_sources_that_names_no_rule_is_found() =>
        Shipped.Replacing(Advice, "standing: good-practice", "standing: sources")
            .Finds(Advice, "standing: sources", "shows what the sources say and names no rule", "List under `rules`");

    [Fact]
    public void Good_practice_that_names_a_rule_is_found() =>
        Shipped.Replacing(Path, "standing: sources", "standing: good-practice")
            .Finds(Path, "rules:", "as if they demanded it", "Remove `rules`");

    [Fact]
    public void A_rule_or_a_picture_that_does_not_exist_is_found()
    {
        Shipped.Replacing(Path, "  - clearance-defined\n", "  - clearance-invented\n")
            .Finds(Path, "clearance-invented", "The rule 'clearance-invented' does not exist.", "Name an existing rule.");
        Shipped.Replacing(Lesson, ":::picture way-to-clearance", ":::picture way-to-nowhere").Replacing("lessons/before-you-sign/ru.md", ":::picture way-to-clearance", ":::picture way-to-nowhere")
            .Replacing("lessons/before-you-sign/kk.md", ":::picture way-to-clearance", ":::picture way-to-nowhere")
            .Finds(Lesson, "way-to-nowhere", "The picture 'way-to-nowhere' does not exist.", "folder pictures");
    }

    [Fact]
    public void A_picture_that_no_lesson_shows_is_found() =>
        Shipped.With("pictures/spare.yaml", Shipped[Path].Replace("id: way-to-clearance", "id: spare", StringComparison.Ordinal))
            .Finds("pictures/spare.yaml", "id: spare", "No lesson shows the picture 'spare'.", ":::picture spare");

    [Fact]
    public void A_sign_without_a_drawing_a_text_too_long_and_a_lonely_way_are_found()
    {
        Shipped.Replacing(Path, "icon: pen", "icon: dragon").Finds(Path, "icon: dragon", "There is no sign 'dragon'.", "Use one of: calendar,");
        Shipped.Replacing(Path, "Clearance has been requested for you.", new string('x', Picture.LongestText + 1))
            .Finds(Path, "    text:", $"'text' has {Picture.LongestText + 1} characters in 'en'; {Picture.LongestText} are allowed.", "say it shorter");
        Assert.Empty(Shipped.Replacing(Path, "Clearance has been requested for you.", new string('x', Picture.LongestText)).Compile().Findings);
        var lines = Shipped[Advice].Split('\n').ToList();
        var second = lines.FindLastIndex(line => line == "      - icon: cross");
        var end = lines.FindIndex(second, line => line == "  - icon: lock");
        lines.RemoveRange(second, end - second);
        Shipped.With(Advice, string.Join('\n', lines)).Finds(Advice, "    ways:", "The step parts into 1 ways.", $"Draw 2 to {Picture.MostWays}, or none.");
    }

    [Fact]
    public void A_picture_of_one_step_is_found()
    {
        var text = Shipped[Path];
        var second = text.IndexOf("  - icon: pen", StringComparison.Ordinal);
        Shipped.With(Path, text[..second]).Finds(Path, "steps:", "The picture has 1 steps.", $"Draw 2 to {Picture.MostSteps}.");
    }

    [Fact]
    public void Advice_without_words_and_a_directive_with_words_too_many_are_found()
    {
        Shipped.Appending(Silent, "\n:::practice\n:::\n").Finds(Silent, ":::practice", "The advice is empty.", "Write it between");
        Shipped.Appending(Silent, "\n:::practice everybody\nAsk.\n:::\n").Finds(Silent, ":::practice everybody", "The directive 'practice everybody' is not known.", "practice or practice contact");
    }

    [Fact]
    public void Every_shipped_lesson_has_a_case_and_a_picture_or_a_map() => Assert.All(EditionSample.Edition.Lessons.Values, lesson =>
    {
        var blocks = lesson[Languages.English].Blocks;
        Assert.True(blocks.OfType<CaseBlock>().Any(), $"{lesson.Id} has no case.");
        Assert.True(blocks.Any(block => block is PictureBlock or MapBlock), $"{lesson.Id} has neither picture nor map.");
    });
}
