namespace KnbTraining.Web.Features.Search;

/// <summary>What can be found, in the order in which the page shows it where each fits as well.</summary>
public enum FoundKind
{
    Lesson,
    Term,
    Rule,
    Course,
}

/// <summary>Something that can be found, in one language.</summary>
/// <param name="Id">Of the lesson, term, rule or course.</param>
/// <param name="Anchor">The place within the lesson, as the reader's language has it; null where it is its beginning, and for everything else.</param>
/// <param name="Of">Of a section the title of its lesson; otherwise null.</param>
public sealed record SearchEntry(FoundKind Kind, string Id, string? Anchor, string Language, string Title, string? Of, string Text)
{
    /// <summary>The highest <see cref="Rank"/>: words are there with other endings.</summary>
    public const int WorstRank = 2;

    private readonly string[] _titleWords = Folded(Title);
    private readonly string[] _words = Folded($"{Title} {Of} {Text}");

    /// <summary>How well all the typed words fit, 0 best; null where one of them is missing.</summary>
    public int? Rank(IReadOnlyList<string> typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return typed.All(word => Array.Exists(_titleWords, own => SearchWords.Begins(own, word))) ? 0
            : typed.All(word => Array.Exists(_words, own => SearchWords.Begins(own, word))) ? 1
            : typed.All(word => Array.Exists(_words, own => SearchWords.Resembles(own, word))) ? WorstRank
            : null;
    }

    private static string[] Folded(string text) =>
        [.. SearchWords.In(text).Select(word => SearchWords.Fold(word.Value)).Where(word => word.Length > 0).Distinct(StringComparer.Ordinal)];
}
