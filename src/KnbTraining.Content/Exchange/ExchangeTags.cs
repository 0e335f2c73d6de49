using System.Globalization;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange;

/// <summary>What no field of a format holds, as tags: <c>rule:…</c>, <c>language:…</c>, <c>misconception:2:…</c> (the answer counted from 1).</summary>
internal static class ExchangeTags
{
    private const string Rule = "rule:";
    private const string Language = "language:";
    private const string Misconception = "misconception:";
    private const int LongestId = 100;

    public static IEnumerable<string> Of(ExchangeQuestion question)
    {
        if (question.Rule is { } rule)
        {
            yield return Rule + rule;
        }

        yield return Language + question.Language;
        for (var i = 0; i < question.Options.Count; i++)
        {
            if (question.Options[i].Misconception is { } misconception)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{Misconception}{i + 1}:{misconception}");
            }
        }
    }

    /// <summary>The question with what its tags say; other tags are no business of ours.</summary>
    public static ExchangeQuestion Apply(ExchangeQuestion question, IReadOnlyCollection<string> tags)
    {
        var language = After(tags, Language).FirstOrDefault(code => Languages.All.Contains(code, StringComparer.Ordinal));
        var misconceptions = After(tags, Misconception)
            .Select(tag => tag.Split(':', 2))
            .Where(parts => parts.Length == 2 && IsId(parts[1]))
            .GroupBy(parts => parts[0], StringComparer.Ordinal)
            .ToDictionary(parts => parts.Key, parts => parts.First()[1], StringComparer.Ordinal);
        return question with
        {
            Rule = After(tags, Rule).FirstOrDefault(IsId) ?? Misspelled(After(tags, Rule)),
            Language = question.Frozen?.Language ?? language ?? question.Language,
            Options = [.. question.Options.Select((option, i) =>
                option with { Misconception = option.Correct ? null : misconceptions.GetValueOrDefault((i + 1).ToString(CultureInfo.InvariantCulture)) })],
        };
    }

    private static IEnumerable<string> After(IEnumerable<string> tags, string prefix) =>
        tags.Where(tag => tag.StartsWith(prefix, StringComparison.Ordinal)).Select(tag => tag[prefix.Length..].Trim());

    // No rule can be called so: it is told to whoever brings the question, as any other rule that is not here.
    private static string? Misspelled(IEnumerable<string> rules) => rules.FirstOrDefault(rule => rule.Length > 0) is { } rule ? rule[..Math.Min(rule.Length, LongestId)] : null;

    private static bool IsId(string text) => text.Length is > 0 and <= LongestId && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
