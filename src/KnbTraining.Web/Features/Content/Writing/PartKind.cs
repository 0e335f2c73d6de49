namespace KnbTraining.Web.Features.Content.Writing;

/// <summary>The live parts that can be put into a lesson. Texts for people have the key <c>Part.{kind}</c>.</summary>
public static class PartKind
{
    public const string Rule = "rule";
    public const string Case = "case";
    public const string Question = "question";
    public const string Map = "map";
    public const string Term = "term";
    public const string Practice = "practice";
    public const string Picture = "picture";

    /// <summary>In the order of the buttons.</summary>
    public static IReadOnlyList<string> All { get; } = [Rule, Case, Question, Map, Term, Practice, Picture];

    /// <summary>Those that only name something which is found by search.</summary>
    public static IReadOnlyList<string> Found { get; } = [Rule, Question, Map, Term, Picture];
}
