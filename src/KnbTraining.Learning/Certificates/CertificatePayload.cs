using System.Globalization;
using System.Text;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Certificates;

/// <summary>
/// The signed text of a certificate: one JSON object in canonical form (RFC 8785), that is names in order, no white space,
/// and nothing escaped but quotation marks, backslashes and control characters. README.md shows it.
/// </summary>
public static class CertificatePayload
{
    public const int Version = 1;

    public static string Of(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return Write(
        [
            ("attempt", Text(certificate.AttemptId.ToString("D"))),
            ("course", Text(certificate.CourseId)),
            ("edition", Number(certificate.EditionNumber)),
            ("holder", Text(certificate.HolderName)),
            ("issued", Day(certificate.IssuedOn)),
            ("issuer", Text(certificate.Issuer)),
            ("key", Text(certificate.KeyId)),
            ("number", Text(certificate.Number)),
            ("percent", Number(certificate.Percent)),
            ("person", Text(certificate.PersonId.ToString("D"))),
            ("title", Write(LocalizedColumn.Read(certificate.Titles).OrderBy(title => title.Key, StringComparer.Ordinal).Select(title => (title.Key, Text(title.Value))))),
            ("unit", Text(certificate.UnitName)),
            ("validUntil", Day(certificate.ValidUntil)),
            ("version", Number(Version)),
        ]);
    }

    private static string Write(IEnumerable<(string Name, string Value)> members) =>
        $"{{{string.Join(',', members.Select(member => $"{Text(member.Name)}:{member.Value}"))}}}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => Text(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static string Text(string value)
    {
        var json = new StringBuilder("\"");
        foreach (var sign in value)
        {
            json.Append(sign switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\t' => "\\t",
                '\n' => "\\n",
                '\f' => "\\f",
                '\r' => "\\r",
                < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}"),
                _ => sign.ToString(),
            });
        }

        return json.Append('"').ToString();
    }
}
