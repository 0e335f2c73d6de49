using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using KnbTraining.Content.Documents;

namespace KnbTraining.Content.Exchange.Qti;

/// <summary>
/// A package of QTI 3.0 (1EdTech, imsglobal.org/spec/qti/v3p0): a manifest, an item for each question, and a stimulus for each case, which
/// questions about the same case share.
/// </summary>
public sealed class QtiPackage : IExchangeFormat
{
    public const string FormatId = "qti3";

    internal const string Manifest = "imsmanifest.xml";

    internal static readonly XNamespace Items = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0";

    private static readonly XNamespace Packaging = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1";

    private static readonly XNamespace Lom = "http://ltsc.ieee.org/xsd/LOM";

    // An archive knows no year before; the same questions give the same bytes.
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Id => FormatId;

    public string Ending => ".zip";

    public string MediaType => "application/zip";

    public ExchangeFile Write(IReadOnlyList<ExchangeQuestion> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var losses = new LossList();
        var stimuli = questions.Where(question => question.Case.Length > 0).Select(question => (question.Case, question.Language)).Distinct()
            .Select((stimulus, i) => (stimulus, Id: Name("stimulus", i))).ToDictionary(one => one.stimulus, one => one.Id);
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var resources = new List<XElement>();
            foreach (var ((text, language), id) in stimuli)
            {
                var path = $"stimuli/{id}.xml";
                Put(archive, path, QtiWriter.Stimulus(id, text, language));
                resources.Add(Resource(id, "imsqti_stimulus_xmlv3p0", path));
            }

            for (var i = 0; i < questions.Count; i++)
            {
                var (question, id) = (questions[i], Name("item", i));
                var path = $"items/{id}.xml";
                var stimulus = question.Case.Length > 0 ? stimuli[(question.Case, question.Language)] : null;
                Put(archive, path, QtiWriter.Item(id, question, stimulus));
                var resource = Resource(id, "imsqti_item_xmlv3p0", path);
                resource.AddFirst(Metadata(question));
                if (stimulus is not null)
                {
                    resource.Add(new XElement(Packaging + "dependency", new XAttribute("identifierref", stimulus)));
                }

                resources.Add(resource);
                ExchangeLosses.TellKind(question, losses);
                losses.Pass(question.Name, 0);
            }

            Put(archive, Manifest, new XElement(
                Packaging + "manifest",
                new XAttribute("identifier", "questions"),
                new XElement(Packaging + "metadata", new XElement(Packaging + "schema", "QTI Package"), new XElement(Packaging + "schemaversion", "3.0.0")),
                new XElement(Packaging + "organizations"),
                new XElement(Packaging + "resources", resources)));
        }

        return new ExchangeFile(bytes.ToArray(), losses.Report);
    }

    public ExchangeReading Read(string name, byte[] bytes, string language)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var (findings, losses, questions) = (new FindingList(), new LossList(), new List<ExchangeQuestion>());
        var checks = new ExchangeChecks(name, findings);
        if (!checks.IsReadable(bytes, zipped: true))
        {
            return checks.Result(questions, losses);
        }

        using var zip = SafeZip.Open(name, bytes, findings);
        if (zip?.Read(Manifest) is { } manifest && SafeXml.Read($"{name}/{Manifest}", manifest, findings) is { } document)
        {
            new QtiReader(name, language, findings, losses, zip).Read(document.Root!, checks, questions);
        }

        return checks.Result(questions, losses);
    }

    private static string Name(string kind, int index) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{index + 1}");

    private static XElement Resource(string id, string type, string path) => new(
        Packaging + "resource",
        new XAttribute("identifier", id),
        new XAttribute("type", type),
        new XAttribute("href", path),
        new XElement(Packaging + "file", new XAttribute("href", path)));

    private static XElement Metadata(ExchangeQuestion question) => new(
        Packaging + "metadata",
        new XElement(
            Lom + "lom",
            new XElement(
                Lom + "general",
                question.Frozen is { } frozen ? new XElement(Lom + "identifier", new XElement(Lom + "catalog", "knb"), new XElement(Lom + "entry", frozen.ToString())) : null,
                new XElement(Lom + "language", question.Language),
                ExchangeTags.Of(question).Select(tag => new XElement(Lom + "keyword", new XElement(Lom + "string", tag))))));

    private static void Put(ZipArchive archive, string path, XElement root)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = Always;
        using var stream = entry.Open();
        using var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        root.Save(writer);
    }
}
