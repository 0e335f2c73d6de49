using System.Text.RegularExpressions;
using KnbTraining.Learning.Names;
using KnbTraining.Web.Components;

namespace KnbTraining.Web.Features.Search;

/// <summary>How a text is cut into words, and when a word of a text is one that was searched for.</summary>
public static class SearchWords
{
    /// <summary>From this length on a typed word also finds other endings of itself: "допуска" finds "допуском".</summary>
    private const int LongEnough = 6;

    private const int Ending = 2;

    /// <summary>Shorter words are found only as they are: half of a text begins with one letter or another.</summary>
    private const int ShortestBeginning = 3;

    // Marks belong to a word, because a letter may be written as two characters; so do the invisible ones, as a soft hyphen.
    private static readonly Regex Word = new(@"[\p{L}\p{M}\p{N}\p{Cf}]+", RegexOptions.NonBacktracking);

    /// <summary>The words of a text as they stand in it.</summary>
    public static IEnumerable<Match> In(string text) => Word.Matches(text);

    /// <summary>The folded words of a query, at most <see cref="NameFold.MostWords"/>, of its first <see cref="SearchAddress.LongestQuery"/> characters.</summary>
    public static IReadOnlyList<string> OfQuery(string? query)
    {
        var text = query ?? "";
        return [.. In(text.Length > SearchAddress.LongestQuery ? text[..SearchAddress.LongestQuery] : text)
            .Select(word => Fold(word.Value))
            .Where(word => word.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Take(NameFold.MostWords)];
    }

    /// <summary>A word as it is compared. Many keyboards have no Kazakh letters, so that each counts as the Russian one that is typed in its place.</summary>
    public static string Fold(string word) => string.Concat(NameFold.Fold(word).Select(PlainLetter));

    /// <param name="word">A folded word of a text.</param>
    /// <param name="typed">A word of <see cref="OfQuery"/>.</param>
    public static bool Begins(string word, string typed) => typed.Length < ShortestBeginning ? word == typed : word.StartsWith(typed, StringComparison.Ordinal);

    /// <summary>As <see cref="Begins"/>, with another ending of a long word.</summary>
    public static bool Resembles(string word, string typed) => Begins(word, typed.Length < LongEnough ? typed : typed[..^Ending]);

    private static char PlainLetter(char letter) => letter switch
    {
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' or 'ү' => 'у',
        'һ' => 'х',
        'і' => 'и',
        _ => letter,
    };
}
