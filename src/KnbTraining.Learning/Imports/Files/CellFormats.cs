using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Spreadsheet;

namespace KnbTraining.Learning.Imports.Files;

/// <summary>How the numbers of a workbook are shown. What matters here are dates, and zeros in front, which stand in the format and nowhere else.</summary>
internal sealed class CellFormats
{
    // ECMA-376 part 1, 18.8.30: formats that a workbook names without describing them.
    private static readonly HashSet<uint> KnownDates = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58];

    private const double LastSerial = 2_958_465;

    private readonly List<(bool IsDate, string? Zeros)> _formats = [];
    private readonly int _daysAhead;

    /// <param name="from1904">True where serial 0 is 1 January 1904, as old workbooks of another system have it.</param>
    public CellFormats(Stylesheet? styles, bool from1904)
    {
        _daysAhead = from1904 ? 1462 : 0;
        var codes = new Dictionary<uint, string>();
        foreach (var format in styles?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
        {
            if (format is { NumberFormatId.Value: var id, FormatCode.Value: { } code })
            {
                codes[id] = code;
            }
        }

        foreach (var format in styles?.CellFormats?.Elements<CellFormat>() ?? [])
        {
            var id = format.NumberFormatId?.Value ?? 0;
            var template = codes.TryGetValue(id, out var code) ? TemplateOf(code) : "";
            _formats.Add((KnownDates.Contains(id) || IsDate(template), IsZeros(template) ? template : null));
        }
    }

    public string Show(string value, uint? style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return value;
        }

        var (isDate, zeros) = style < _formats.Count ? _formats[(int)style] : default;
        if (isDate && number is >= 1 and < LastSerial)
        {
            return DateTime.FromOADate(number + _daysAhead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        var isWhole = Math.Abs(number) < 1e15 && number == Math.Floor(number);
        var text = isWhole ? number.ToString("F0", CultureInfo.InvariantCulture) : number.ToString("G15", CultureInfo.InvariantCulture);
        return isWhole && number >= 0 && zeros is not null ? Fill(zeros, text) : text;
    }

    // The first section, without colours, conditions, fillers and the marks of literal signs.
    private static string TemplateOf(string code)
    {
        var template = new StringBuilder();
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '[':
                    i = code.IndexOf(']', i) is >= 0 and var end ? end : code.Length;
                    break;
                case '_' or '*':
                    i++;
                    break;
                case '\\':
                    template.Append(++i < code.Length && !char.IsLetter(code[i]) ? code[i] : "");
                    break;
                case '"':
                    var close = code.IndexOf('"', i + 1) is >= 0 and var found ? found : code.Length;
                    template.Append(string.Concat(code[(i + 1)..close].Where(sign => !char.IsLetter(sign))));
                    i = close;
                    break;
                default:
                    template.Append(code[i]);
                    break;
            }
        }

        return template.ToString();
    }

    private static bool IsDate(string template) => template.AsSpan().ContainsAny("dDyY") && !template.Contains("General", StringComparison.OrdinalIgnoreCase);

    private static bool IsZeros(string template) => template.Count(sign => sign == '0') > 1 && template.All(sign => sign is '0' or '-' or ' ' or '/');

    // From the right: each zero takes a digit; what is left of the number stands in front.
    private static string Fill(string template, string digits)
    {
        var (filled, left) = (new StringBuilder(), digits.Length);
        for (var i = template.Length - 1; i >= 0; i--)
        {
            filled.Insert(0, template[i] != '0' ? template[i] : left > 0 ? digits[--left] : '0');
        }

        return filled.Insert(0, digits[..left]).ToString();
    }
}
