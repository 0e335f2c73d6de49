using System.Text.RegularExpressions;

namespace KnbTraining.Content.Text;

/// <summary>
/// Lets through the part of Liquid that content needs, before the template parser sees it: placeholders
/// <c>{{ name }}</c>, <c>{{ g | pick: "he", "she" }}</c>, and <c>{% if … %}</c>, <c>{% unless … %}</c>, <c>{% elsif … %}</c>,
/// <c>{% else %}</c> with comparisons. No loops, no assignments, no brackets: the cost of a template grows with its length
/// alone, and nothing makes the recursive parser deep.
/// </summary>
internal static class TemplateGuard
{
    private const string Name = @"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*){0,3}";
    private const string Literal = @"(?:""[^""{}%]*""|'[^'{}%]*')";
    private const string Value = $"(?:{Literal}|-?[0-9]{{1,9}}|{Name})";
    private const string Filter = $@"(?:pick\s*:\s*{Literal}\s*,\s*{Literal}|capitalize|downcase|upcase)";
    private const string Comparison = $@"{Name}(?:\s*(?:==|!=|<=|>=|<|>)\s*{Value})?";

    private static readonly Regex Placeholder = Whole($@"-?\s*(?:{Name}|{Literal})(?:\s*\|\s*{Filter})*\s*-?");
    private static readonly Regex Condition = Whole($@"-?\s*(?<word>if|unless|elsif)\s+{Comparison}(?:\s+(?:and|or)\s+{Comparison})*\s*-?");
    private static readonly string[] Words = ["if", "unless", "elsif", "and", "or", "pick", "capitalize", "downcase", "upcase", "true", "false", "nil", "empty", "blank"];
    private static readonly Regex Tag = new(@"\{\{[^{}]*\}\}|\{%[^{}]*%\}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    private static readonly Regex NameOrLiteral = new($"{Literal}|{Name}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    private static readonly Regex Word = Whole(@"-?\s*(?<word>else|endif|endunless)\s*-?");

    /// <summary>Null for a template that may be parsed; otherwise what is wrong with it.</summary>
    public static FindingSentence? Fault(string language, string template) => Find(template) switch
    {
        null => null,
        { Kind: TemplateFaultKind.TooLong } =>
            FindingSentence.Of($"The template cannot be read: ({language}) it has {template.Length} characters; {ContentLimits.LongestTemplate} are allowed."),
        { Kind: TemplateFaultKind.NotClosed, Quote: var tag } => FindingSentence.Of($"The template cannot be read: ({language}) '{tag}' is not closed."),
        { Kind: TemplateFaultKind.TooMany } =>
            FindingSentence.Of($"The template cannot be read: ({language}) it has more than {ContentLimits.MostTags} placeholders and conditions."),
        { Kind: TemplateFaultKind.TooDeep } =>
            FindingSentence.Of($"The template cannot be read: ({language}) conditions stand in each other more than {ContentLimits.DeepestCondition} levels deep."),
        { Quote: var tag } => FindingSentence.Of($"The template cannot be read: ({language}) '{tag}' is not allowed here."),
    };

    /// <summary>The first thing that is wrong with a template; null where it may be parsed.</summary>
    public static TemplateFault? Find(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (template.Length > ContentLimits.LongestTemplate)
        {
            return new TemplateFault(TemplateFaultKind.TooLong, null, "");
        }

        var (tags, depth) = (0, 0);
        for (var at = 0; FindTag(template, at) is var open and >= 0;)
        {
            var isPlaceholder = template[open + 1] == '{';
            var close = template.IndexOf(isPlaceholder ? "}}" : "%}", open + 2, StringComparison.Ordinal);
            if (close < 0)
            {
                return At(TemplateFaultKind.NotClosed, template[open..]);
            }

            var tag = template[(open + 2)..close];
            if (++tags > ContentLimits.MostTags)
            {
                return At(TemplateFaultKind.TooMany, "");
            }

            if (tag.Length > ContentLimits.LongestTag || !IsKnown(tag, isPlaceholder, ref depth))
            {
                return At(TemplateFaultKind.NotAllowed, template[open..(close + 2)]);
            }

            if (depth > ContentLimits.DeepestCondition)
            {
                return At(TemplateFaultKind.TooDeep, "");
            }

            at = close + 2;

            TemplateFault At(TemplateFaultKind kind, string found) => new(kind, TemplateCheck.LineOf(template, open), Shown(found));
        }

        return null;
    }

    /// <summary>The names that a template asks for, each once, without what follows a point.</summary>
    /// <param name="template">One that may be parsed.</param>
    public static IReadOnlyList<string> Names(string template) =>
        [.. Paths(template).Select(path => path.Split('.')[0]).Distinct(StringComparer.Ordinal)];

    /// <summary>The names that a template asks for, each once, with what follows a point.</summary>
    /// <param name="template">One that may be parsed.</param>
    public static IReadOnlyList<string> Paths(string template) =>
        [.. Tag.Matches(template).SelectMany(tag => Word.IsMatch(tag.Value[2..^2]) ? [] : Paths(tag)).Distinct(StringComparer.Ordinal)];

    /// <summary>Where the first placeholder or condition begins that asks for a name.</summary>
    /// <param name="path">One of <see cref="Paths(string)"/>.</param>
    public static int PlaceOf(string template, string path) =>
        Tag.Matches(template).First(tag => !Word.IsMatch(tag.Value[2..^2]) && Paths(tag).Contains(path, StringComparer.Ordinal)).Index;

    private static IEnumerable<string> Paths(Match tag) => NameOrLiteral.Matches(tag.Value).Select(match => match.Value)
        .Where(word => word[0] is not ('"' or '\'') && !Words.Contains(word, StringComparer.Ordinal));

    private static bool IsKnown(string tag, bool isPlaceholder, ref int depth)
    {
        if (isPlaceholder)
        {
            return Placeholder.IsMatch(tag);
        }

        var match = Condition.Match(tag);
        match = match.Success ? match : Word.Match(tag);
        depth += match.Groups["word"].Value switch
        {
            "if" or "unless" => 1,
            "endif" or "endunless" => -1,
            _ => 0,
        };
        return match.Success;
    }

    private static int FindTag(string template, int from)
    {
        for (var at = template.IndexOf('{', from); at >= 0 && at + 1 < template.Length; at = template.IndexOf('{', at + 1))
        {
            if (template[at + 1] is '{' or '%')
            {
                return at;
            }
        }

        return -1;
    }

    private static string Shown(string tag) => tag.Length <= 60 ? tag : tag[..60] + "…";

    // Never goes back: its time grows with the text alone.
    private static Regex Whole(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
