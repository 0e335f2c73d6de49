namespace KnbTraining.Web.Components;

/// <summary>What Learning found wrong with a form, by field: the detail of a refusal, one <c>Field: message-key</c> a line.</summary>
public sealed class FormFindings
{
    private readonly Dictionary<string, string> _byField = new(StringComparer.Ordinal);

    public FormFindings(string? detail)
    {
        foreach (var line in (detail ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var cut = line.IndexOf(':', StringComparison.Ordinal);
            if (cut > 0)
            {
                _byField.TryAdd(line[..cut], line[(cut + 1)..].Trim());
            }
        }
    }

    public static FormFindings None { get; } = new(null);

    public bool Any => _byField.Count > 0;

    /// <summary>Fields in the order in which they were found.</summary>
    public IReadOnlyCollection<string> Fields => _byField.Keys;

    /// <summary>The message key of a field; null where it is right.</summary>
    public string? At(string field) => _byField.GetValueOrDefault(field);
}
