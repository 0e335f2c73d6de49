using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace KnbTraining.Content.Exchange.Scorm;

/// <summary>
/// A package of SCORM 1.2 (ADL, Content Aggregation Model 1.2.1) with one part that a learning system opens: a page with what it needs beside it.
/// Pure: the same files give the same bytes.
/// </summary>
public static class ScormPackage
{
    public const string MediaType = "application/zip";

    /// <summary>The page that the learning system opens.</summary>
    public const string Page = "index.html";

    internal const string Manifest = "imsmanifest.xml";

    internal static readonly XNamespace Packaging = "http://www.imsproject.org/xsd/imscp_rootv1p1p2";

    internal static readonly XNamespace Adl = "http://www.adlnet.org/xsd/adlcp_rootv1p2";

    // An archive knows no year before.
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="id">Tells the package from others: letters, digits, <c>-</c>, <c>.</c> and <c>_</c>, a letter first.</param>
    /// <param name="title">What people read in the list of the learning system.</param>
    /// <param name="files">By name, without folders; <see cref="Page"/> is among them.</param>
    public static byte[] Write(string id, string title, IReadOnlyDictionary<string, byte[]> files)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(title);
        ArgumentNullException.ThrowIfNull(files);
        if (!files.ContainsKey(Page))
        {
            throw new ArgumentException($"A package has a page, '{Page}'.", nameof(files));
        }

        string[] names = [Page, .. files.Keys.Where(name => name != Page).Order(StringComparer.Ordinal)];
        var manifest = new XElement(
            Packaging + "manifest",
            new XAttribute("identifier", id),
            new XAttribute("version", "1.0"),
            new XAttribute(XNamespace.Xmlns + "adlcp", Adl.NamespaceName),
            new XElement(Packaging + "metadata", new XElement(Packaging + "schema", "ADL SCORM"), new XElement(Packaging + "schemaversion", "1.2")),
            new XElement(
                Packaging + "organizations",
                new XAttribute("default", "organization"),
                new XElement(
                    Packaging + "organization",
                    new XAttribute("identifier", "organization"),
                    new XElement(Packaging + "title", title),
                    new XElement(
                        Packaging + "item",
                        new XAttribute("identifier", "item"),
                        new XAttribute("identifierref", "resource"),
                        new XElement(Packaging + "title", title)))),
            new XElement(
                Packaging + "resources",
                new XElement(
                    Packaging + "resource",
                    new XAttribute("identifier", "resource"),
                    new XAttribute("type", "webcontent"),
                    new XAttribute(Adl + "scormtype", "sco"),
                    new XAttribute("href", Page),
                    names.Select(name => new XElement(Packaging + "file", new XAttribute("href", name))))));
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var stream = Begin(archive, Manifest))
            using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
            {
                manifest.Save(writer);
            }

            foreach (var name in names)
            {
                using var stream = Begin(archive, name);
                stream.Write(files[name]);
            }
        }

        return bytes.ToArray();
    }

    private static Stream Begin(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Always;
        return entry.Open();
    }
}
