using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using KnbTraining.Content.Analysis;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.TestKit;
using KnbTraining.Web.Components.Findings;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Forms;
using KnbTraining.WebTests.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace KnbTraining.WebTests.Components.Findings;

public sealed partial class FindingWordsTests
{
    [Fact]
    public void Every_sentence_that_a_check_can_say_has_its_words()
    {
        var content = Path.GetFullPath(Path.Combine(WebRoom.Folder, "..", "KnbTraining.Content"));
        var codes = Directory.EnumerateFiles(content, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => SentencesIn(File.ReadAllText(file)))
            .ToHashSet(StringComparer.Ordinal);
        var known = XDocument.Load(Path.Combine(WebRoom.Folder, "Components/Findings/FindingTexts.resx")).Root!
            .Elements("data").Select(data => data.Attribute("name")!.Value)
            .Where(name => !name.StartsWith("Field.", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        Assert.True(codes.Count > 200, $"{codes.Count} sentences were found in the sources");
        Assert.Empty(codes.Except(known));
        Assert.Empty(known.Except(codes));
    }

    [Theory]
    [InlineData("en", "'Statement' has no text in 'Қазақша'. Write it: every language is complete, always.")]
    [InlineData("ru", "«Формулировка»: нет текста, язык — Қазақша. Напишите его: на всех языках текст всегда заполнен полностью.")]
    [InlineData("kk", "«Тұжырым»: мәтін жоқ, тілі — Қазақша. Оны жазыңыз: мәтін барлық тілде әрдайым толық болады.")]
    public void A_finding_speaks_the_language_of_the_page_and_calls_the_field_as_the_form_does(string language, string expected)
    {
        const string Rule = "rules/travel-approval/former-holder-without-approval.yaml";
        var statement = YamlEdit.Get(EditionSample.Documents.Find(Rule)!, "statement/kk")!;
        var text = Regex.Replace(EditionSample.Documents.Find(Rule)!, @"(?<=statement:\n(?:  .*\n)*?)  kk: >-\n(?:    .*\n)+", "", RegexOptions.None, TimeSpan.FromMinutes(1));
        Assert.NotEmpty(statement);
        var findings = EditionCompiler.Compile(EditionSample.Documents.With([new(Rule, text)])).Findings;
        Assert.Contains(expected, findings.Select(finding => In(language, texts => texts.Say(finding))));
    }

    [Fact]
    public void What_the_form_does_not_show_keeps_the_name_that_stands_in_the_document() =>
        Assert.Equal("«cast»: пусто.", In("ru", texts => texts.Say(FindingSentence.Of($"'{new FieldName("cast")}' is empty."))));

    [Fact]
    public void A_field_without_a_label_of_its_own_is_called_as_its_form_calls_it()
    {
        using var services = new ServiceCollection().AddLocalization().AddLogging().BuildServiceProvider();
        var forms = services.GetRequiredService<IStringLocalizer<ContentTexts>>();
        var said = FindingSentence.Of($"'{new FieldName("pass")}' is missing.");
        Assert.Equal("«Проходной балл, %» отсутствует.", In("ru", texts => texts.Say(said, forms)));

        // Every field of every form has a label in every language, so that no finding about one shows a key.
        var keys = DocumentSchemas.Kinds.SelectMany(KeysOf).Distinct(StringComparer.Ordinal).ToArray();
        Assert.True(keys.Length > 30, string.Join(' ', keys));
        Assert.All(new[] { "ru", "kk" }, language => Assert.All(keys, key =>
            Assert.DoesNotContain(In(language, texts => texts.Say(FindingSentence.Of($"'{new FieldName(key)}' is empty."), forms)), letter => char.IsAsciiLetter(letter))));
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("kk")]
    public void Rules_that_disagree_are_told_by_titles_and_situations_in_words(string language)
    {
        const string Rule = "rules/travel-approval/current-holder-without-approval.yaml";
        var other = EditionSample.Documents.Find(Rule)!.Replace("id: current-holder-without-approval", "id: another-reading", StringComparison.Ordinal).Replace("liability: administrative", "liability: criminal", StringComparison.Ordinal);
        foreach (var title in Languages.All)
        {
            other = YamlEdit.Put(other, $"title/{title}", YamlValue.Of(EditionSample.Edition.Rules["current-holder-without-approval"].Title[title] + " 2"));
        }

        var finding = EditionCompiler.Compile(EditionSample.Documents.With([new("rules/travel-approval/another-reading.yaml", other)])).Findings.First(one => one.Said.Code.StartsWith("Rules disagree", StringComparison.Ordinal));
        Assert.Contains("holder=", finding.Message, StringComparison.Ordinal);
        var said = In(language, texts => texts.Say(finding.Said));
        Assert.Contains(EditionSample.Edition.Rules["current-holder-without-approval"].Title[language], said, StringComparison.Ordinal);
        Assert.Contains(EditionSample.Edition.Words.Values[("act", "travel-abroad")][language], said, StringComparison.Ordinal);
        Assert.DoesNotContain(said, letter => char.IsAsciiLetter(letter));
    }

    private static IEnumerable<string> KeysOf(ContentKind kind)
    {
        var schema = DocumentSchemas.Of(kind);
        return schema.Head.Concat(schema.Sections.SelectMany(section => section.Fields)).SelectMany(field => field.Inner.Append(field))
            .Select(field => field.Key).Where(key => key.Length > 0);
    }

    private static string In(string language, Func<IStringLocalizer<FindingTexts>, string> say)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (new CultureInfo(language), new CultureInfo(language));
        try
        {
            using var services = new ServiceCollection().AddLocalization().AddLogging().BuildServiceProvider();
            return say(services.GetRequiredService<IStringLocalizer<FindingTexts>>());
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    /// <summary>The codes of the sentences in the calls that report findings: what FindingSentence makes of them when the program runs.</summary>
    private static IEnumerable<string> SentencesIn(string source)
    {
        foreach (Match call in Reporting().Matches(source))
        {
            for (var (at, depth) = (call.Index + call.Length, 1); depth > 0; at++)
            {
                if (source[at] == '"' || (source[at] == '$' && source[at + 1] == '"'))
                {
                    var code = ReadSentence(source, ref at);
                    at--;
                    if (Sentence().IsMatch(code))
                    {
                        yield return code;
                    }
                }
                else if (source[at] == '\'')
                {
                    at += source[at + 1] == '\\' ? 3 : 2;
                }
                else
                {
                    depth += source[at] == '(' ? 1 : source[at] == ')' ? -1 : 0;
                }
            }
        }
    }

    // Stands after the closing quote when it returns.
    private static string ReadSentence(string source, ref int at)
    {
        var interpolated = source[at] == '$';
        at += interpolated ? 2 : 1;
        var (code, places) = (new StringBuilder(), 0);
        while (source[at] != '"')
        {
            if (source[at] == '\\')
            {
                code.Append(source[at + 1]);
                at += 2;
            }
            else if (source[at] is '{' or '}' && (!interpolated || source[at + 1] == source[at]))
            {
                code.Append(source[at], 2);
                at += interpolated ? 2 : 1;
            }
            else if (source[at] == '{')
            {
                SkipPlace(source, ref at);
                code.Append(CultureInfo.InvariantCulture, $"{{{places++}}}");
            }
            else
            {
                code.Append(source[at++]);
            }
        }

        at++;
        return code.ToString();
    }

    private static void SkipPlace(string source, ref int at)
    {
        for (var depth = 0; ; at++)
        {
            if (source[at] == '"')
            {
                at = source.IndexOf('"', at + 1);
            }

            depth += source[at] == '{' ? 1 : source[at] == '}' ? -1 : 0;
            if (depth == 0)
            {
                at++;
                return;
            }
        }
    }

    [GeneratedRegex(@"(?:\b_?findings\.Add|[.\s]Report|\sAdd(?:At)?|\sDemand(?:At)?|FindingSentence\.Of)\(", RegexOptions.NonBacktracking)]
    private static partial Regex Reporting();

    [GeneratedRegex(@"\w \w.*[.:}] ?$|^\w+ it\.$|^(Write|Add) .*\.$|^\S+ is \S+\.$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Sentence();
}
