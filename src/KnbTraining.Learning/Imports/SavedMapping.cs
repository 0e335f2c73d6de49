using System.Text.Json;

namespace KnbTraining.Learning.Imports;

/// <summary>A mapping that was saved by name.</summary>
public sealed class SavedMapping
{
    public const int LongestName = 100;

    private SavedMapping()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The name as it is compared: names that people would call the same are one.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The mapping as JSON.</summary>
    public string Columns { get; private set; } = "";

    public int Version { get; private set; }

    public ImportMapping Mapping => JsonSerializer.Deserialize<ImportMapping>(Columns) ?? new ImportMapping();

    internal static string KeyOf(string name) => Names.NameFold.Fold(name.Trim());

    internal static SavedMapping Create(string name) => new() { Id = Guid.CreateVersion7(), Name = name.Trim(), Key = KeyOf(name) };

    internal void Save(ImportMapping mapping)
    {
        Columns = JsonSerializer.Serialize(mapping);
        Version++;
    }
}
