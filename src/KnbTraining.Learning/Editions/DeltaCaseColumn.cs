using System.Text.Json;
using System.Text.Json.Serialization;
using KnbTraining.Content.Reference;

namespace KnbTraining.Learning.Editions;

/// <summary>Cases of a course about changed rules as one column.</summary>
internal static class DeltaCaseColumn
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    /// <returns>Null where there are none.</returns>
    public static string? Write(IReadOnlyList<AmendedCase> cases) => cases.Count == 0 ? null : JsonSerializer.Serialize(cases, Options);

    /// <summary>None where somebody wrote something else into the column: the rules are told all the same.</summary>
    public static IReadOnlyList<AmendedCase> Read(string? column)
    {
        try
        {
            return column is null ? [] : JsonSerializer.Deserialize<AmendedCase[]>(column, Options) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
