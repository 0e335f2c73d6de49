using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>
/// How many days before a due day somebody is reminded: as the assignments say that ask for the course, each with its own days or those of the house.
/// What nobody's assignment asks for, because it was given by hand, has those of the house.
/// </summary>
internal sealed class ReminderSteps
{
    private readonly IReadOnlyList<int> _house;
    private readonly IReadOnlyDictionary<Guid, IReadOnlyList<int>> _own;
    private ILookup<(Guid PersonId, string CourseId), Guid?> _asking = Array.Empty<Guid?>().ToLookup(_ => (Guid.Empty, ""));

    private ReminderSteps(ReminderDays house, IReadOnlyDictionary<Guid, IReadOnlyList<int>> own) => (_house, _own) = (house.Days, own);

    /// <summary>The largest number of days that anybody is reminded before.</summary>
    public int Most => _own.Values.Append(_house).Max(days => days.Max());

    /// <summary>Reads what the running assignments say.</summary>
    public static async Task<ReminderSteps> ReadAsync(LearningDbContext db, ReminderDays house, CancellationToken ct)
    {
        var own = await db.AssignmentRules.Running()
            .Where(rule => rule.Terms.ReminderDays != null)
            .Select(rule => new { rule.Id, rule.Terms.ReminderDays })
            .ToListAsync(ct);
        return new ReminderSteps(house, own.ToDictionary(rule => rule.Id, rule => new ReminderDays(rule.ReminderDays!).Days));
    }

    /// <summary>Reads which assignments ask, of those of today for some courses of some people.</summary>
    public async Task ReadAskingAsync(IQueryable<CycleReason> reasons, CancellationToken ct) =>
        _asking = (await reasons.Select(reason => new { reason.PersonId, reason.CourseId, reason.RuleId }).ToListAsync(ct))
            .ToLookup(reason => (reason.PersonId, reason.CourseId), reason => reason.RuleId);

    /// <summary>True where no assignment has days of its own, so that it does not matter which ones ask.</summary>
    public bool IsOfHouse => _own.Count == 0;

    public IReadOnlyList<int> Of(CycleSpan span) =>
        _asking[(span.PersonId, span.CourseId)].SelectMany(DaysOf).Distinct().ToArray() is { Length: > 0 } days ? days : _house;

    /// <summary>The days of somebody who is asked by an assignment that is not stored like this.</summary>
    /// <param name="changed">The assignment as it is stored; null where it is not.</param>
    /// <param name="own">Its own days; empty where those of the house count.</param>
    public IReadOnlyList<int> With(Guid personId, string courseId, Guid? changed, IReadOnlyList<int> own) =>
        [.. _asking[(personId, courseId)].Where(rule => rule is null || rule != changed).SelectMany(DaysOf).Concat(own.Count > 0 ? own : _house).Distinct()];

    // Null where somebody gave the course by hand.
    private IReadOnlyList<int> DaysOf(Guid? rule) => rule is { } id ? _own.GetValueOrDefault(id, _house) : _house;
}
