namespace KnbTraining.Learning;

/// <summary>One thing that is wrong with a form.</summary>
/// <param name="Field">The name of the field, mostly that of the form's property.</param>
/// <param name="Key">The key of the message, for example <c>required</c>.</param>
public sealed record FormFinding(string Field, string Key);

/// <summary>What is wrong with a form, in the order in which it was found.</summary>
public sealed class FormFindings
{
    private readonly List<FormFinding> _all = [];

    internal FormFindings()
    {
    }

    public static FormFindings None { get; } = new();

    public bool Any => _all.Count > 0;

    /// <summary>The fields that are not right, each once.</summary>
    public IReadOnlyCollection<string> Fields => [.. _all.Select(finding => finding.Field).Distinct(StringComparer.Ordinal)];

    public static FormFindings Of(params IEnumerable<FormFinding> findings)
    {
        var all = new FormFindings();
        all._all.AddRange(findings);
        return all;
    }

    /// <summary>The key of the first message about a field; null where the field is right.</summary>
    public string? At(string field) => _all.Find(finding => finding.Field == field)?.Key;

    /// <summary>For messages to developers: one <c>Field: key</c> a line.</summary>
    public override string ToString() => string.Join('\n', _all.Select(finding => $"{finding.Field}: {finding.Key}"));

    /// <param name="key">Null adds nothing: the field is right.</param>
    internal void Add(string field, string? key)
    {
        if (key is not null)
        {
            _all.Add(new FormFinding(field, key));
        }
    }
}
