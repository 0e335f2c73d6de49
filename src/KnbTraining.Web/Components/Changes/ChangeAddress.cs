namespace KnbTraining.Web.Components.Changes;

/// <summary>Where changes are written and decided about, relative to the base.</summary>
public static class ChangeAddress
{
    public const string List = "admin/content/changes";

    public static string Of(int number) => FormattableString.Invariant($"{List}/{number}");

    /// <summary>A document, in a change where one is named.</summary>
    public static string Document(string path, int? change) =>
        change is { } number ? FormattableString.Invariant($"admin/content/document/{path}?change={number}") : $"admin/content/document/{path}";

    /// <summary>What an edition changed in its rules, and the course about it.</summary>
    public static string ChangedRules(int edition) => FormattableString.Invariant($"admin/content/editions/{edition}/changed-rules");

    /// <summary>The editions in which a document changed.</summary>
    public static string History(string path) => $"admin/content/history/{path}";
}
