using KnbTraining.Content.Documents;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange;

/// <summary>What holds for every question that comes from outside, whatever its format.</summary>
internal sealed class ExchangeChecks(string file, FindingList findings)
{
    // PDF, PNG, JPEG, GIF, documents of older office programs, RTF.
    private static readonly byte[][] OtherKinds =
    [
        [.. "%PDF"u8], [0x89, .. "PNG"u8], [0xFF, 0xD8, 0xFF], [.. "GIF8"u8], [0xD0, 0xCF, 0x11, 0xE0], [.. "{\\rtf"u8],
    ];

    /// <summary>The reading of a file, nothing of which may be taken where there is any finding.</summary>
    public ExchangeReading Result(List<ExchangeQuestion> questions, LossList losses)
    {
        if (findings.Count == 0 && questions.Count == 0 && losses.Count == 0)
        {
            findings.Add(file, 1, "The file holds no questions.", "Export it anew from the other program, in the format that is chosen here.");
        }

        return new ExchangeReading(findings.Count == 0 ? questions : [], losses.Report, findings.InOrder());
    }

    /// <summary>False, with a finding, where the file is empty, larger than any file of questions may be, or a document or a picture of another program.</summary>
    /// <param name="zipped">True where the format is a ZIP file.</param>
    public bool IsReadable(byte[] bytes, bool zipped = false)
    {
        if (bytes.Length == 0)
        {
            findings.Add(file, 1, "The file is empty.", "Choose another one, or export it anew from the other program.");
        }
        else if (bytes.Length > ContentLimits.LargestExchange)
        {
            findings.Add(file, 1, $"The file is larger than {ContentLimits.LargestExchange >> 20} MB.", "Split it, or leave pictures and sounds out of the export.");
        }
        else if (Array.Exists(OtherKinds, kind => bytes.AsSpan().StartsWith(kind)) || (!zipped && bytes.AsSpan().StartsWith("PK\u0003\u0004"u8)))
        {
            findings.Add(file, 1, "The file is a document or a picture of another program.", "Choose the file that the other program made when it exported its questions.");
        }

        return findings.Count == 0;
    }

    /// <summary>False, with a finding, where there are too many questions: reading ends.</summary>
    public bool MayHaveMore(int count, int line)
    {
        if (count < ContentLimits.MostExchanged)
        {
            return true;
        }

        findings.Add(file, line, $"The file holds more than {ContentLimits.MostExchanged} questions.", "Split it into several files.");
        return false;
    }

    /// <summary>
    /// Takes a sound question; tells why one is wrong; drops one that no question here can be.
    /// </summary>
    public void Take(ExchangeQuestion question, List<ExchangeQuestion> questions, LossList losses)
    {
        if (losses.LostMedia && NeedsMedia(question))
        {
            losses.Drop(question.Name, question.Line, FindingSentence.Of("What it asks, or an answer, is a picture, a sound or a formula."));
            return;
        }

        if (!IsSound(question))
        {
            losses.Forget();
            return;
        }

        if (WhyNot(question) is { } why)
        {
            losses.Drop(question.Name, question.Line, why);
            return;
        }

        questions.Add(question);
        losses.Pass(question.Name, question.Line);
    }

    // Nothing is wrong with a question whose answers are pictures: without them it has empty ones, or several that say the same.
    private static bool NeedsMedia(ExchangeQuestion question)
    {
        string[] answers = [.. question.Options.Select(option => option.Text), .. question.Pairs.Select(pair => pair.Row)];
        return question.WholeStem.Length == 0
            || answers.Concat(question.Pairs.Select(pair => pair.Choice)).Concat(question.Spare).Any(answer => answer.Length == 0)
            || answers.DistinctBy(ExchangeText.Folded, StringComparer.Ordinal).Count() < answers.Length;
    }

    private bool IsSound(ExchangeQuestion question)
    {
        var before = findings.Count;
        var line = question.Line;
        IEnumerable<string> answers = question.Options.Select(option => option.Text).Concat(question.Pairs.SelectMany(pair => new[] { pair.Row, pair.Choice })).Concat(question.Spare);
        string[] texts = [question.WholeStem, question.Explanation, .. answers, .. question.Options.Select(option => option.Feedback)];
        if (question.WholeStem.Length == 0)
        {
            findings.Add(file, line, $"The question '{question.Name}' has no text.", "Write what it asks.");
        }

        if (Array.Exists(texts, text => text.Length > ContentLimits.LongestTemplate))
        {
            findings.Add(file, line, $"A text of '{question.Name}' has more than {ContentLimits.LongestTemplate} characters.", "Shorten it.");
        }
        else if (texts.Select(TypedText.FindHidden).FirstOrDefault(found => found is not null) is var (_, codePoint))
        {
            findings.Add(file, line, $"'{question.Name}' holds a character that cannot be seen: U+{codePoint:X4}.", "Take it out.");
        }

        if (answers.Any(answer => answer.Length == 0))
        {
            findings.Add(file, line, $"An answer of '{question.Name}' has no text.", "Write it, or take the answer out.");
        }

        if (question.Kind == QuestionKind.Matching)
        {
            CheckRows(question);
        }
        else
        {
            CheckOptions(question);
        }

        return findings.Count == before;
    }

    private void CheckRows(ExchangeQuestion question)
    {
        if (question.Pairs.Count is < 2 or > ContentLimits.MostAnswers || question.Spare.Count > ContentLimits.MostAnswers)
        {
            findings.Add(file, question.Line, $"The question '{question.Name}' has {question.Pairs.Count} rows.", $"Give it from 2 to {ContentLimits.MostAnswers}.");
        }
        else if (question.Pairs.DistinctBy(pair => ExchangeText.Folded(pair.Row), StringComparer.Ordinal).Count() < question.Pairs.Count)
        {
            findings.Add(file, question.Line, $"Two rows of '{question.Name}' say the same.", "Take one of them out.");
        }
    }

    private void CheckOptions(ExchangeQuestion question)
    {
        if (question.Options.Count is < 2 or > ContentLimits.MostAnswers)
        {
            findings.Add(file, question.Line, $"The question '{question.Name}' has {question.Options.Count} answers.", $"Give it from 2 to {ContentLimits.MostAnswers}.");
        }
        else if (question.Options.DistinctBy(option => ExchangeText.Folded(option.Text), StringComparer.Ordinal).Count() < question.Options.Count)
        {
            findings.Add(file, question.Line, $"Two answers of '{question.Name}' say the same.", "Take one of them out.");
        }
        else if (!question.Options.Any(option => option.Correct))
        {
            findings.Add(file, question.Line, $"No answer of '{question.Name}' is right.", "Mark the right one.");
        }
    }

    // Other programs may ask so; nothing here can.
    private static FindingSentence? WhyNot(ExchangeQuestion question)
    {
        var right = question.Options.Count(option => option.Correct);
        return question.Kind is QuestionKind.SingleChoice or QuestionKind.TrueFalse && right > 1 ? FindingSentence.Of("Several answers are right, and one is to be chosen.")
            : question.Kind == QuestionKind.MultipleChoice && right == question.Options.Count ? FindingSentence.Of("All its answers are right.")
            : null;
    }
}
