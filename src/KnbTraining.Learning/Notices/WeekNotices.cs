using KnbTraining.Content.Text;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>How many courses of the people of somebody who manages need them: overdue, due soon, passed and about to end.</summary>
public sealed record ManagedFigures(int Overdue, int DueSoon, int EndsSoon)
{
    /// <summary>In words; what is zero is not said.</summary>
    public string In(string language)
    {
        var words = language switch
        {
            Languages.Russian => (Overdue: "просрочено", Soon: "скоро срок", Ends: "скоро закончится"),
            Languages.Kazakh => (Overdue: "мерзімі өткен", Soon: "мерзімі жақын", Ends: "жақында аяқталады"),
            _ => (Overdue: "overdue", Soon: "due soon", Ends: "about to end"),
        };
        (string Word, int Count)[] said = [(words.Overdue, Overdue), (words.Soon, DueSoon), (words.Ends, EndsSoon)];
        return string.Join(", ", said.Where(one => one.Count > 0).Select(one => $"{one.Word}: {one.Count}"));
    }
}

/// <summary>Counts what needs somebody who manages. Implemented by the slice that shows it to them.</summary>
public interface IManagedNeeds
{
    /// <returns>Of the units that this person manages on that day, with those below; the person's own courses are not counted.</returns>
    Task<ManagedFigures> OfAsync(LearningDbContext db, Guid managerId, DateOnly today, CancellationToken ct);

    /// <summary>Whether there is anything to count: cheap where there is, so that it can be asked within a write.</summary>
    Task<bool> AnyAsync(LearningDbContext db, Guid managerId, DateOnly today, CancellationToken ct);
}

/// <summary>
/// Tells those who manage a unit that day, and who stands in for them, on Monday what needs them, where anything does. The figures are not part of the
/// notice: whoever reads it within the week reads those of the moment.
/// </summary>
internal sealed class WeekNotices(LearningStore store, LocalCalendar calendar, IManagedNeeds needs) : INoticeSubject
{
    /// <summary>The local hour of Monday from which it is told.</summary>
    public const int FirstHour = 7;

    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.Week];

    public NoticeRhythm Rhythm => NoticeRhythm.Hour;

    public async Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct)
    {
        if (today.DayOfWeek != DayOfWeek.Monday || calendar.Hour < FirstHour)
        {
            return [];
        }

        var occasion = PlannedNotice.OccasionOf(today, 0);
        var untold = await store.ReadAsync(
            db => Managing(db, today)
                .Where(id => !db.Notices.Any(notice => notice.PersonId == id && notice.Kind == NoticeKind.Week && notice.Occasion == occasion))
                .OrderBy(id => id)
                .ToListAsync(ct),
            ct);
        var planned = new List<PlannedNotice>();
        foreach (var manager in untold)
        {
            if (await store.ReadAsync(db => needs.AnyAsync(db, manager, today, ct), ct))
            {
                planned.Add(new PlannedNotice(manager, NoticeKind.Week, Guid.Empty, "", occasion, today));
            }
        }

        return planned;
    }

    public async Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct)
    {
        var managing = (await Managing(db, today).ToListAsync(ct)).ToHashSet();
        var busy = new HashSet<Guid>();
        foreach (var manager in waiting.Select(notice => notice.PersonId).Distinct().Where(managing.Contains))
        {
            if (await needs.AnyAsync(db, manager, today, ct))
            {
                busy.Add(manager);
            }
        }

        return notice => !managing.Contains(notice.PersonId) ? OmissionReason.NotMeant
            : !busy.Contains(notice.PersonId) ? OmissionReason.Completed
            : null;
    }

    internal static IQueryable<Guid> Managing(LearningDbContext db, DateOnly today) => db.ManagersOn(today)
        .Where(row => db.Units.Any(unit => unit.Id == row.UnitId && unit.ClosedOn == null) && db.People.Any(person => person.Id == row.PersonId && person.Active))
        .Select(row => row.PersonId)
        .Distinct();
}
