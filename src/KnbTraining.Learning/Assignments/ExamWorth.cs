using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>An exam that would change no day, because a pass counts and its renewal is not open yet.</summary>
/// <param name="CountedUntil">The last day of that pass.</param>
/// <param name="OpensOn">The first day on which a pass counts again.</param>
public sealed record EarlyExam(DateOnly CountedUntil, DateOnly OpensOn);

/// <summary>What passing the exam of a course on a day is worth for one person.</summary>
/// <param name="ValidUntil">The last day on which the pass counts.</param>
/// <param name="CountedUntil">The last day of the pass that counts already; null where none does.</param>
/// <param name="OpensOn">The first day on which a pass counts again; null where it counts on the day itself, or never because nobody asks any more.</param>
/// <param name="OpenCycle">What the pass completes; null where nothing is open.</param>
/// <param name="RenewsBy">The assignment for which a pass counts before its window; null where none is.</param>
public sealed record ExamWorth(DateOnly ValidUntil, DateOnly? CountedUntil, DateOnly? OpensOn, Cycle? OpenCycle, Guid? RenewsBy)
{
    /// <param name="courseMonths">For how many months a pass of the course counts where no assignment says otherwise.</param>
    public static async Task<ExamWorth> FindAsync(
        LearningDbContext db, Guid personId, string courseId, DateOnly day, int courseMonths, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var record = (await CourseRecord.ReadAsync(db, courseId, [personId], ct))[personId];
        var open = record.Latest is { CompletedOn: null, WithdrawnOn: null } found ? found : null;
        var counted = record.LastPass() is { } pass && pass.ValidUntil >= day ? pass : null;
        var asking = record.Askings.Where(each => each.Covers(day)).ToArray();
        if (open is not null || counted is null || asking.Length == 0)
        {
            return new ExamWorth(record.PassOn(day, courseMonths).ValidUntil, counted?.ValidUntil, null, open, null);
        }

        var early = Array.Find(asking, each => each.Terms.EarlyCounts);
        var (first, opens) = asking
            .Select(each => (Asking: each, On: CycleDates.RenewsOn(counted.On, counted.ValidUntil, each.Terms.For(courseMonths).WindowDays)))
            .MinBy(each => each.On);
        return early is not null || opens <= day
            ? new ExamWorth(record.PassOn(day, courseMonths).ValidUntil, counted.ValidUntil, null, null, (early ?? first).Rule)
            : new ExamWorth(counted.ValidUntil, counted.ValidUntil, opens, null, null);
    }
}
