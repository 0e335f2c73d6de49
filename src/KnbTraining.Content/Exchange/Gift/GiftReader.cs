using System.Text.RegularExpressions;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange.Gift;

/// <summary>Makes a question of the lines of one.</summary>
internal sealed partial class GiftReader(string file, string language, FindingList findings, LossList losses, ExchangeChecks checks)
{
    public void Read(GiftBlock block, List<ExchangeQuestion> questions)
    {
        if (block.IsEmpty)
        {
            return;
        }

        var (name, at) = NameOf(block);
        var (open, close) = (block.Find("{", at, block.Length), block.Find("}", at, block.Length));
        if (open < 0 && close < 0)
        {
            losses.Drop(name ?? Shortened(block.Slice(at, block.Length)), block.Line, FindingSentence.Of("It is a text that asks nothing."));
            return;
        }

        if (open < 0 || close < open)
        {
            findings.Add(
                file,
                block.Line,
                $"The braces of '{name ?? Shortened(block.Slice(at, block.Length))}' do not match.",
                "Put the answers between { and }, without an empty line in them; a brace in a text is written \\{ or \\}.");
            return;
        }

        if (block.Find("{", close + 1, block.Length) >= 0)
        {
            findings.Add(
                file,
                block.Line,
                $"After '{name ?? Shortened(block.Slice(at, open))}' another question begins without an empty line.",
                "Put an empty line between two questions; a brace in a text is written \\{ or \\}.");
            return;
        }

        var (format, stem) = StemOf(block, at, open, close);
        var question = new ExchangeQuestion
        {
            Name = name ?? Shortened(stem),
            Kind = QuestionKind.SingleChoice,
            Language = language,
            Stem = stem,
            Line = block.Line,
            Frozen = FrozenId.Parse(Id().Match(block.Comments).Groups["id"].Value.Trim()),
        };
        var answers = new GiftAnswers(block, open + 1, close, format, losses);
        question = question with { Explanation = answers.Explanation };
        if (answers.Unknown is { } why)
        {
            losses.Drop(question.Name, question.Line, why);
            return;
        }

        if (answers.WrongWeight is { } weight)
        {
            findings.Add(file, question.Line, $"'{weight}' in '{question.Name}' is no share of a point.", "Write a number from -100 to 100 between two % signs.");
            losses.Forget();
            return;
        }

        var read = answers.Fill(question);
        checks.Take(ExchangeTags.Apply(read, [.. Tag().Matches(block.Comments).Select(tag => tag.Groups["tag"].Value.Trim())]), questions, losses);
    }

    private static (string? Name, int At) NameOf(GiftBlock block)
    {
        var start = block.SkipBlanks(0, block.Length);
        if (!block.StartsWith("::", start, block.Length) || block.Find("::", start + 2, block.Length) is not (>= 0 and var end))
        {
            return (null, start);
        }

        var name = ExchangeText.Line(block.Slice(start + 2, end));
        return (name.Length == 0 ? null : Shortened(name), block.SkipBlanks(end + 2, block.Length));
    }

    // Answers inside of a sentence leave a gap in it.
    private (GiftTextFormat Format, string Stem) StemOf(GiftBlock block, int at, int open, int close)
    {
        var format = GiftText.FormatAt(block, ref at, open, GiftTextFormat.Auto);
        var tail = block.Slice(close + 1, block.Length).TrimEnd();
        var source = block.Slice(at, open);
        return (format, GiftText.Plain(tail.Length == 0 ? source : $"{source}_____{tail}", format, losses));
    }

    private static string Shortened(string text)
    {
        var line = ExchangeText.Line(text);
        return line.Length == 0 ? "?" : line.Length <= ExchangeQuestions.LongestName ? line : line[..(ExchangeQuestions.LongestName - 1)].TrimEnd() + "…";
    }

    [GeneratedRegex(@"\[id:(?<id>[^\]\n]+)\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"\[tag:(?<tag>[^\]\n]+)\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
