using System.Text.RegularExpressions;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>Names in braces of a wording, which the program replaces by words of the case.</summary>
public static class TemplateNames
{
    // Never goes back: its time grows with the text alone.
    private static readonly Regex Name = new(@"\{\{ *(?<name>[a-z_.]+)", RegexOptions.NonBacktracking);

    private static readonly Regex Choice = new(@"\{\{[^}""]*""(?<first>[^""]*)""[^}]*\}\}", RegexOptions.NonBacktracking);

    private static readonly Regex Other = new(@"\{\{[^}]*\}\}|\{%[^%]*%\}", RegexOptions.NonBacktracking);

    /// <summary>A wording to be recognised by: of words to pick from the first, an ellipsis for names.</summary>
    public static string Plain(string text) => Other.Replace(Choice.Replace(text, "${first}"), "…");

    public static IEnumerable<string> In(string text) => Name.Matches(text).Select(match => match.Groups["name"].Value);
}
