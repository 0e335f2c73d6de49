using System.Text.RegularExpressions;

namespace KnbTraining.Learning.Editing;

/// <summary>Paths of documents inside the content folder. They become file names again on export, so nothing else may pass.</summary>
public static class DocumentPath
{
    public const int Longest = 200;

    // Never goes back: its time grows with the path alone.
    private static readonly Regex Shape = new(@"\A([a-z0-9]+(-[a-z0-9]+)*/)*[a-z0-9]+(-[a-z0-9]+)*\.(yaml|md)\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    public static bool IsGood(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Length <= Longest && Shape.IsMatch(path);
    }

    public static DocumentKind KindOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path[..(path.IndexOf('/', StringComparison.Ordinal) + 1)] switch
        {
            "rules/" => DocumentKind.Rule,
            "lessons/" => DocumentKind.Lesson,
            "questions/" => DocumentKind.Question,
            "courses/" => DocumentKind.Course,
            "acknowledgements/" => DocumentKind.Acknowledgement,
            "cases/" => DocumentKind.LawCases,
            _ => DocumentKind.Other,
        };
    }

    /// <summary>The name of the file without its folders and its ending: the id in most documents.</summary>
    public static string NameOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Path.GetFileNameWithoutExtension(path);
    }
}
