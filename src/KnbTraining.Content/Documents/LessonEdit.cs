using System.Globalization;

namespace KnbTraining.Content.Documents;

/// <summary>The fields of one lesson file, for editing: front matter and the Markdown below it.</summary>
/// <param name="Body">Markdown with directives.</param>
public sealed record LessonFields(string Title, string Summary, string Minutes, string Translation, string Body)
{
    /// <summary>The day by which somebody looks at it again, as it is written; empty where none is named.</summary>
    public string ReviewBy { get; init; } = "";

    /// <summary>The fields of a lesson file; what cannot be read stays empty, and the body then holds the whole text.</summary>
    public static LessonFields Parse(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var lines = document.ReplaceLineEndings("\n").Split('\n');
        var end = lines[0] == "---" ? Array.IndexOf(lines, "---", 1) : -1;
        if (end < 0)
        {
            return new LessonFields("", "", "5", "draft", document);
        }

        var front = string.Join('\n', lines[1..end]);
        string Field(string name) => YamlEdit.Get(front, name) ?? "";
        return new LessonFields(Field("title"), Field("summary"), Field("minutes"), Field("translation"), string.Join('\n', lines[(end + 1)..]).Trim('\n')) { ReviewBy = Field(ReviewDay.Key) };
    }

    /// <summary>The file for these fields.</summary>
    public string ToDocument() => string.Create(
        CultureInfo.InvariantCulture,
        $"---\ntitle: {Quote(Title)}\nsummary: {Quote(Summary)}\nminutes: {Minutes.Trim()}\ntranslation: {Translation.Trim()}\n{(ReviewBy.Trim() is { Length: > 0 } day ? $"{ReviewDay.Key}: {day}\n" : "")}---\n{Body.ReplaceLineEndings("\n").Trim('\n')}\n");

    private static string Quote(string text) =>
        "\"" + text.ReplaceLineEndings(" ").Trim().Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
