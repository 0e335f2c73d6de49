using KnbTraining.Content.Editions;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Reports;

/// <summary>Which graded answers are meant: of first attempts at a course, because later ones show what was learned from them.</summary>
/// <param name="From">The first day on which they were handed in.</param>
/// <param name="To">The last.</param>
public sealed record AnswerFilter(DateOnly From, DateOnly To)
{
    /// <summary>A unit whose whole subtree is meant; null for all in the viewer's scope.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>Only rules that the course asks about, whichever course asked.</summary>
    public string? Course { get; init; }

    public string? Rule { get; init; }

    public string? Misconception { get; init; }

    public static AnswerFilter Of(ReportQuestion asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return new AnswerFilter(asked.From, asked.AsOf) { UnitId = asked.UnitId, Course = asked.Course, Rule = asked.Rule, Misconception = asked.Misconception };
    }

    /// <summary>True where the edition has everything of that name: only that is written into files and into the ledger.</summary>
    internal bool IsKnownIn(Edition edition) =>
        (Course is null || edition.EveryCourse.ContainsKey(Course))
        && (Rule is null || edition.Rules.ContainsKey(Rule))
        && (Misconception is null || edition.Misconceptions.ContainsKey(Misconception));

    /// <summary>The rules that count; null where all do.</summary>
    internal IReadOnlyList<string>? RulesOf(Edition edition, DateOnly today)
    {
        if (Rule is not null)
        {
            return [Rule];
        }

        if (Course is null)
        {
            return null;
        }

        var items = edition.ItemsOn(today);
        return edition.EveryCourse.GetValueOrDefault(Course) is not { } course ? [] : [.. course.Exam.Parts
            .SelectMany(part => part.Families)
            .Select(family => items.FindFamily(family)?.Rule)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The units of the viewer's scope, as far as they are meant.</summary>
    internal IQueryable<Unit> Units(LearningDbContext db, Viewer viewer) =>
        UnitId is { } id
            ? db.Units.InScope(viewer).Where(unit => db.Units.Any(upper => upper.Id == id && unit.Path.StartsWith(upper.Path)))
            : db.Units.InScope(viewer);
}
