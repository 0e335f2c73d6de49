using System.IO.Compression;
using System.Text;

namespace KnbTraining.TestKit;

/// <summary>A workbook written part by part, as the file format says, and not by the library that reads it.</summary>
public static class Workbook
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private const string Documents = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <param name="rows">What stands in <c>sheetData</c>.</param>
    /// <param name="after">What follows it: merged cells.</param>
    /// <param name="formats">Codes of formats: the first is style 1.</param>
    public static byte[] Of(string rows, string after = "", IReadOnlyList<string>? formats = null, IReadOnlyList<string>? shared = null, bool from1904 = false, string before = "")
    {
        formats ??= [];
        using var kept = new MemoryStream();
        using (var archive = new ZipArchive(kept, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "[Content_Types].xml", $"""
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
                {Override("/xl/workbook.xml", "sheet.main")}{Override("/xl/worksheets/sheet1.xml", "worksheet")}{Override("/xl/worksheets/sheet2.xml", "worksheet")}
                {Override("/xl/styles.xml", "styles")}{Override("/xl/sharedStrings.xml", "sharedStrings")}</Types>
                """);
            Add(archive, "_rels/.rels", Relations(("rId1", "officeDocument", "xl/workbook.xml")));
            Add(archive, "xl/_rels/workbook.xml.rels", Relations(
                ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet2.xml"), ("rId3", "styles", "styles.xml"), ("rId4", "sharedStrings", "sharedStrings.xml")));
            Add(archive, "xl/workbook.xml", $"""
                <workbook xmlns="{Main}" xmlns:r="{Documents}"><workbookPr{(from1904 ? " date1904=\"1\"" : "")}/>
                <sheets><sheet name="Hidden" sheetId="2" state="hidden" r:id="rId2"/><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>
                """);
            Add(archive, "xl/worksheets/sheet1.xml", $"{before}<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData>{after}</worksheet>");
            Add(archive, "xl/worksheets/sheet2.xml", $"<worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\"><c r=\"A1\"><v>666</v></c></row></sheetData></worksheet>");
            Add(archive, "xl/styles.xml", $"""
                <styleSheet xmlns="{Main}"><numFmts count="{formats.Count}">{string.Concat(formats.Select((code, i) => $"<numFmt numFmtId=\"{164 + i}\" formatCode=\"{code.Replace("\"", "&quot;")}\"/>"))}</numFmts>
                <cellXfs><xf numFmtId="0"/>{string.Concat(formats.Select((_, i) => $"<xf numFmtId=\"{164 + i}\"/>"))}<xf numFmtId="14"/></cellXfs></styleSheet>
                """);
            Add(archive, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat((shared ?? []).Select(text => $"<si>{text}</si>"))}</sst>");
        }

        return kept.ToArray();
    }

    public static void Add(ZipArchive archive, string name, string text)
    {
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string Override(string part, string kind) =>
        $"<Override PartName=\"{part}\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>";

    private static string Relations(params (string Id, string Kind, string Target)[] all) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(all.Select(one => $"<Relationship Id=\"{one.Id}\" Type=\"{Documents}/{one.Kind}\" Target=\"{one.Target}\"/>")) + "</Relationships>";
}
