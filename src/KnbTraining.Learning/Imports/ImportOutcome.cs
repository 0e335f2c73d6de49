using System.Globalization;
using System.Text.Json;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Imports;

/// <summary>What became of one line when its part was applied.</summary>
/// <param name="ChangeIds">The changes of standing that it made of somebody who was known, in their order.</param>
/// <param name="Left">Why nothing was done; null where it was.</param>
internal sealed record ImportOutcome(int Line, Guid? PersonId, int Version, IReadOnlyList<Guid> ChangeIds, string? Left)
{
    public const string Changed = "changed-since";

    public const string Taken = "taken";

    public const string UnitClosed = "unit-closed";

    public static ImportOutcome LeftOut(ImportLine line, string why) => new(line.Line, line.PersonId, 0, [], why);

    /// <summary>As a line of canonical JSON. Names and addresses stay out of it: their text has a hash, and can be erased.</summary>
    /// <param name="done">What was done; null where nothing was.</param>
    public string Write(ImportLine? done = null, TextRef? text = null)
    {
        var standing = done?.Parts;
        var line = new Dictionary<string, object?>(StringComparer.Ordinal) { ["line"] = Line };
        Add("personId", PersonId?.ToString("D"));
        Add("left", Left);
        Add("version", Left is null ? Version : null);
        Add("changeIds", ChangeIds.Count == 0 ? null : ChangeIds.Select(id => id.ToString("D")).ToArray());
        Add(nameof(StandingParts.UnitId), standing?.UnitId?.ToString("D"));
        Add(nameof(StandingParts.HolderStatus), Word(standing?.HolderStatus));
        Add(nameof(StandingParts.Capacity), Word(standing?.Capacity));
        Add(nameof(StandingParts.Employment), Word(standing?.Employment));
        Add("from", standing is null ? null : Day(done?.From));
        Add("ends", Day(done?.Ends));
        Add("iin", done?.Iin is null ? null : "set");
        Add("text", text?.ToString());
        return CanonicalJson.Write(line);

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                line[JsonNamingPolicy.CamelCase.ConvertName(name)] = value;
            }
        }

        static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
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
            root.TryGetProperty("changeIds", out var changes) ? [.. changes.EnumerateArray().Select(change => change.GetGuid())] : [],
            root.TryGetProperty("left", out var left) ? left.GetString() : null);

        Guid? Id(string name) => root.TryGetProperty(name, out var id) ? id.GetGuid() : null;
    }
}
