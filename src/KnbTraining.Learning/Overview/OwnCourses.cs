using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Lessons;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Overview;

/// <param name="MinutesLeft">Reading time of the lessons not yet done.</param>
/// <param name="NextLessonId">The first lesson not yet done; null where all are done.</param>
/// <param name="OpenAttemptId">The open exam; practice completes nothing, so it stands apart.</param>
public sealed record CycleView(
    string CourseId,
    string Title,
    string Summary,
    DateOnly DueOn,
    DateOnly? CompletedOn,
    DateOnly? ValidUntil,
    int LessonsDone,
    int LessonCount,
    int MinutesLeft,
    string? NextLessonId,
    Guid? OpenAttemptId,
    CycleState State)
{
    /// <summary>Why the course is not asked for today although it is open: waived, or suspended during a leave; null where it is asked for.</summary>
    public RequirementState? Away { get; init; }

    /// <summary>The last day of that; null where no end is known.</summary>
    public DateOnly? AwayUntil { get; init; }

    /// <summary>When the open exam ends by itself; null where none is open.</summary>
    public DateTimeOffset? OpenDeadline { get; init; }

    /// <summary>Minutes that the viewer has for the exam; null where no clock runs.</summary>
    public int? ExamMinutes { get; init; }

    /// <summary>Of the certificate that the completion earned; null where there is none.</summary>
    public string? CertificateNumber { get; init; }

    /// <summary>Ids of the texts that the course names, in order; not all need be addressed to the viewer.</summary>
    public IReadOnlyList<string> Acknowledgements { get; init; } = [];
}

/// <summary>The courses that somebody has to take, as they see them.</summary>
public sealed class OwnCourses(LearningStore store, EditionStore editions, LocalCalendar calendar, SettingsStore settings)
{
    /// <summary>The viewer's latest cycle of each course, what is due first on top, what is done last.</summary>
    public async Task<IReadOnlyList<CycleView>> MineAsync(Viewer viewer, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var soon = (await settings.CurrentAsync(ct)).DueSoonDays;
        var today = calendar.Today;
        var (cycles, lessons, open, examTime, certificates, away) = await store.ReadAsync(
            async db => (
                await db.Cycles.Counting().Where(cycle => cycle.PersonId == viewer.PersonId).ToListAsync(ct),
                await LessonQueries.DoneByCourseAsync(db, calendar, viewer.PersonId, ct),
                await db.Attempts
                    .Where(attempt => attempt.PersonId == viewer.PersonId && attempt.State == AttemptState.Open && attempt.Mode == AttemptMode.Exam)
                    .Select(attempt => new { attempt.CourseId, attempt.Id, attempt.Deadline })
                    .ToListAsync(ct),
                await db.People
                    .Where(person => person.Id == viewer.PersonId)
                    .Select(person => new ExamTime(person.ExtraTimePercent, person.Untimed))
                    .FirstOrDefaultAsync(ct),
                await db.Certificates
                    .Where(certificate => certificate.PersonId == viewer.PersonId && certificate.RevokedOn == null)
                    .ToDictionaryAsync(certificate => certificate.AttemptId, certificate => certificate.Number, ct),
                await db.CycleSpans.On(today)
                    .Where(span => span.PersonId == viewer.PersonId
                        && (span.State == RequirementState.Waived || span.State == RequirementState.Suspended))
                    .Select(span => new { span.CourseId, span.State, span.Until })
                    .ToDictionaryAsync(span => span.CourseId, ct)),
            ct);
        var pointless = await PointlessAsync(viewer, edition, cycles, today, ct);
        var views =
            from cycle in cycles.OrderByDescending(cycle => cycle.OpenedOn).ThenByDescending(cycle => cycle.Id).DistinctBy(cycle => cycle.CourseId)
            where edition.EveryCourse.ContainsKey(cycle.CourseId) && !pointless.Contains(cycle.CourseId)
            let course = edition.EveryCourse[cycle.CourseId]
            let done = lessons.GetValueOrDefault(cycle.CourseId)
            let running = open.Find(attempt => attempt.CourseId == course.Id)
            let aside = away.GetValueOrDefault(cycle.CourseId)
            let left = course.Lessons.Where(lesson => done?.Contains(lesson) != true).ToArray()
            select new CycleView(
                course.Id,
                course.Title[language],
                course.Summary[language],
                cycle.DueOn,
                cycle.CompletedOn,
                DerivedCourse.ValidUntil(cycle.CourseId, cycle.ValidUntil),
                course.Lessons.Count - left.Length,
                course.Lessons.Count,
                left.Sum(lesson => edition.LessonOf(lesson)[language].Minutes),
                left.FirstOrDefault(),
                running?.Id,
                CycleStates.Of(cycle.DueOn, cycle.CompletedOn, cycle.ValidUntil, today, soon))
            {
                Away = aside?.State,
                AwayUntil = aside?.Until,
                Acknowledgements = course.Acknowledgements,
                OpenDeadline = running?.Deadline,
                ExamMinutes = examTime.Untimed ? null
                    : DerivedCourse.IsId(course.Id) ? DerivedCourse.QuestionMinutes(course.Exam)
                    : examTime.MinutesOf(course.Exam.Minutes),
                CertificateNumber = cycle.AttemptId is { } attempt ? certificates.GetValueOrDefault(attempt) : null,
            };
        return [.. views.OrderBy(view => view.State == CycleState.Done).ThenBy(view => view.DueOn).ThenBy(view => view.CourseId, StringComparer.Ordinal)];
    }

    // Briefings that were done, about a change that is not planned any more.
    private async Task<IReadOnlySet<string>> PointlessAsync(Viewer viewer, Edition edition, IReadOnlyList<Cycle> cycles, DateOnly today, CancellationToken ct)
    {
        string[] done = [.. cycles.Where(cycle => cycle.CompletedOn is not null && edition.Briefings.ContainsKey(cycle.CourseId)).Select(cycle => cycle.CourseId).Distinct()];
        if (done.Length == 0)
        {
            return new HashSet<string>();
        }

        var standings = await store.ReadAsync(db => db.Standings.Where(row => row.PersonId == viewer.PersonId && row.SeqOut == null).ToListAsync(ct), ct);
        return done.Where(course => BriefingDay.Find(standings, edition.Briefings[course], edition, today) is null).ToHashSet(StringComparer.Ordinal);
    }
}
