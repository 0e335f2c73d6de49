using System.Globalization;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>The fields of a rule that are edited as a form; conditions, basis and sources are read there, and changed in the text.</summary>
public sealed class RuleForm
{
    public static readonly IReadOnlySet<string> Fields = new HashSet<string>(StringComparer.Ordinal)
    {
        "title", "title/en", "title/ru", "title/kk", "statement", "statement/en", "statement/ru", "statement/kk", "translation/en", "translation/ru", "translation/kk", "status", "review-by",
    };

    public Dictionary<string, string> Title { get; } = QuestionForm.Empty();

    public Dictionary<string, string> Statement { get; } = QuestionForm.Empty();

    public Dictionary<string, string> Translation { get; } = QuestionForm.Empty();

    /// <summary>in-force or proposed.</summary>
    public string Status { get; set; } = "in-force";

    public DateOnly? ReviewBy { get; set; }

    public static RuleForm Parse(string document)
    {
        var form = new RuleForm
        {
            Status = YamlEdit.Get(document, "status") ?? "in-force",
            ReviewBy = DateOnly.TryParseExact(YamlEdit.Get(document, "review-by"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        };
        foreach (var language in Languages.All)
        {
            form.Title[language] = YamlEdit.Get(document, $"title/{language}") ?? "";
            form.Statement[language] = YamlEdit.Get(document, $"statement/{language}") ?? "";
            form.Translation[language] = YamlEdit.Get(document, $"translation/{language}") ?? "draft";
        }

        return form;
    }

    /// <summary>The document with the values of the form; a value that the document has no place for is left out, and the check asks for it.</summary>
    public string ToDocument(string original)
    {
        var known = YamlEdit.Paths(original).ToHashSet(StringComparer.Ordinal);
        return YamlEdit.Set(original, Values().Where(value => known.Contains(value.Key)));
    }

    private IEnumerable<KeyValuePair<string, string>> Values()
    {
        yield return new("status", Status);
        yield return new("review-by", ReviewBy?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "null");
        foreach (var language in Languages.All)
        {
            yield return new($"title/{language}", Title[language]);
            yield return new($"statement/{language}", Statement[language]);
            yield return new($"translation/{language}", Translation[language]);
        }
    }
}
