namespace KnbTraining.Learning.Ledger;

/// <summary>An id, a path or another name of ours in a fact: nothing that anybody could have typed as a sentence.</summary>
public readonly record struct Slug
{
    public const int Longest = 200;

    private readonly string? _text;

    private Slug(string text) => _text = text;

    /// <exception cref="FormatException">The text is empty, too long, or holds something else than <c>a-z 0-9 - / . _</c>.</exception>
    public static Slug Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= Longest && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '/' or '.' or '_')
            ? new Slug(text)
            : throw new FormatException($"A name of ours in a fact holds 1 to {Longest} of a-z 0-9 - / . _ and nothing else.");
    }

    public override string ToString() => _text ?? throw new InvalidOperationException("There is no name.");
}

/// <summary>A number that is printed and typed, for example that of a certificate.</summary>
public readonly record struct Code
{
    public const int Longest = 40;

    private readonly string? _text;

    private Code(string text) => _text = text;

    /// <exception cref="FormatException">The text is empty, too long, or holds something else than <c>A-Z 0-9 -</c>.</exception>
    public static Code Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= Longest && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-')
            ? new Code(text)
            : throw new FormatException($"A printed number in a fact holds 1 to {Longest} of A-Z 0-9 - and nothing else.");
    }

    public override string ToString() => _text ?? throw new InvalidOperationException("There is no number.");
}
