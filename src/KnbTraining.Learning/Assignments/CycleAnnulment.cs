using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Assignments;

/// <summary>What follows for the courses of people where an exam is graded anew: a pass that counts no longer, and one that is found late.</summary>
internal static class CycleAnnulment
{
    /// <summary>What becomes of the cycle that an exam has completed, when its pass counts no longer.</summary>
    /// <param name="Due">The last day for completing the course in time from then on; null where nothing is open by it, or no day is set.</param>
    /// <param name="Reopens">True where the cycle itself is open again.</param>
    /// <param name="Moves">True where a later cycle is open, and its due day moves.</param>
    public sealed record Effect(Cycle Cycle, DateOnly? Due, bool Reopens, bool Moves);

    /// <summary>Of an annulment: what its events are told with.</summary>
    /// <param name="Reason">Hash of the text in the ledger.</param>
    public sealed record Grounds(Guid Id, string Reason, Guid? ApproverId);

    /// <summary>Passes after it keep their results. Nothing is opened for which nobody asks any more.</summary>
    /// <returns>Null where the exam completed nothing.</returns>
    public static Effect? Of(CourseRecord record, Guid attemptId, bool isActive, DateOnly today)
    {
        if (record.Cycles.FirstOrDefault(cycle => cycle.AttemptId == attemptId) is not { } cycle)
        {
            return null;
        }

        var fold = CycleFold.At(record.History.Events, DateOnly.MaxValue);
        var asked = isActive && fold.Ended is null && (record.OpenReasons.Any() || cycle.RuleId is null);
        var reopens = asked && cycle == record.Latest;
        var moves = asked && record.Latest is { CompletedOn: null, WithdrawnOn: null } && record.LastPass() is { } last && last.On == cycle.CompletedOn;
        var due = RenewalDates.Later(today, fold.DueOf(record.NumberOf(cycle.Id)) ?? cycle.DueOn).AddDays(record.Grace);
        if (fold.WaivedUntil is { } until && until >= today)
        {
            due = RenewalDates.Later(due, until.AddDays(record.Grace));
        }

        return new Effect(cycle, reopens || moves ? due : null, reopens, moves);
    }

    /// <summary>Takes the pass back, by an event. The caller records the fact, and brings the record in line.</summary>
    public static CycleAnnulled Annul(CourseRecord record, Effect effect, Guid attemptId, Grounds annulment, bool isActive, DateOnly today)
    {
        var (cycle, number) = (effect.Cycle, record.NumberOf(effect.Cycle.Id));
        var ended = CycleFold.At(record.History.Events, DateOnly.MaxValue).Ended;
        var isLatest = cycle == record.Latest;
        cycle.Annul(effect.Reopens ? null : today);
        var grounds = new EventGrounds(annulment.Reason, annulment.ApproverId);
        record.Add(cycle, new CycleEvent(number, 0, CycleEventKind.Annulled, today, effect.Due), grounds);
        if (isLatest && !effect.Reopens && ended is null)
        {
            record.Add(cycle, new CycleEvent(number, 0, CycleEventKind.Ended, today, End: isActive ? CycleEnd.NotMeant : CycleEnd.Left), grounds);
        }

        if (effect.Moves)
        {
            record.Add(record.Latest!, new CycleEvent(record.NumberOf(record.Latest!.Id), 0, CycleEventKind.DueChanged, today, effect.Due), grounds);
        }

        return new CycleAnnulled(cycle.Id, record.PersonId, Slug.Of(record.CourseId), attemptId, annulment.Id, effect.Due);
    }

    /// <summary>Completes what was open on the day of an exam and is open still. The caller records the fact, and brings the record in line.</summary>
    /// <returns>Null where nothing was completed.</returns>
    public static CycleCompleted? Complete(CourseRecord record, DateOnly day, DateOnly validUntil, Guid attemptId)
    {
        if (record.Latest is not { CompletedOn: null, WithdrawnOn: null } open || open.OpenedOn > day)
        {
            return null;
        }

        open.Complete(day, validUntil, attemptId);
        return new CycleCompleted(open.Id, record.PersonId, Slug.Of(record.CourseId), attemptId, validUntil);
    }

    /// <summary>Brings records in line after the changes above.</summary>
    /// <returns>For each person what is to be told the number of the fact.</returns>
    public static async Task<Dictionary<Guid, Action<long>?>> SettleAsync(
        LearningDbContext db, string courseId, IReadOnlyCollection<CourseRecord> records, DateOnly today, CancellationToken ct)
    {
        await CycleBook.FollowAsync(db, records, courseId, today, ct);
        return records.ToDictionary(record => record.PersonId, record => record.Settle());
    }

    /// <summary>The last day on which a pass of a cycle was annulled; null where none was.</summary>
    public static DateOnly? LastDayOf(CourseRecord record, Cycle cycle)
    {
        var number = record.NumberOf(cycle.Id);
        return record.History.Events.LastOrDefault(each => each.Cycle == number && each.Kind == CycleEventKind.Annulled)?.Day;
    }
}
