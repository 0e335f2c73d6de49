using KnbTraining.Learning.Assignments;

namespace KnbTraining.Web.Components.Assigned;

/// <summary>Where something is done about the courses of several people, and what was done.</summary>
internal static class ManyAddress
{
    public const string Home = "admin/people/courses";

    /// <summary>What was done at once.</summary>
    public static string Of(Guid batch) => $"{Home}/{batch}";

    /// <summary>The list of people to choose from.</summary>
    /// <param name="course">Null where it is still to be chosen.</param>
    /// <param name="unit">Null for all.</param>
    /// <param name="selection">Null for everybody.</param>
    public static string List(string? course, Guid? unit, CourseSelection? selection)
    {
        string?[] asked =
        [
            course is null ? null : $"course={Uri.EscapeDataString(course)}",
            unit is null ? null : $"unit={unit}",
            selection is null ? null : $"state={selection}",
        ];
        var query = string.Join('&', asked.OfType<string>());
        return query.Length == 0 ? Home : $"{Home}?{query}";
    }
}
