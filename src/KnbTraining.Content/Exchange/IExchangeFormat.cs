using KnbTraining.Content.Documents;

namespace KnbTraining.Content.Exchange;

/// <summary>A file format in which questions travel. Pure: the same questions give the same bytes.</summary>
public interface IExchangeFormat
{
    /// <summary>For addresses and commands, for example <c>gift</c>.</summary>
    string Id { get; }

    /// <summary>With the point, for example <c>.xml</c>.</summary>
    string Ending { get; }

    string MediaType { get; }

    ExchangeFile Write(IReadOnlyList<ExchangeQuestion> questions);

    /// <summary>Reads a file of a stranger: whatever it holds, the answer is questions or findings.</summary>
    /// <param name="name">The name of the file, for findings.</param>
    /// <param name="language">The language of questions that do not say theirs.</param>
    ExchangeReading Read(string name, byte[] bytes, string language);
}

/// <summary>A written file and what it could not hold.</summary>
public sealed record ExchangeFile(byte[] Bytes, LossReport Losses);

/// <summary>What a file holds.</summary>
/// <param name="Questions">Those that came through, in the order of the file; none where there is any finding.</param>
/// <param name="Findings">What is wrong with the file, by line; where there is any, nothing of it may be taken.</param>
public sealed record ExchangeReading(IReadOnlyList<ExchangeQuestion> Questions, LossReport Losses, IReadOnlyList<Finding> Findings);

/// <summary>The format table: one line a format.</summary>
public static class ExchangeFormats
{
    public static IReadOnlyList<IExchangeFormat> All { get; } = [new Moodle.MoodleXml(), new Gift.GiftFormat(), new Qti.QtiPackage()];

    /// <summary>The format with an id, or null.</summary>
    public static IExchangeFormat? Find(string? id) => All.FirstOrDefault(format => format.Id == id);

    /// <summary>The format that a file has by its first characters; null where it is none of them.</summary>
    public static IExchangeFormat? Recognise(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("PK"u8))
        {
            return Find(Qti.QtiPackage.FormatId);
        }

        var start = System.Text.Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 256)]).Replace("\0", "", StringComparison.Ordinal)
            .TrimStart('\u00EF', '\u00BB', '\u00BF', '\u00FF', '\u00FE', ' ', '\t', '\r', '\n');
        return Find(start.StartsWith('<') ? Moodle.MoodleXml.FormatId : Gift.GiftFormat.FormatId);
    }
}
