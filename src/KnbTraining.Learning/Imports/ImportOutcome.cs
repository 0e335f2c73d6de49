using System.Globalization;
using System.Text.Json;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Imports;

/// <summary>What became of one line when its part was applied.</summary>
/// <param name="Left">Why nothing was done; null where it was.</param>
internal sealed record ImportOutcome(int Line, Guid? PersonId, int Version, Guid? ChangeId, string? Left)
{
    public const string Changed = "changed-since";

    public const string Taken = "taken";

    public const string UnitClosed = "unit-closed";

    public static ImportOutcome LeftOut(ImportLine line, string why) => new(line.Line, line.PersonId, 0, null, why);

    /// <summary>As a line of canonical JSON. Names and addresses stay out of it: their text has a hash, and can be erased.</summary>
    /// <param name="standing">With its first day, where it was set.</param>
    public string Write(StandingParts? standing = null, DateOnly? from = null, TextRef? text = null)
    {
        var line = new Dictionary<string, object?>(StringComparer.Ordinal) { ["line"] = Line };
        Add("personId", PersonId?.ToString("D"));
        Add("left", Left);
        Add("version", Left is null ? Version : null);
        Add("changeId", ChangeId?.ToString("D"));
        Add(nameof(StandingParts.UnitId), standing?.UnitId?.ToString("D"));
        Add(nameof(StandingParts.HolderStatus), Word(standing?.HolderStatus));
        Add(nameof(StandingParts.Capacity), Word(standing?.Capacity));
        Add(nameof(StandingParts.Employment), Word(standing?.Employment));
        Add("from", from?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("text", text?.ToString());
        return CanonicalJson.Write(line);

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                line[JsonNamingPolicy.CamelCase.ConvertName(name)] = value;
            }
        }

        static string? Word(Enum? value) => value is null ? null : JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
    }

    public static ImportOutcome Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return new ImportOutcome(
            root.GetProperty("line").GetInt32(),
            Id("personId"),
            root.TryGetProperty("version", out var version) ? version.GetInt32() : 0,
            Id("changeId"),
            root.TryGetProperty("left", out var left) ? left.GetString() : null);

        Guid? Id(string name) => root.TryGetProperty(name, out var id) ? id.GetGuid() : null;
    }
}
