using System.Text;
using KnbTraining.Content.Documents;

namespace KnbTraining.Content.Exchange.Gift;

/// <summary>
/// GIFT, the text format of Moodle (docs.moodle.org, "GIFT format"): <c>::name::question{ =right#reply ~wrong#reply ####explanation }</c>.
/// The id and the tags of a question stand in a comment before it, as Moodle writes and reads them.
/// </summary>
public sealed class GiftFormat : IExchangeFormat
{
    public const string FormatId = "gift";

    public string Id => FormatId;

    public string Ending => ".gift.txt";

    public string MediaType => "text/plain; charset=utf-8";

    public ExchangeFile Write(IReadOnlyList<ExchangeQuestion> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var (text, losses) = (new StringBuilder(), new LossList());
        foreach (var question in questions)
        {
            GiftWriter.Append(text, question, losses);
            losses.Pass(question.Name, 0);
        }

        return new ExchangeFile(Encoding.UTF8.GetBytes(text.ToString()), losses.Report);
    }

    public ExchangeReading Read(string name, byte[] bytes, string language)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var (findings, losses, questions) = (new FindingList(), new LossList(), new List<ExchangeQuestion>());
        var checks = new ExchangeChecks(name, findings);
        if (!checks.IsReadable(bytes))
        {
            return checks.Result(questions, losses);
        }

        if (ExchangeText.Decode(bytes, out var line) is not { } text)
        {
            findings.Add(name, line, "The file is not in UTF-8.", "Save it as UTF-8: in a text editor under Save as, Encoding.");
            return checks.Result(questions, losses);
        }

        var reader = new GiftReader(name, language, findings, losses, checks);
        foreach (var block in GiftBlock.Split(text))
        {
            if (!checks.MayHaveMore(losses.Count, block.Line))
            {
                break;
            }

            reader.Read(block, questions);
        }

        return checks.Result(questions, losses);
    }
}
