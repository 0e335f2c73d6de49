using KnbTraining.Content.Documents;

namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>The findings of one document, each at the field that a form shows; what concerns no field of the form stands in <see cref="Rest"/>.</summary>
public sealed class FieldFindings
{
    private readonly Dictionary<string, List<Finding>> _byField = new(StringComparer.Ordinal);

    /// <param name="findings">Findings of this document only.</param>
    /// <param name="pathAt">The path of the value on a line; null where there is none.</param>
    /// <param name="shown">Paths of the fields that the form shows.</param>
    public FieldFindings(IEnumerable<Finding> findings, Func<int, string?> pathAt, IReadOnlySet<string> shown)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(pathAt);
        ArgumentNullException.ThrowIfNull(shown);
        var rest = new List<Finding>();
        foreach (var finding in findings)
        {
            if (FieldOf(finding, pathAt(finding.Line), shown) is not { } field)
            {
                rest.Add(finding);
            }
            else if (_byField.TryGetValue(field, out var known))
            {
                known.Add(finding);
            }
            else
            {
                _byField[field] = [finding];
            }
        }

        Rest = rest;
    }

    private FieldFindings(Dictionary<string, List<Finding>> byField, IReadOnlyList<Finding> rest) => (_byField, Rest) = (byField, rest);

    public static FieldFindings None { get; } = new([], _ => null, new HashSet<string>());

    /// <summary>Findings that belong to no field of the form, with their lines.</summary>
    public IReadOnlyList<Finding> Rest { get; }

    public int Count => Rest.Count + _byField.Values.Sum(findings => findings.Count);

    public IReadOnlyList<Finding> At(string field) => _byField.TryGetValue(field, out var findings) ? findings : [];

    /// <summary>How many findings stand at fields whose path fulfils a condition: the number on a tab.</summary>
    public int CountWhere(Func<string, bool> field) => _byField.Where(entry => field(entry.Key)).Sum(entry => entry.Value.Count);

    /// <summary>Every field with findings, and these.</summary>
    public IEnumerable<(string Field, Finding Finding)> All => _byField.SelectMany(entry => entry.Value.Select(finding => (entry.Key, finding)));

    /// <summary>Only those of some fields, and none that stands at no field.</summary>
    public FieldFindings Only(Func<string, bool> field) =>
        new(_byField.Where(entry => field(entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal), []);

    /// <summary>The findings of a YAML document at the fields of a form.</summary>
    public static FieldFindings ForYaml(string document, IEnumerable<Finding> findings, IReadOnlySet<string> shown) =>
        new(findings, DocumentOutline.Of(document).PathAt, shown);

    private static string? FieldOf(Finding finding, string? path, IReadOnlySet<string> shown)
    {
        // A missing key has no line of its own: the finding stands on its neighbour and names it.
        var named = shown.FirstOrDefault(field => field != path && Parent(field) is { } parent && parent == Parent(path)
            && finding.Message.Contains($"in '{Last(field)}'", StringComparison.Ordinal));
        if (named is not null)
        {
            return named;
        }

        for (var field = path; field is not null; field = Parent(field))
        {
            if (shown.Contains(field))
            {
                return field;
            }
        }

        return null;
    }

    private static string? Parent(string? path)
    {
        var cut = path?.LastIndexOf('/') ?? -1;
        return cut < 0 ? null : path![..cut];
    }

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];
}
