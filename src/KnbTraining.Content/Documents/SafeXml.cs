using System.Text;
using System.Xml;
using System.Xml.Linq;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Documents;

/// <summary>
/// Reads XML of strangers: no document types, so no entities of their own; nothing outside of the file is opened; depth and number of
/// elements are looked at before anything is built of them.
/// </summary>
internal static class SafeXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = ContentLimits.LargestExchange,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Null with a finding where it is no XML that may be read.</summary>
    public static XDocument? Read(string file, byte[] bytes, FindingList findings)
    {
        try
        {
            if (!IsShallow(file, bytes, findings))
            {
                return null;
            }

            using var stream = new MemoryStream(bytes, writable: false);
            using var reader = XmlReader.Create(stream, Settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace);
        }
        catch (XmlException wrong)
        {
            var type = bytes.AsSpan().IndexOf("<!DOCTYPE"u8);
            findings.Add(
                file,
                type >= 0 ? bytes.AsSpan(0, type).Count((byte)'\n') + 1 : Math.Max(1, wrong.LineNumber),
                type >= 0
                    ? FindingSentence.Of("The file declares a document type (DOCTYPE), through which a file can reach for others. Such files are refused.")
                    : FindingSentence.Of("The file is no sound XML, or its characters are not in the encoding that it names."),
                "Export it anew from the other program.");
            return null;
        }
        catch (Exception wrong) when (wrong is DecoderFallbackException or NotSupportedException or ArgumentException)
        {
            findings.Add(file, 1, "The encoding that the file names is not known, or the file is in another one.", "Save it as UTF-8.");
            return null;
        }
    }

    public static int LineOf(XObject node) => node is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : 1;

    private static bool IsShallow(string file, byte[] bytes, FindingList findings)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        using var reader = XmlReader.Create(stream, Settings);
        var line = (IXmlLineInfo)reader;
        for (var elements = 0; reader.Read();)
        {
            if (reader.Depth > ContentLimits.DeepestXml)
            {
                findings.Add(file, line.LineNumber, "The elements stand in each other too deeply.", "No program exports questions like that. Export it anew.");
                return false;
            }

            if (reader.NodeType == XmlNodeType.Element && ++elements > ContentLimits.MostElements)
            {
                findings.Add(file, line.LineNumber, $"The file has more than {ContentLimits.MostElements} elements.", "Split it into several files.");
                return false;
            }
        }

        return true;
    }
}
