using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange.Gift;

/// <summary>What stands between the braces of a question.</summary>
internal sealed class GiftAnswers
{
    private readonly GiftBlock _block;
    private readonly GiftTextFormat _format;
    private readonly LossList _losses;
    private readonly int _start;
    private readonly int _end;
    private readonly bool? _holds;
    private readonly List<Part> _parts = [];

    public GiftAnswers(GiftBlock block, int start, int end, GiftTextFormat format, LossList losses)
    {
        (_block, _format, _losses) = (block, format, losses);
        if (block.FindLast("####", start, end) is >= 0 and var explained)
        {
            Explanation = GiftText.Read(block, explained + 4, end, format, losses);
            end = explained;
        }

        (_start, _end) = (block.SkipBlanks(start, end), end);
        _holds = TruthOf();
        if (_start == _end)
        {
            Unknown = FindingSentence.Of("It asks for a text in words of one's own.");
        }
        else if (block.StartsWith("#", _start, _end))
        {
            Unknown = FindingSentence.Of("It asks for a number.");
        }
        else if (_holds is null)
        {
            Split();
        }
    }

    public string Explanation { get; } = "";

    /// <summary>Why no question here can be like this; null where one can.</summary>
    public FindingSentence? Unknown { get; private set; }

    /// <summary>A weight that is no number.</summary>
    public string? WrongWeight { get; private set; }

    /// <summary>The question with its kind and answers.</summary>
    public ExchangeQuestion Fill(ExchangeQuestion question)
    {
        if (_holds is { } holds)
        {
            return TrueOrFalse(question, holds);
        }

        if (_parts.TrueForAll(part => part.Arrow >= 0))
        {
            var pairs = _parts.Select(part => new ExchangePair(Text(part.From, part.Arrow), Text(part.Arrow + 2, part.To))).ToArray();
            return question with
            {
                Kind = QuestionKind.Matching,
                Pairs = [.. pairs.Where(pair => pair.Row.Length > 0)],
                Spare = [.. pairs.Where(pair => pair.Row.Length == 0).Select(pair => pair.Choice)],
            };
        }

        var single = _parts.Exists(part => part.IsRight);
        if (_parts.Exists(part => part.Weight is > 0 and < 100 && single))
        {
            _losses.Change(FindingSentence.Of("An answer that was right in part counts as wrong."));
        }

        return question with
        {
            Kind = single ? QuestionKind.SingleChoice : QuestionKind.MultipleChoice,
            Options = [.. _parts.Select(part => Option(part, single ? part.IsRight || part.Weight >= 100 : part.Weight > 0))],
        };
    }

    private ExchangeQuestion TrueOrFalse(ExchangeQuestion question, bool holds)
    {
        var first = _block.Find("#", _start, _end);
        var second = first < 0 ? -1 : _block.Find("#", first + 1, _end);
        var whenWrong = first < 0 ? "" : Text(first + 1, second < 0 ? _end : second);
        var whenRight = second < 0 ? "" : Text(second + 1, _end);
        return question with
        {
            Kind = QuestionKind.TrueFalse,
            Options = TrueFalseWords.Options(question.Language, holds, holds ? whenRight : whenWrong, holds ? whenWrong : whenRight),
        };
    }

    private bool? TruthOf()
    {
        var end = _block.Find("#", _start, _end) is >= 0 and var reply ? reply : _end;
        return _block.Slice(_start, end).Trim().ToUpperInvariant() switch
        {
            "T" or "TRUE" => true,
            "F" or "FALSE" => false,
            _ => null,
        };
    }

    private void Split()
    {
        var choice = _block.Find("~", _start, _end) >= 0;
        if (NextMark(_start) != _start)
        {
            Unknown = FindingSentence.Of("Its answers begin with neither = nor ~.");
            return;
        }

        for (var at = _start; at < _end;)
        {
            var next = NextMark(at + 1);
            var to = next < 0 ? _end : next;
            _parts.Add(PartOf(at, to, choice));
            at = to;
        }

        if (!choice && _parts.Exists(part => part.Arrow < 0))
        {
            Unknown = FindingSentence.Of("It asks for a word that is to be typed.");
        }
    }

    private int NextMark(int from)
    {
        var (right, other) = (_block.Find("=", from, _end), _block.Find("~", from, _end));
        return right < 0 ? other : other < 0 ? right : Math.Min(right, other);
    }

    private Part PartOf(int at, int to, bool choice)
    {
        var isRight = _block.StartsWith("=", at, to);
        var from = _block.SkipBlanks(at + 1, to);
        double? weight = null;
        if (choice && !isRight && _block.StartsWith("%", from, to) && _block.Find("%", from + 1, to) is >= 0 and var end)
        {
            var said = _block.Slice(from + 1, end);
            weight = ExchangeWeights.Parse(said);
            WrongWeight = weight is null ? said : WrongWeight;
            from = end + 1;
        }

        return new Part(isRight, weight ?? 0, from, to, choice ? -1 : _block.Find("->", from, to));
    }

    private ExchangeOption Option(Part part, bool correct)
    {
        var reply = _block.Find("#", part.From, part.To);
        return new ExchangeOption(Text(part.From, reply < 0 ? part.To : reply), correct, reply < 0 ? "" : Text(reply + 1, part.To));
    }

    private string Text(int from, int to) => GiftText.Read(_block, from, to, _format, _losses);

    /// <param name="Arrow">Where the arrow between row and partner stands; −1 where none does.</param>
    private readonly record struct Part(bool IsRight, double Weight, int From, int To, int Arrow);
}
