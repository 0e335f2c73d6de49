using System.Text.RegularExpressions;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Architecture;

/// <summary>Code names no dimension of the law and none of its values: the vocabulary says which is the act and which the person.</summary>
public sealed partial class VocabularyWordTests
{
    /// <summary>Words that mean something else as well, in markup, in settings and in files.</summary>
    private static readonly string[] Common = ["yes", "no", "none", "head", "single", "given", "absent", "current"];

    /// <summary>Files that may name some of the words, each with the reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["src/KnbTraining.Content/Editions/Readers/VocabularyReader.cs"] = "the words of the format, and the roles of dimensions in editions that do not name them",
        ["src/KnbTraining.Content/Editions/Publication/CastWalk.cs"] = "the placeholders of stories, one of which is called as the dimension",
        ["src/KnbTraining.Content/Exchange/Qti/QtiText.cs"] = "a word of that format: for whom a note is",
        ["src/KnbTraining.Content/Items/Vignettes.cs"] = "the placeholders of stories, one of which is called as the dimension",
        ["src/KnbTraining.Content/Reference/CourseAudiences.cs"] = "the words of the format for audiences",
        ["src/KnbTraining.Content/Reference/LawCases.cs"] = "a word of the format, which is called as the dimension",
        ["src/KnbTraining.Learning/Certificates/CertificatePayload.cs"] = "a field of the signed text: the person who holds the certificate",
        ["src/KnbTraining.Learning/Demo/DemoSignIns.cs"] = "the name of an account of the demo",
        ["src/KnbTraining.Learning/Demo/SimulatedLearner.cs"] = "the invented people of the demo find one rule of the shipped content hard",
        ["src/KnbTraining.Web/Features/Certificates/CertificatePage.razor"] = "a class of the style sheet",
        ["src/KnbTraining.Web/Features/Quiz/PassView.razor"] = "a class of the style sheet",
    };

    [Fact]
    public void No_dimension_and_no_value_of_the_vocabulary_is_named_in_code() =>
        Assert.DoesNotContain(Found(), line => !Exceptions.ContainsKey(line[..line.IndexOf('(', StringComparison.Ordinal)]));

    [Fact]
    public void Each_exception_is_still_needed() =>
        Assert.All(Exceptions.Keys, path => Assert.Contains(Found(), line => line.StartsWith(path + "(", StringComparison.Ordinal)));

    private static List<string> Found()
    {
        var dimensions = ShippedContent.Edition.RuleBook.Vocabulary.Dimensions;
        var words = dimensions.Select(dimension => dimension.Id).Concat(dimensions.SelectMany(dimension => dimension.Values)).Except(Common).ToHashSet(StringComparer.Ordinal);
        return [.. Sources.Under("src", ".cs", ".razor").LinesHolding(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
            && Literal().Matches(line).Any(literal => words.Contains(literal.Groups["text"].Value)))];
    }

    [GeneratedRegex("\"(?<text>[a-z-]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Literal();
}
