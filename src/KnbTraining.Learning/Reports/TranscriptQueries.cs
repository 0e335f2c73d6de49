using KnbTraining.Content.Courses;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Reports;

/// <summary>Everything that is known about one person's training.</summary>
public sealed class TranscriptQueries(
    LearningStore store, EditionStore editions, LocalCalendar calendar, SettingsStore settings, RefusedActs refused, ILogger<TranscriptQueries> logger)
{
    /// <summary>
    /// Newest first; the rules missed are counted over the graded exams and practices of the person. Refreshers ask what is
    /// weak, so counting them would make whoever takes them look weaker.
    /// </summary>
    public async Task<Result<Transcript>> FindAsync(Viewer viewer, Guid personId, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        string TitleOf(string courseId) => edition.EveryCourse.GetValueOrDefault(courseId)?.Title[language] ?? courseId;
        var found = await store.ReadAsync(db => ReadAsync(db, viewer, personId, ct), ct);
        if (found is null)
        {
            refused.Count(viewer.PersonId, RefusedAct.Record);
            logger.LogWarning("{Refusal}: person {Person} asked for the transcript of {Other}", RefusalKind.NotYours, viewer.PersonId, personId);
            return Refusal.NotFound;
        }

        var soon = (await settings.CurrentAsync(ct)).DueSoonDays;
        return new Transcript(
            found.Person,
            [.. found.Cycles.Select(cycle => new TranscriptCycle(
                cycle.CourseId,
                TitleOf(cycle.CourseId),
                cycle.OpenedOn,
                cycle.DueOn,
                cycle.CompletedOn,
                DerivedCourse.ValidUntil(cycle.CourseId, cycle.ValidUntil),
                cycle.AttemptId,
                CycleStates.Of(cycle.DueOn, cycle.CompletedOn, cycle.ValidUntil, calendar.Today, soon)))],
            [.. found.Attempts.Select(attempt => new TranscriptAttempt(
                attempt.Id,
                attempt.CourseId,
                TitleOf(attempt.CourseId),
                attempt.Mode,
                attempt.State,
                attempt.EditionNumber,
                attempt.StartedAt,
                attempt.SubmittedAt,
                attempt.Counted?.Percent,
                attempt.Counted?.Passed,
                DerivedCourse.ValidUntil(attempt.CourseId, attempt.Counted?.ValidUntil))
            {
                FirstPercent = attempt.Regrades.Count == 0 ? null : attempt.Percent,
                CertificateNumber = found.Certificates.GetValueOrDefault(attempt.Id),
            })],
            MissedRulesQueries.Say(found.Rules, edition, language));
    }

    private static async Task<Found?> ReadAsync(LearningDbContext db, Viewer viewer, Guid personId, CancellationToken ct)
    {
        var person = await db.People.InScope(viewer)
            .Where(one => one.Id == personId)
            .Select(one => new TranscriptPerson(one.Id, one.Name, one.Unit.NameIn(viewer.Language), one.HolderStatus, one.Capacity, one.Active))
            .FirstOrDefaultAsync(ct);
        if (person is null)
        {
            return null;
        }

        var attempts = db.Attempts.Where(attempt => attempt.PersonId == personId);
        return new Found(
            person,
            await db.Cycles.Counting().Where(cycle => cycle.PersonId == personId).OrderByDescending(cycle => cycle.OpenedOn).ThenBy(cycle => cycle.CourseId).ToListAsync(ct),
            await attempts.Include(attempt => attempt.Regrades).AsSplitQuery()
                .OrderByDescending(attempt => attempt.StartedAt).ThenByDescending(attempt => attempt.Number).ToListAsync(ct),
            await MissedRulesQueries.CountAsync(db, attempts.Where(attempt => attempt.State == AttemptState.Graded && attempt.Mode != AttemptMode.Refresher), ct),
            await db.Certificates
                .Where(certificate => certificate.PersonId == personId && certificate.RevokedOn == null)
                .ToDictionaryAsync(certificate => certificate.AttemptId, certificate => certificate.Number, ct));
    }

    private sealed record Found(
        TranscriptPerson Person,
        List<Cycle> Cycles,
        List<Attempt> Attempts,
        List<MissedRulesQueries.RuleCount> Rules,
        Dictionary<Guid, string> Certificates);
}
