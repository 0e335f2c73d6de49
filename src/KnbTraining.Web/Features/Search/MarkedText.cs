namespace KnbTraining.Web.Features.Search;

/// <summary>A piece of a text; marked where it is a word that was searched for.</summary>
public sealed record MarkedPiece(string Text, bool Marked);

/// <summary>A text with the words marked that were searched for.</summary>
public static class MarkedText
{
    /// <summary>Most characters of a text that a list of what was found shows.</summary>
    public const int Longest = 220;

    private const int Before = 60;

    /// <param name="typed">From <see cref="SearchWords.OfQuery"/>.</param>
    public static IReadOnlyList<MarkedPiece> Of(string text, IReadOnlyList<string> typed)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pieces = new List<MarkedPiece>();
        var from = 0;
        foreach (var word in SearchWords.In(text).Where(word => IsTyped(word.Value, typed)))
        {
            Add(text[from..word.Index], marked: false);
            Add(word.Value, marked: true);
            from = word.Index + word.Length;
        }

        Add(text[from..], marked: false);
        return pieces;

        void Add(string piece, bool marked)
        {
            if (piece.Length > 0)
            {
                pieces.Add(new MarkedPiece(piece, marked));
            }
        }
    }

    /// <summary>The part of a long text round the first word that was searched for, cut between words.</summary>
    public static string Excerpt(string text, IReadOnlyList<string> typed)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= Longest)
        {
            return text;
        }

        var first = SearchWords.In(text).FirstOrDefault(word => IsTyped(word.Value, typed))?.Index ?? 0;
        var start = first <= Before ? 0 : text.IndexOf(' ', first - Before) + 1;
        start = start > first ? first : start;
        var end = text.Length - start <= Longest ? text.Length : text.LastIndexOf(' ', start + Longest);
        end = end <= first ? Math.Min(text.Length, start + Longest) : end;
        return $"{(start > 0 ? "… " : "")}{text[start..end]}{(end < text.Length ? " …" : "")}";
    }

    private static bool IsTyped(string word, IReadOnlyList<string> typed)
    {
        var folded = SearchWords.Fold(word);
        return folded.Length > 0 && typed.Any(one => SearchWords.Resembles(folded, one));
    }
}
