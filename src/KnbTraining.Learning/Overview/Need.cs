namespace KnbTraining.Learning.Overview;

/// <summary>Why a course of somebody needs their manager today. Each course of a person is at most one of them.</summary>
public enum Need
{
    /// <summary>The due day, and any days of grace, have gone by; or the last pass has run out.</summary>
    Overdue = 1,

    /// <summary>Not passed, and due within the days that count as soon.</summary>
    DueSoon = 2,

    /// <summary>Passed, and the pass counts for no more days than those that count as soon.</summary>
    EndsSoon = 3,
}

/// <param name="Day">The due day, or the last day of the pass.</param>
/// <param name="Days">From today to <paramref name="Day"/>, or, where it has gone by, since then; never negative.</param>
public sealed record NeedRow(Guid PersonId, string Name, string UnitName, string CourseId, string CourseTitle, DateOnly Day, int Days);

/// <param name="Total">Courses of people; somebody with two courses counts twice.</param>
/// <param name="Page">From 1.</param>
public sealed record NeedList(IReadOnlyList<NeedRow> Rows, int Total, int Page, int PageCount);

/// <param name="First">The most pressing first.</param>
public sealed record NeedSummary(Need Need, int Total, IReadOnlyList<NeedRow> First);

/// <summary>What a manager should know today.</summary>
/// <param name="People">Active people of the units that the viewer answers for.</param>
/// <param name="Needs">Only those that are not empty.</param>
public sealed record ManagerToday(int People, IReadOnlyList<NeedSummary> Needs);
