namespace KnbTraining.Content.Items;

/// <summary>Words of more than three letters that an option has in common with its question: what a test-wise reader goes by.</summary>
internal static class SharedWords
{
    private const int Short = 3;

    private static readonly char[] Separators = [.. " \n\t.,;:!?…«»“”\"()–—-"];

    public static string[] Of(string text) => text.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    /// <param name="question">The words of case and question.</param>
    public static int Count(HashSet<string> question, string option) => Count(question, Of(option));

    /// <param name="option">The words of an option, as <see cref="Of"/> gives them.</param>
    public static int Count(HashSet<string> question, string[] option) =>
        option.Where(word => word.Length > Short).Distinct(StringComparer.Ordinal).Count(question.Contains);
}
