using System.Text.RegularExpressions;
using System.Xml.Linq;
using KnbTraining.Content.Text;

namespace KnbTraining.WebTests.Localization;

/// <summary>Every text is used by code: what nothing shows is translated for nobody.</summary>
public sealed partial class UsedTextsTests
{
    // Keys that code never writes down, each with what makes them.
    private static readonly Dictionary<string, string> MadeElsewhere = new(StringComparer.Ordinal)
    {
        ["HomeTexts Refresher"] = "the name of a mode of attempts",
        ["QuizTexts Refresher"] = "the name of a mode of attempts",
    };

    [Fact]
    public void Every_text_is_used_by_code()
    {
        var code = string.Join('\n', WebRoom.Files(".cs", ".razor").Select(File.ReadAllText));
        var made = Interpolated().Matches(code).Select(match => match.Groups["text"].Value)
            .Select(text => Hole().Split(text))
            .Where(parts => Array.Exists(parts, part => part.Any(char.IsLetter)) && Array.TrueForAll(parts, part => part.All(c => char.IsLetterOrDigit(c) || c is '.' or '-')))
            .Select(parts => new Regex($@"\A{string.Join(".+", parts.Select(Regex.Escape))}\z", RegexOptions.NonBacktracking))
            .ToArray();
        var named = Named().Matches(code).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(made);

        var unused = WebRoom.Files(".resx")
            .Where(path => !Languages.All.Any(language => path.EndsWith($".{language}.resx", StringComparison.Ordinal)))

            // The sentences of findings are held against the checks that say them: FindingWordsTests.
            .Where(path => Path.GetFileName(path) != "FindingTexts.resx")
            .SelectMany(path => Keys(path).Select(key => (File: Path.GetFileNameWithoutExtension(path), Key: key)))
            .Where(text => !code.Contains($"\"{text.Key}\"", StringComparison.Ordinal) && !named.Contains(text.Key) && !Array.Exists(made, pattern => pattern.IsMatch(text.Key)))
            .Select(text => $"{text.File} {text.Key}")
            .ToHashSet(StringComparer.Ordinal);

        Assert.Empty(unused.Except(MadeElsewhere.Keys).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Keys(string path) =>
        XDocument.Load(path).Root!.Elements("data").Select(text => Category().Replace(text.Attribute("name")!.Value, "")).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("""\$"(?<text>(?:[^"\\{]|\\.|\{(?:[^{}"]|"[^"]*")*\})*)"(?!")""", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Interpolated();

    [GeneratedRegex(@"nameof\((?:\w+\.)*(?<name>\w+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    [GeneratedRegex("""\{(?:[^{}"]|"[^"]*")*\}""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Hole();

    [GeneratedRegex(@"\.(one|few|many|other)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Category();
}
