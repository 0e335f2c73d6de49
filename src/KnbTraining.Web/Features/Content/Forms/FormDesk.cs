using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Web.Features.Content.Editing;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>What the fields of one form share: the document, its findings, and how a change of it is told.</summary>
public sealed class FormDesk(DocumentFields fields, FieldFindings findings, bool readOnly, Func<Action<DocumentFields>, Task> change)
{
    public DocumentFields Fields { get; } = fields;

    public bool ReadOnly { get; } = readOnly;

    /// <summary>The findings that stand at a field, for a list or a mapping without those of what is in it.</summary>
    public IReadOnlyList<Finding> At(string path) => findings.At(path);

    /// <summary>How many findings stand at fields whose path ends so.</summary>
    public int CountBelow(IEnumerable<string> paths, string last)
    {
        var meant = paths.Select(path => $"{path}/{last}").ToHashSet(StringComparer.Ordinal);
        return findings.CountWhere(meant.Contains);
    }

    /// <summary>How many findings stand at a field and below it.</summary>
    public int CountUnder(string path) =>
        findings.CountWhere(field => field == path || field.StartsWith($"{path}/", StringComparison.Ordinal));

    public IReadOnlyList<Finding> Rest => findings.Rest;

    public Task ChangeAsync(Action<DocumentFields> set) => change(set);

    /// <summary>The language that all fields of the form show where they show one at a time.</summary>
    public string Language { get; init; } = Languages.English;

    /// <summary>Another language is to be shown.</summary>
    public EventCallback<string> ChooseLanguage { get; init; }

    /// <summary>Paths of the documents that use what stands at a path; null where nobody asks.</summary>
    public Func<string, IReadOnlyList<string>?> UsesOf { get; init; } = _ => null;

    /// <summary>The id that the box of a field bears.</summary>
    public static string IdOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return $"field-{path.Replace('/', '-')}";
    }
}
