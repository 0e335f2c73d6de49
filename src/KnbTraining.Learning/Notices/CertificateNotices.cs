using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>Tells people that a certificate ends. Where its renewal is open already, the due day of the renewal says it.</summary>
internal sealed class CertificateNotices(LearningStore store, SettingsStore settings) : INoticeSubject
{
    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.CertificateEnds];

    public NoticeRhythm Rhythm => NoticeRhythm.Day;

    public async Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct)
    {
        var latest = today.AddDays((await settings.CurrentAsync(ct)).ReminderDays.Days.Max());
        var ending = await store.ReadAsync(
            db => db.Certificates
                .Where(certificate => certificate.RevokedOn == null && certificate.ValidUntil >= today && certificate.ValidUntil <= latest
                    && !db.Certificates.Any(newer => newer.PersonId == certificate.PersonId && newer.CourseId == certificate.CourseId
                        && newer.RevokedOn == null && newer.ValidUntil > certificate.ValidUntil)
                    && !db.Cycles.Any(cycle => cycle.PersonId == certificate.PersonId && cycle.CourseId == certificate.CourseId && cycle.WithdrawnOn == null
                        && (cycle.CompletedOn == null || cycle.ValidUntil > certificate.ValidUntil))
                    && !db.Notices.Any(notice => notice.PersonId == certificate.PersonId && notice.Kind == NoticeKind.CertificateEnds
                        && notice.Subject == certificate.CourseId && notice.Day == certificate.ValidUntil))
                .Select(certificate => new { certificate.PersonId, certificate.CourseId, certificate.ValidUntil })
                .ToListAsync(ct),
            ct);
        return
        [
            .. ending.Select(certificate => new PlannedNotice(
                certificate.PersonId,
                NoticeKind.CertificateEnds,
                Guid.Empty,
                certificate.CourseId,
                PlannedNotice.OccasionOf(certificate.ValidUntil, 0),
                certificate.ValidUntil)),
        ];
    }

    public async Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct)
    {
        Guid[] people = [.. waiting.Select(notice => notice.PersonId).Distinct()];
        string[] courses = [.. waiting.Select(notice => notice.Subject).Distinct(StringComparer.Ordinal)];
        var cycles = (await db.Cycles
                .Where(cycle => people.Contains(cycle.PersonId) && courses.Contains(cycle.CourseId) && cycle.WithdrawnOn == null)
                .Select(cycle => new { cycle.PersonId, cycle.CourseId, IsOpen = cycle.CompletedOn == null, cycle.ValidUntil })
                .ToListAsync(ct))
            .ToLookup(cycle => (cycle.PersonId, cycle.CourseId));
        var newest = await db.Certificates
            .Where(certificate => certificate.RevokedOn == null && people.Contains(certificate.PersonId) && courses.Contains(certificate.CourseId))
            .GroupBy(certificate => new { certificate.PersonId, certificate.CourseId })
            .Select(own => new { own.Key.PersonId, own.Key.CourseId, Until = own.Max(certificate => certificate.ValidUntil) })
            .ToDictionaryAsync(own => (own.PersonId, own.CourseId), own => own.Until, ct);
        return notice =>
        {
            var own = cycles[(notice.PersonId, notice.Subject)].ToArray();
            if (newest.GetValueOrDefault((notice.PersonId, notice.Subject)) < notice.Day)
            {
                // It was revoked since.
                return OmissionReason.Ended;
            }

            var isRenewed = newest.GetValueOrDefault((notice.PersonId, notice.Subject)) > notice.Day
                || Array.Exists(own, cycle => cycle.ValidUntil > notice.Day);
            return isRenewed ? OmissionReason.Completed
                : Array.Exists(own, cycle => cycle.IsOpen) ? OmissionReason.ToldOtherwise
                : null;
        };
    }
}
