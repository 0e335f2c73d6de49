using System.Text.RegularExpressions;

namespace KnbTraining.UnitTests.Content.Wording;

public sealed partial class WordingTests
{
    /// <summary>How the one box of a lesson begins.</summary>
    private static readonly Dictionary<string, string> Box = new(StringComparer.Ordinal)
    {
        ["en"] = "> **Left open by the sources:**",
        ["ru"] = "> **Источники оставляют открытым:**",
        ["kk"] = "> **Дереккөздерде ашық қалғаны:**",
    };

    /// <summary>Short names that a reader cannot know.</summary>
    private static readonly Dictionary<string, string[]> Short = new(StringComparer.Ordinal)
    {
        ["en"] = ["NSC", "CAO"],
        ["ru"] = ["КНБ", "КоАП"],
        ["kk"] = ["ҰҚК", "ӘҚБтК"],
    };

    [Fact]
    public void A_wording_that_was_found_wrong_does_not_come_back() => Each.Of(WrongWord.All, word =>
    {
        Assert.True(word.StandsIn(word.Example), $"'{word.Found}' does not find its example.");
        var found = ShippedTexts.Of(word.Language).Where(text => word.StandsIn(text.Words)).ToList();
        Assert.True(found.Count == 0, $"write: {word.Better}\n{string.Join('\n', found)}");
    });

    [Fact]
    public void All_texts_of_a_language_are_read() => Each.Of(Box.Keys, language =>
    {
        var texts = ShippedTexts.Of(language).ToList();
        Assert.Contains(texts, text => text.Path == "content/glossary.yaml");
        Assert.Contains(texts, text => text.Path == "content/wording.yaml");
        Assert.Contains(texts, text => text.Path == $"content/lessons/who-protects/{language}.md");
        Assert.Contains(texts, text => text.Path.EndsWith("/SharedTexts" + (language == "en" ? "" : "." + language) + ".resx", StringComparison.Ordinal));
    });

    [Fact]
    public void A_lesson_tells_once_and_in_a_box_what_the_sources_leave_open() => Each.Of(Box.Keys, language =>
        Each.Of(ShippedTexts.Lessons(language).GroupBy(line => line.Path).Select(lesson => lesson.ToList()), lesson =>
        {
            Assert.True(lesson.Count(line => line.Words.StartsWith(Box[language], StringComparison.Ordinal)) == 1, $"{lesson[0].Path} has no box or two.");
            var outside = lesson.Where(line => !line.Words.StartsWith("> ", StringComparison.Ordinal) && !IsHeading(line) && Silence().IsMatch(line.Words)).ToList();
            Assert.True(outside.Count == 0, $"outside of the box:\n{string.Join('\n', outside)}");
        }));

    [Fact]
    public void A_lesson_gives_the_full_name_where_it_first_uses_a_short_one() => Each.Of(Short.Keys, language =>
        Each.Of(ShippedTexts.Lessons(language).GroupBy(line => line.Path).Select(Body), lesson =>
            Each.Of(Short[language], name =>
            {
                if (lesson.FirstOrDefault(line => Regex.IsMatch(line.Words, $@"\b{name}\b", RegexOptions.NonBacktracking)) is { } first)
                {
                    Assert.True(first.Words.IndexOf(name, StringComparison.Ordinal) == first.Words.IndexOf($"({name})", StringComparison.Ordinal) + 1, $"{name} without its full name: {first}");
                }
            })));

    private static List<ShippedText> Body(IEnumerable<ShippedText> lesson) => [.. lesson.SkipWhile(line => line.Line == 1 || line.Words != "---").Skip(1)];

    private static bool IsHeading(ShippedText line) => line.Words.StartsWith("## ", StringComparison.Ordinal);

    [GeneratedRegex(
        @"\b[sS]ilen(t|ce)\b|sources? (do|does) not (say|cover|settle|answer)|[nN]ot covered|(no|not) permission|\b(left|leaves?|are) open\b"
            + "|источники (об этом |здесь |о нём )?молчат|[мМ]олчани[ея]|[иИ]сточники (не|ничего) |не разрешение|не освещен"
            + "|[үҮ]нсіз|[дД]ереккөздерде[^.]*(айтылмаған|ашық қал|қамтылмаған|ештеңе)|рұқсат (берілді )?де(ген сөз емес|генді білдірмейді)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Silence();
}
