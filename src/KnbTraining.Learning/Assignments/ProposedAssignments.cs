using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Assignments;

/// <param name="Audiences">Each becomes an assignment of its own.</param>
public sealed record ProposedAssignment(string CourseId, IReadOnlyList<AssignmentAudience> Audiences, int DueDays);

/// <summary>The assignments that follow from the courses themselves: each course says for whom it is.</summary>
public static class ProposedAssignments
{
    /// <summary>Days that a proposal gives, or fewer where a pass counts only for a short time.</summary>
    public const int UsualDueDays = 30;

    // As people meet them: before access, with access, after it.
    private static readonly string[] InOrder =
        [CourseAudiences.Candidates, CourseAudiences.Current, CourseAudiences.Former, CourseAudiences.Heads, CourseAudiences.Everyone];

    /// <summary>One for each course that names an audience, in the order in which people need them.</summary>
    public static IReadOnlyList<ProposedAssignment> Of(Edition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return
        [
            .. edition.Courses.Values
                .Where(course => course.Audience.Count > 0)
                .OrderBy(course => course.Audience.Min(Rank))
                .ThenBy(course => course.Id, StringComparer.Ordinal)
                .Select(course => new ProposedAssignment(
                    course.Id,
                    [.. AudiencesOf(course)],
                    Math.Min(UsualDueDays, CycleDates.MostDueDays(course.ValidityMonths)))),
        ];
    }

    // A course that names "everyone" has one audience, whatever else it names.
    private static IEnumerable<AssignmentAudience> AudiencesOf(Course course) =>
        course.Audience.Contains(CourseAudiences.Everyone) ? [new AssignmentAudience()] : course.Audience.OrderBy(Rank).Select(AudienceOf).Distinct();

    /// <summary>The people whom an audience of <see cref="CourseAudiences"/> means.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such audience.</exception>
    internal static AssignmentAudience AudienceOf(string audience) => audience switch
    {
        CourseAudiences.Candidates => new AssignmentAudience(HolderStatus.Candidate),
        CourseAudiences.Current => new AssignmentAudience(HolderStatus.Current),
        CourseAudiences.Former => new AssignmentAudience(HolderStatus.Former),
        CourseAudiences.Heads => new AssignmentAudience(Capacity: Capacity.Head),
        CourseAudiences.Everyone => new AssignmentAudience(),
        _ => throw new ArgumentOutOfRangeException(nameof(audience), audience, "No audience of a course."),
    };

    private static int Rank(string audience) => Array.IndexOf(InOrder, audience);
}
