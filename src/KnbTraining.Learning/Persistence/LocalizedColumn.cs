using System.Text.Encodings.Web;
using System.Text.Json;
using KnbTraining.Content.Text;

namespace KnbTraining.Learning.Persistence;

/// <summary>
/// A text in several languages as one column: a JSON object by language code. A row keeps the languages that it was written in, so that
/// a language that comes later changes no row.
/// </summary>
public static class LocalizedColumn
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(LocalizedText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return JsonSerializer.Serialize(
            Languages.All.Order(StringComparer.Ordinal).Select(language => KeyValuePair.Create(language, text[language])).ToDictionary(StringComparer.Ordinal), Readable);
    }

    /// <summary>
    /// The texts that the row was written with, by language code. None where somebody wrote something else into the column: a certificate
    /// then does not fit its signature.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Read(string column)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(column) ?? [];
        }
        catch (JsonException)
        {
            return new Dictionary<string, string>();
        }
    }
}
