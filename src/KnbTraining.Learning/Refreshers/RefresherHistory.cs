using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Refreshers;

/// <summary>What the schedule has to know of one person, over all courses.</summary>
internal sealed class RefresherHistory
{
    private readonly Dictionary<string, Validity> _validities;
    private readonly ILookup<string, RuleAnswer> _answers;
    private readonly ILookup<string, Begun> _refreshers;

    private RefresherHistory(Dictionary<string, Validity> validities, ILookup<string, RuleAnswer> answers, ILookup<string, Begun> refreshers)
    {
        _validities = validities;
        _answers = answers;
        _refreshers = refreshers;
    }

    /// <summary>Of the courses that the person ever passed.</summary>
    public IEnumerable<string> Courses => _validities.Keys;

    /// <summary>That of the latest pass; null where the course was never passed.</summary>
    public Validity? ValidityOf(string courseId) => _validities.GetValueOrDefault(courseId);

    /// <summary>Answers about a rule from any course, because a rule that was answered in one course is remembered in the others.</summary>
    public IEnumerable<RuleAnswer> AnswersAbout(string ruleId) => _answers[ruleId];

    public Guid? OpenOf(string courseId, DateTimeOffset now) =>
        _refreshers[courseId].FirstOrDefault(begun => begun.State == AttemptState.Open && begun.Deadline > now)?.Id;

    public DateOnly? LastRefresherOf(string courseId) => _refreshers[courseId].Max(begun => (DateOnly?)begun.On);

    /// <summary>
    /// Three queries, whatever the person did. Only items that were answered count: one that was left when a practice or a
    /// refresher ran out says nothing.
    /// </summary>
    /// <param name="asOf">What came later is left out.</param>
    public static async Task<RefresherHistory> ReadAsync(LearningDbContext db, Guid personId, LocalCalendar calendar, DateTimeOffset asOf, CancellationToken ct)
    {
        var own = db.Attempts.Where(attempt => attempt.PersonId == personId);
        var passes = await own
            .Where(attempt => attempt.Mode == AttemptMode.Exam && attempt.SubmittedAt <= asOf
                && (attempt.Regrades.Count == 0 ? attempt.ValidUntil : attempt.Regrades.OrderByDescending(regrade => regrade.Number).First().ValidUntil) != null)
            .Select(attempt => new
            {
                attempt.CourseId,
                At = attempt.SubmittedAt!.Value,
                Until = (attempt.Regrades.Count == 0 ? attempt.ValidUntil : attempt.Regrades.OrderByDescending(regrade => regrade.Number).First().ValidUntil)!.Value,
            })
            .ToListAsync(ct);
        var items = passes.Count == 0 ? [] : await own
            .Where(attempt => attempt.State == AttemptState.Graded && attempt.SubmittedAt <= asOf)
            .Join(db.AttemptItems.Counted(), attempt => attempt.Number, item => item.AttemptNumber, (_, item) => new
            {
                item.Family.RuleId,
                Score = item.Score!.Value,
                item.Certainty,
                At = db.AttemptSteps
                    .Where(step => step.AttemptNumber == item.AttemptNumber && step.Position == item.Position && step.Kind == StepKind.Answered)
                    .Max(step => (DateTimeOffset?)step.At),
            })
            .ToListAsync(ct);
        var refreshers = passes.Count == 0 ? [] : await own
            .Where(attempt => attempt.Mode == AttemptMode.Refresher && attempt.StartedAt <= asOf)
            .Select(attempt => new { attempt.CourseId, attempt.Id, attempt.State, attempt.StartedAt, attempt.Deadline })
            .ToListAsync(ct);
        return new RefresherHistory(
            passes.GroupBy(pass => pass.CourseId, StringComparer.Ordinal).ToDictionary(
                course => course.Key,
                course => course.MaxBy(pass => pass.At) is { } last ? new Validity(calendar.DateOf(last.At), last.Until) : throw new InvalidOperationException(),
                StringComparer.Ordinal),
            items.Where(item => item.At is not null).ToLookup(
                item => item.RuleId, item => new RuleAnswer(calendar.DateOf(item.At!.Value), item.Score, item.Certainty), StringComparer.Ordinal),
            refreshers.ToLookup(
                begun => begun.CourseId, begun => new Begun(begun.Id, begun.State, calendar.DateOf(begun.StartedAt), begun.Deadline), StringComparer.Ordinal));
    }

    private sealed record Begun(Guid Id, AttemptState State, DateOnly On, DateTimeOffset Deadline);
}
