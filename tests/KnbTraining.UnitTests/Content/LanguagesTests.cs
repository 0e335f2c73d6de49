using System.Globalization;
using System.Text.RegularExpressions;
using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed partial class LanguagesTests
{
    [Fact]
    public void Every_language_has_a_culture_of_its_own_and_names_that_tell_it_apart()
    {
        Assert.Equal(Languages.English, Languages.All[0]);
        Assert.Equal(Languages.All, Languages.Table.Select(language => CultureInfo.GetCultureInfo(language.Culture).TwoLetterISOLanguageName));
        Assert.Equal(Languages.All.Count, Languages.Table.Select(language => language.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Languages.All.Count, Languages.Table.Select(language => language.Abbreviation).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Languages.Table, language => Assert.NotEmpty(language.ConditionWords));
        Assert.All(Languages.Table, language => Assert.Contains("2026", new DateOnly(2026, 3, 2).ToString(language.Day, CultureInfo.GetCultureInfo(language.Culture)), StringComparison.Ordinal));
        Assert.Equal(Languages.Of(Languages.English), Languages.Of("xx"));
    }

    [Fact]
    public void A_text_has_each_language_and_speaks_english_in_one_that_it_was_not_given_and_in_one_that_nobody_knows()
    {
        var text = LocalizedText.Of(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "a", ["ru"] = "б" });
        Assert.Equal(("a", "б", "a", "a"), (text["en"], text["ru"], text["kk"], text["xx"]));
        Assert.Equal(Localized.Of("a", "б", "в"), text.With("kk", "в"));
        Assert.NotEqual(text, text.With("en", "b"));
    }

    /// <summary>As the program was before it spoke Kazakh.</summary>
    [Fact]
    public void What_was_published_before_a_language_came_is_still_read_and_speaks_english_in_it()
    {
        var before = new DocumentSet(EditionSample.Documents.All
            .Where(document => !document.Key.EndsWith("/kk.md", StringComparison.Ordinal))
            .Select(document => KeyValuePair.Create(document.Key, WithoutKazakh(document.Value))));
        Assert.DoesNotContain(before.All, document => document.Value.Contains("kk:", StringComparison.Ordinal));

        var compilation = EditionCompiler.Recompile(before);

        Assert.Empty(compilation.Findings);
        var edition = compilation.Edition!;
        Assert.All(edition.Lessons.Values, lesson => Assert.Same(lesson["en"], lesson["kk"]));
        Assert.All(edition.Rules.Values, rule => Assert.Equal(rule.Title["en"], rule.Title["kk"]));
        Assert.All(edition.Acknowledgements.Values, document =>
        {
            Assert.Equal(document["en"].Hash, document["kk"].Hash);
            Assert.NotNull(AcknowledgementDocument.Parse(document.Path, before.Find(document.Path)!));
        });
        var items = edition.ItemsOn(new DateOnly(2026, 3, 2));
        var item = items.Create(items.Families[0].Id, 0);
        Assert.Equal(items.Render(item, "en").Question, items.Render(item, "kk").Question);

        // What is published now must be complete.
        Assert.Contains(EditionCompiler.Compile(before).Findings, finding => $"{finding.Message}" == "'title' has no text in 'kk'.");
    }

    private static string WithoutKazakh(string text)
    {
        var kept = new List<string>();
        var deeper = -1;
        foreach (var line in text.Split('\n'))
        {
            var indent = line.Length - line.TrimStart(' ').Length;
            if (deeper >= 0 && (line.Trim().Length == 0 || indent > deeper))
            {
                continue;
            }

            deeper = line.TrimStart(' ').StartsWith("kk:", StringComparison.Ordinal) ? indent : -1;
            if (deeper < 0)
            {
                kept.Add(InBraces().Replace(line, ""));
            }
        }

        return string.Join('\n', kept);
    }

    [GeneratedRegex(""", kk: ("[^"]*"|[^,}]*)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex InBraces();
}
