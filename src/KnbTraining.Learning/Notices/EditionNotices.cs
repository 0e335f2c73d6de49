using System.Globalization;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>
/// Tells people of an edition in which a rule of a course of theirs was changed: those who had the course open, or had passed it, when it was published.
/// Each edition and course is told once.
/// </summary>
internal sealed class EditionNotices(LearningStore store, EditionStore editions, LocalCalendar calendar) : INoticeSubject
{
    /// <summary>An edition that is older is no news.</summary>
    private const int MostDays = 7;

    private (int Edition, IReadOnlyList<string> Courses) _compared = (0, []);

    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.NewEdition];

    public NoticeRhythm Rhythm => NoticeRhythm.Hour;

    public async Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct)
    {
        var current = await editions.CurrentAsync(ct);
        var published = calendar.DateOf(current.PublishedAt);
        if (current.Number == 1 || published < today.AddDays(-MostDays))
        {
            return [];
        }

        if (_compared.Edition != current.Number)
        {
            _compared = (current.Number, await ChangedAsync(current, ct));
        }

        var (planned, occasion) = (new List<PlannedNotice>(), OccasionOf(current));
        foreach (var course in _compared.Courses)
        {
            var people = await store.ReadAsync(
                db => Concerned(db, today)
                    .Where(span => span.CourseId == course
                        && db.Cycles.Any(cycle => cycle.Id == span.CycleId && cycle.OpenedOn <= published && (cycle.CompletedOn == null || cycle.CompletedOn <= published))
                        && db.People.Any(person => person.Id == span.PersonId && person.Active)
                        && !db.Notices.Any(notice => notice.PersonId == span.PersonId && notice.Kind == NoticeKind.NewEdition
                            && notice.Subject == course && notice.Occasion == occasion))
                    .Select(span => span.PersonId)
                    .ToListAsync(ct),
                ct);
            planned.AddRange(people.Select(person => new PlannedNotice(person, NoticeKind.NewEdition, Guid.Empty, course, occasion, null)));
        }

        return planned;
    }

    public async Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct)
    {
        Guid[] people = [.. waiting.Select(notice => notice.PersonId).Distinct()];
        var spans = (await Concerned(db, today).Where(span => people.Contains(span.PersonId)).Select(span => new { span.PersonId, span.CourseId }).ToListAsync(ct))
            .Select(span => (span.PersonId, span.CourseId)).ToHashSet();
        var newest = OccasionOf(await editions.CurrentAsync(ct));
        return notice => !spans.Contains((notice.PersonId, notice.Subject)) ? OmissionReason.Ended
            : notice.Occasion != newest && waiting.Any(other => other.PersonId == notice.PersonId && other.Subject == notice.Subject && other.Occasion == newest)
                ? OmissionReason.ToldOtherwise
            : null;
    }

    private static string OccasionOf(NumberedEdition edition) => string.Create(CultureInfo.InvariantCulture, $"edition {edition.Number}");

    // A course that is open, or was passed and counts.
    private static IQueryable<CycleSpan> Concerned(LearningDbContext db, DateOnly today) => db.CycleSpans.On(today).Where(span => span.CycleId != null
        && (span.State == RequirementState.Open || span.State == RequirementState.Overdue || span.State == RequirementState.Expired
            || span.State == RequirementState.Valid || span.State == RequirementState.RenewalOpen || span.State == RequirementState.Waived));

    private async Task<IReadOnlyList<string>> ChangedAsync(NumberedEdition current, CancellationToken ct)
    {
        try
        {
            return ChangedCourses.Between((await editions.FindAsync(current.Number - 1, ct)).Edition, current.Edition);
        }
        catch (InvalidDataException)
        {
            // The edition before does not hold together for this version of the program: what has changed since cannot be said.
            return [];
        }
    }
}
