using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>The due day of an open course that would move.</summary>
/// <param name="Before">Null where there was none.</param>
public sealed record DueMove(Guid PersonId, string Name, DateOnly? Before, DateOnly? After);

/// <summary>
/// An assignment that is not stored, or not as it is here. What would follow from it is found by the same code that keeps the courses of people in line
/// with stored ones, in a context that is never saved.
/// </summary>
/// <param name="changed">The assignment that would be changed; null for a new one.</param>
/// <param name="terms">As somebody chose them.</param>
public sealed class SupposedRule(Guid? changed, AssignmentAudience audience, RenewalTerms terms)
{
    /// <summary>Later than every version that is stored.</summary>
    public const int Version = int.MaxValue;

    /// <summary>People who are read in one go.</summary>
    private const int AtOnce = 500;

    public Guid RuleId { get; } = changed ?? Guid.CreateVersion7();

    public RenewalTerms Terms { get; } = terms;

    /// <summary>The due days of open courses that would move.</summary>
    internal async Task<List<DueMove>> MovesAsync(LearningDbContext db, string courseId, IReadOnlyCollection<Guid> people, DateOnly today, CancellationToken ct)
    {
        var moves = new List<DueMove>();
        foreach (var some in people.Chunk(AtOnce))
        {
            var names = await db.People.Where(person => some.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
            var before = await CourseRecord.ReadAsync(db, courseId, some, ct);
            foreach (var record in await FollowedAsync(db, courseId, some, today, ct))
            {
                var (was, becomes) = (DueOf(before[record.PersonId]), DueOf(record));
                if (was != becomes)
                {
                    moves.Add(new DueMove(record.PersonId, names[record.PersonId], was, becomes));
                }
            }
        }

        return moves;
    }

    /// <summary>What would be known of these people in the course.</summary>
    internal async Task<IReadOnlyCollection<CourseRecord>> FollowedAsync(
        LearningDbContext db, string courseId, IReadOnlyCollection<Guid> people, DateOnly today, CancellationToken ct)
    {
        var records = await CourseRecord.ReadAsync(db, courseId, people, ct, this);
        var asking = await CycleBook.AskingAsync(db, courseId, people, ct);
        var meant = (await db.People.Where(person => people.Contains(person.Id)).Of(audience).Select(person => person.Id).ToListAsync(ct)).ToHashSet();
        var leaves = await CycleBook.LeavesAsync(db, people, ct);
        foreach (var record in records.Values)
        {
            AskingRule[] own = meant.Contains(record.PersonId) ? [new AskingRule(RuleId, Version)] : [];
            CycleBook.Follow(
                record,
                [.. CycleBook.AskingOf(record, asking).Where(rule => rule.RuleId != RuleId), .. own],
                CycleLeave.Join(leaves.Where(row => row.PersonId == record.PersonId)),
                today);
        }

        return records.Values;
    }

    /// <summary>The due day of what is open; null where nothing is, or no day is set.</summary>
    internal static DateOnly? DueOf(CourseRecord record) => CycleFold.At(record.History.Events, DateOnly.MaxValue) is { IsOpen: true } fold ? fold.Due : null;
}
