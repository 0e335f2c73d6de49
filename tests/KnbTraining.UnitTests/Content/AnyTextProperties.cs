using FsCheck;
using FsCheck.Xunit;
using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.UnitTests.Content;

/// <summary>What must hold for every text that somebody can type: FsCheck looks for the shortest one that breaks it.</summary>
public sealed class AnyTextProperties
{
    private const string Document = "# first\ntitle: { en: Old, ru: Старое } # kept\nlist:\n  - one\n  - text: >-\n      folded\n      text\n";

    [Property(MaxTest = 300)]
    public bool A_value_put_into_a_document_is_read_back_and_everything_else_stays(NonNull<string> typed)
    {
        var text = typed.Get;
        if (TypedText.FindHidden(text) is not null)
        {
            return true;
        }

        var changed = YamlEdit.Set(Document, [new("title/en", text), new("list/1/text", text)]);
        var expected = text.ReplaceLineEndings("\n").Trim().Replace('\t', ' ');
        return YamlEdit.Get(changed, "title/en") == expected.Trim()
            && YamlEdit.Get(changed, "list/1/text") == expected.Trim()
            && YamlEdit.Get(changed, "title/ru") == "Старое"
            && YamlEdit.Get(changed, "list/0") == "one"
            && changed.StartsWith("# first\n", StringComparison.Ordinal) && changed.Contains("# kept", StringComparison.Ordinal);
    }

    [Property(MaxTest = 300)]
    public bool A_lesson_that_was_written_is_read_back(NonNull<string> title, NonNull<string> body)
    {
        if (TypedText.FindHidden(title.Get + body.Get) is not null)
        {
            return true;
        }

        var fields = new LessonFields(title.Get.ReplaceLineEndings(" ").Replace('\t', ' ').Trim(), "s", "5", "draft", body.Get.ReplaceLineEndings("\n").Trim('\n'));
        return LessonFields.Parse(fields.ToDocument()) == fields;
    }

    [Property(MaxTest = 300)]
    public bool No_text_makes_a_reader_fail(NonNull<string> typed)
    {
        foreach (var text in new[] { typed.Get, $"a: {typed.Get}", $"- {typed.Get}\n- \"{typed.Get}", $"{{{{ {typed.Get} }}}}", $"{{% if {typed.Get} %}}x{{% endif %}}" })
        {
            _ = YamlEdit.Paths(text);
            _ = DocumentOutline.Of(text).PathAt(1);
            _ = LessonFields.Parse(text);
            _ = SafeMarkdown.ToHtml(text);
            _ = new LiquidText(LocalizedText.Same(text)).Render("en", new Dictionary<string, object>(StringComparer.Ordinal));
        }

        return true;
    }

    [Property(MaxTest = 300)]
    public bool Markdown_never_lets_a_script_through(NonNull<string> typed)
    {
        var html = SafeMarkdown.ToHtml($"{typed.Get} <script>x</script> [a](javascript:{typed.Get}) <img src=x onerror=x>");
        return !html.Contains("<script", StringComparison.OrdinalIgnoreCase) && !html.Contains("<img", StringComparison.OrdinalIgnoreCase)
            && !html.Contains("href=\"javascript", StringComparison.OrdinalIgnoreCase);
    }

    [Property(MaxTest = 300)]
    public bool A_phrase_with_words_confirms_itself_whatever_blanks_and_punctuation_stand_around_it(NonNull<string> phrase) =>
        !ConfirmationPhrase.HasWords(phrase.Get) || ConfirmationPhrase.Matches(phrase.Get, $" «{phrase.Get}»  !");

    [Property(MaxTest = 300)]
    public bool A_line_that_is_taken_comes_back_from_storage_as_it_was(NonNull<string> typed) =>
        TypedText.LineFault(typed.Get, TypedText.LongestLine) is not null
        || (System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(typed.Get)) == typed.Get && TypedText.CanBeStored(typed.Get));

    [Property(MaxTest = 200)]
    public bool A_shuffle_keeps_what_it_shuffles_and_is_the_same_for_a_seed(ulong seed, int[] numbers)
    {
        var shuffled = new StableRandom(seed).Shuffle(numbers);
        return shuffled.Order().SequenceEqual(numbers.Order()) && shuffled.SequenceEqual(new StableRandom(seed).Shuffle(numbers));
    }

    [Property(MaxTest = 300)]
    public bool A_draw_below_a_number_is_below_it(ulong seed, PositiveInt below) => new StableRandom(seed).Below(below.Get) is var drawn && drawn >= 0 && drawn < below.Get;
}
