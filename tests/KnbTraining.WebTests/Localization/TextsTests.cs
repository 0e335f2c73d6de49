using System.Text.RegularExpressions;
using System.Xml.Linq;
using KnbTraining.Content.Text;
using KnbTraining.Web.Localization;

namespace KnbTraining.WebTests.Localization;

/// <summary>The texts of every feature: all languages as equals.</summary>
public sealed partial class TextsTests
{
    // Latin words that a Russian or Kazakh sentence may contain, each with its reason.
    private static readonly Dictionary<string, string> LatinAllowed = new(StringComparer.Ordinal)
    {
        ["KnbTraining"] = "the name of the product",
        ["CSV"] = "a file format",
        ["XLSX"] = "a file format",
        ["YAML"] = "a file format",
        ["Markdown"] = "a file format",
        ["PNG"] = "a file format",
        ["JPEG"] = "a file format",
        ["QR"] = "the name of a kind of code",
        ["UTF"] = "the name of an encoding",
        ["XML"] = "a file format",
        ["GIFT"] = "a file format",
        ["QTI"] = "a file format",
        ["qti"] = "typed exactly so in a file",
        ["assessment"] = "typed exactly so in a file",
        ["item"] = "typed exactly so in a file",
        ["Moodle"] = "the name of a program",
        ["DOCTYPE"] = "typed exactly so in a file",
        ["quiz"] = "typed exactly so in a file",
        ["en"] = "typed exactly so in a document",
        ["ru"] = "typed exactly so in a document",
        ["kk"] = "typed exactly so in a document",
        ["md"] = "the ending of a file name",
        ["true"] = "typed exactly so in a document",
        ["false"] = "typed exactly so in a document",
        ["rule"] = "typed exactly so in a lesson",
        ["case"] = "typed exactly so in a lesson",
        ["question"] = "typed exactly so in a lesson",
        ["pick"] = "typed exactly so in a wording",
        ["U"] = "the sign before the number of a character",
        ["term"] = "typed exactly so in a lesson",
        ["map"] = "typed exactly so in a lesson",
        ["picture"] = "typed exactly so in a lesson",
        ["practice"] = "typed exactly so in a lesson",
        ["contact"] = "typed exactly so in a lesson",
        ["pictures"] = "the name of a folder",
        ["rules"] = "typed exactly so in a document",
        ["standing"] = "typed exactly so in a document",
        ["sources"] = "typed exactly so in a document",
        ["good"] = "typed exactly so in a document",
        ["minutes"] = "typed exactly so in a lesson",
        ["background"] = "the name of a file",
        ["wording"] = "the name of a file",
        ["facts"] = "the name of a file",
        ["yaml"] = "the ending of a file name",
        ["left"] = "typed exactly so in a document",
        ["open"] = "typed exactly so in a document",
        ["stated"] = "typed exactly so in a document",
        ["when"] = "typed exactly so in a document",
        ["keys"] = "typed exactly so in a document",
        ["on"] = "typed exactly so in a document",
        ["id"] = "typed exactly so in a document",
        ["duties"] = "typed exactly so in a document",
        ["holders"] = "typed exactly so in a document",
        ["Eng"] = "the name of the language in the switch",
        ["WebSocket"] = "the name of a protocol",
        ["Upgrade"] = "the name of a header",
        ["Connection"] = "the name of a header",
        ["README"] = "the name of a file",
        ["Transport"] = "typed exactly so in the settings",
        ["LongPolling"] = "typed exactly so in the settings",
        ["Enter"] = "the name of a key",
        ["SHA"] = "the name of a hash function",
        ["UTC"] = "the name of a time scale",
        ["A"] = "the letter of an option, which is also its key",
        ["B"] = "the letter of an option",
        ["C"] = "the letter of an option",
        ["D"] = "the letter of an option",
    };

    private static readonly Language[] Others = [.. Languages.Table.Where(language => language.Code != Languages.English)];

    public static TheoryData<string> Bases => [.. Files().Where(path => !Array.Exists(Others, language => IsIn(path, language)))];

    public static TheoryData<string> Translations => [.. Files().Where(path => Array.Exists(Others, language => IsIn(path, language)))];

    /// <summary>Languages in Latin letters are no part of this: a word of theirs cannot be told from an English one.</summary>
    public static TheoryData<string> CyrillicTranslations => [.. Files().Where(path => Array.Exists(Others, language => !language.IsLatin && IsIn(path, language)))];

    [Fact]
    public void There_are_texts_to_check() => Assert.NotEmpty(Bases);

    [Theory]
    [MemberData(nameof(Bases))]
    public void Every_text_exists_in_every_language(string path)
    {
        var english = Read(path);
        var names = english.Keys.Select(WithoutCategory).ToHashSet(StringComparer.Ordinal);
        foreach (var language in Others)
        {
            var translated = Read(path[..^".resx".Length] + $".{language.Code}.resx");
            Assert.Equal(names.Order(StringComparer.Ordinal), translated.Keys.Select(WithoutCategory).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void No_two_keys_differ_only_in_case(string path)
    {
        // The build drops the second of them with a warning, and the page then shows the key.
        var names = XDocument.Load(Path.Combine(WebRoom.Folder, path)).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).ToArray();
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void A_countable_text_has_every_category_of_its_language(string path)
    {
        foreach (var language in Languages.All)
        {
            var file = language == Languages.English ? path : path[..^".resx".Length] + $".{language}.resx";
            var keys = Read(file).Keys.ToHashSet(StringComparer.Ordinal);
            foreach (var name in keys.Where(key => key != WithoutCategory(key)).Select(WithoutCategory).Distinct(StringComparer.Ordinal))
            {
                Assert.All(PluralRule.CategoriesOf(language), category => Assert.Contains($"{name}.{category}", keys));
            }
        }
    }

    [Theory]
    [MemberData(nameof(CyrillicTranslations))]
    public void No_English_is_left_in_a_translation(string path)
    {
        var left = Read(path)
            .SelectMany(text => LatinWord().Matches(Placeholder().Replace(text.Value, string.Empty)).Select(word => (text.Key, word.Value)))
            .Where(word => !LatinAllowed.ContainsKey(word.Value));
        Assert.Empty(left);
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void No_word_mixes_Latin_and_Cyrillic_letters(string path) =>
        Assert.All(Read(path), text => Assert.DoesNotMatch(MixedWord(), text.Value));

    [Theory]
    [MemberData(nameof(Translations))]
    public void A_translation_keeps_the_placeholders(string path)
    {
        var english = Read(path[..^".xx.resx".Length] + ".resx");
        foreach (var (key, text) in Read(path))
        {
            var original = english.GetValueOrDefault(key) ?? english[WithoutCategory(key) + ".other"];
            if (key == WithoutCategory(key))
            {
                Assert.Equal(Placeholders(original), Placeholders(text));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void No_text_is_empty_or_shouts(string path) =>
        Assert.All(Read(path), text =>
        {
            Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key);
            Assert.DoesNotContain('!', text.Value);
        });

    [Fact]
    public void Every_key_that_a_page_names_exists()
    {
        var missing = new List<string>();
        foreach (var file in WebRoom.Files(".razor"))
        {
            var source = File.ReadAllText(file) + (File.Exists(file + ".cs") ? File.ReadAllText(file + ".cs") : string.Empty);
            foreach (Match injection in Injection().Matches(source))
            {
                var texts = WebRoom.Files("/" + injection.Groups["type"].Value + ".resx").Select(path => Read(WebRoom.Relative(path))).FirstOrDefault();
                var name = injection.Groups["name"].Value;
                missing.AddRange(Regex.Matches(source, $$"""\b{{name}}\["(?<key>[^"{]+)"[,\]]""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)
                    .Select(use => use.Groups["key"].Value)
                    .Where(key => texts?.ContainsKey(key) != true)
                    .Select(key => $"{WebRoom.Relative(file)}: {key}"));
                missing.AddRange(Regex.Matches(source, $$"""\b{{name}}\.Plural\("(?<key>[^"]+)"[,)]""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)
                    .Select(use => use.Groups["key"].Value)
                    .Where(key => texts?.ContainsKey(key + ".other") != true)
                    .Select(key => $"{WebRoom.Relative(file)}: {key} (countable)"));
            }
        }

        Assert.Empty(missing);
    }

    // Of the pages, and of the files that leave.
    private static IEnumerable<string> Files() => WebRoom.Files(".resx").Concat(
        Directory.EnumerateFiles(Path.Combine(WebRoom.Folder, "..", "KnbTraining.Learning", "Reports"), "*.resx").Order(StringComparer.Ordinal)).Select(WebRoom.Relative);

    private static bool IsIn(string path, Language language) => path.EndsWith($".{language.Code}.resx", StringComparison.Ordinal);

    private static Dictionary<string, string> Read(string path) =>
        XDocument.Load(Path.Combine(WebRoom.Folder, path)).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    private static string WithoutCategory(string key) => Category().Replace(key, string.Empty);

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value[..2]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\.(one|few|many|other)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Category();

    [GeneratedRegex(@"\{\d[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex("[A-Za-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex LatinWord();

    [GeneratedRegex(@"[A-Za-z]\p{IsCyrillic}|\p{IsCyrillic}[A-Za-z]", RegexOptions.NonBacktracking)]
    private static partial Regex MixedWord();

    [GeneratedRegex(@"IStringLocalizer<(?<type>\w+)>\s+(?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Injection();
}
