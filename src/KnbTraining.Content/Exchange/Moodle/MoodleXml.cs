using System.Text;
using System.Xml;
using System.Xml.Linq;
using KnbTraining.Content.Documents;

namespace KnbTraining.Content.Exchange.Moodle;

/// <summary>Moodle XML (docs.moodle.org, "Moodle XML format"): <c>quiz</c> with a <c>question</c> for each.</summary>
public sealed class MoodleXml : IExchangeFormat
{
    public const string FormatId = "moodle-xml";

    public string Id => FormatId;

    public string Ending => ".xml";

    public string MediaType => "application/xml; charset=utf-8";

    public ExchangeFile Write(IReadOnlyList<ExchangeQuestion> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var losses = new LossList();
        var quiz = new XElement("quiz");
        foreach (var question in questions)
        {
            quiz.Add(MoodleWriter.Of(question));
            ExchangeLosses.Tell(question, losses);
            losses.Pass(question.Name, 0);
        }

        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            quiz.Save(writer);
        }

        return new ExchangeFile(bytes.ToArray(), losses.Report);
    }

    public ExchangeReading Read(string name, byte[] bytes, string language)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var (findings, losses, questions) = (new FindingList(), new LossList(), new List<ExchangeQuestion>());
        var checks = new ExchangeChecks(name, findings);
        if (!checks.IsReadable(bytes) || SafeXml.Read(name, bytes, findings) is not { } document)
        {
            return checks.Result(questions, losses);
        }

        if (document.Root!.Name.LocalName != "quiz")
        {
            findings.Add(name, SafeXml.LineOf(document.Root), $"The file begins with '{document.Root.Name.LocalName}' and not with 'quiz'.", "Export it from Moodle as Moodle XML.");
            return checks.Result(questions, losses);
        }

        var reader = new MoodleReader(name, language, findings, losses, checks);
        foreach (var element in document.Root.Elements("question"))
        {
            if (!checks.MayHaveMore(losses.Count, SafeXml.LineOf(element)))
            {
                break;
            }

            reader.Read(element, questions);
        }

        return checks.Result(questions, losses);
    }
}
