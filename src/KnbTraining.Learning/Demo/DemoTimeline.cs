using KnbTraining.Content.Reference;
using KnbTraining.Content.Courses;
using KnbTraining.Content.Items;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Demo;

/// <summary>When things happen in the demo, in days before today.</summary>
internal static class DemoTimeline
{
    /// <summary>The first course is assigned this many days ago.</summary>
    public const int FirstDay = 160;

    /// <summary>The organisation began with the application, and with its first edition, this many days ago: before the oldest confirmation.</summary>
    public const int HouseDay = 460;

    /// <summary>The text that was revised was published this many days ago, after everything that people confirmed.</summary>
    public const int RevisionDay = 3;

    /// <summary>Nobody confirmed a text later than this many days ago, a weekend that moved it on left out.</summary>
    public const int LastConfirmationDay = RevisionDay + 3;

    /// <summary>Newcomers joined within this many days.</summary>
    public const int NewcomerDays = 75;

    public const int DueDays = 45;

    /// <summary>The employee's course was opened this many days ago.</summary>
    public const int EmployeeDay = 33;

    /// <summary>Each course starts some days after the one before it.</summary>
    private const int BetweenCourses = 25;

    /// <summary>The rules that assign the courses of an edition, and how many days ago each was made.</summary>
    /// <param name="fewPath">A course for everyone goes to one unit only, so that the employee has one course due.</param>
    public static IEnumerable<(AssignmentAudience Audience, Course Course, int DaysAgo)> Assignments(IEnumerable<Course> courses, string fewPath) =>
        courses
            .OrderByDescending(course => course.Lessons.Count)
            .ThenBy(course => course.Id, StringComparer.Ordinal)
            .SelectMany((course, index) => course.Audience
                .Select(audience => (AudienceOf(audience, fewPath), course, Math.Max(FirstDay - (index * BetweenCourses), EmployeeDay))));

    public static bool Reaches(AssignmentAudience audience, DemoPerson person) =>
        (audience.HolderStatus is not { } holder || person.Person.HolderStatus == holder)
        && (audience.Capacity is not { } capacity || person.Person.Capacity == capacity)
        && (audience.UnitPath is not { } path || person.Unit.Path.StartsWith(path, StringComparison.Ordinal));

    /// <summary>Days after the opening on which somebody sits down.</summary>
    public static int DelayOf(DemoPerson person, StableRandom random) =>
        person.InWeakUnit ? 12 + random.Below(70) : 4 + random.Below(38);

    /// <summary>The day itself, or the Monday after it.</summary>
    public static DateOnly Workday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    private static AssignmentAudience AudienceOf(string audience, string fewPath) => audience == CourseAudiences.Everyone
        ? new AssignmentAudience(UnitPath: fewPath)
        : ProposedAssignments.AudienceOf(audience);
}
