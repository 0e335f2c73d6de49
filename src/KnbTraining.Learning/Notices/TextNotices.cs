using System.Globalization;
using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>Tells people of texts that they have to confirm: once for each version, and once for each confirmation that ends.</summary>
internal sealed class TextNotices(LearningStore store, EditionStore editions, LocalCalendar calendar, SettingsStore settings) : INoticeSubject
{
    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.TextToConfirm];

    public NoticeRhythm Rhythm => NoticeRhythm.Hour;

    public async Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct)
    {
        var soon = today.AddDays((await settings.CurrentAsync(ct)).DueSoonDays);
        var planned = new List<PlannedNotice>();
        foreach (var document in (await editions.CurrentAsync(ct)).Edition.Acknowledgements.Values)
        {
            var (id, occasion) = (document.Id, VersionOf(document));
            var found = await store.ReadAsync(
                async db =>
                {
                    var fitting = Fitting(db, document);
                    var people = db.People.Where(person => person.Active).Where(AcknowledgementAudience.Condition(document.Audience));
                    return (
                        Never: await people
                            .Where(person => !fitting.Any(row => row.PersonId == person.Id) && !db.Notices.Any(notice => notice.PersonId == person.Id
                                && notice.Kind == NoticeKind.TextToConfirm && notice.Subject == id && notice.Occasion == occasion))
                            .Select(person => person.Id)
                            .ToListAsync(ct),
                        Ends: await people
                            .Where(person => fitting.Any(row => row.PersonId == person.Id)
                                && !fitting.Any(row => row.PersonId == person.Id && row.ValidUntil == null))
                            .Select(person => new { person.Id, Until = fitting.Where(row => row.PersonId == person.Id).Max(row => row.ValidUntil) })
                            .Where(person => person.Until <= soon && !db.Notices.Any(notice => notice.PersonId == person.Id
                                && notice.Kind == NoticeKind.TextToConfirm && notice.Subject == id && notice.Day == person.Until))
                            .ToListAsync(ct));
                },
                ct);
            planned.AddRange(found.Never.Select(person => new PlannedNotice(person, NoticeKind.TextToConfirm, Guid.Empty, id, occasion, null)));
            planned.AddRange(found.Ends.Select(person =>
                new PlannedNotice(person.Id, NoticeKind.TextToConfirm, Guid.Empty, id, PlannedNotice.OccasionOf(person.Until!.Value, 0), person.Until)));
        }

        return planned;
    }

    public async Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct)
    {
        var documents = (await editions.CurrentAsync(ct)).Edition.Acknowledgements;
        var soon = (await settings.CurrentAsync(ct)).DueSoonDays;
        Guid[] people = [.. waiting.Select(notice => notice.PersonId).Distinct()];
        string[] ids = [.. waiting.Select(notice => notice.Subject).Distinct(StringComparer.Ordinal)];
        var standings = await db.People
            .Where(person => people.Contains(person.Id))
            .Select(person => new { person.Id, person.HolderStatus, person.Capacity, person.CreatedAt })
            .ToDictionaryAsync(person => person.Id, ct);
        var confirmed = (await db.Acknowledgements
                .Where(row => people.Contains(row.PersonId) && ids.Contains(row.DocumentId) && row.ConfirmedAt != null)
                .Select(row => new { row.PersonId, row.DocumentId, row.Version, row.Language, row.TextHash, row.ValidUntil })
                .ToListAsync(ct))
            .ToLookup(row => (row.PersonId, row.DocumentId), row => new Confirmation(row.Version, row.Language, row.TextHash, row.ValidUntil));
        AcknowledgementStanding Standing(AcknowledgementDocument document, DateOnly since, Confirmation[] own) =>
            AcknowledgementStanding.Of(document, today, since, own, today, soon);

        return notice =>
        {
            if (!documents.TryGetValue(notice.Subject, out var document) || (notice.Day is null && notice.Occasion != VersionOf(document)))
            {
                return OmissionReason.Ended;
            }

            var person = standings[notice.PersonId];
            return !AcknowledgementAudience.Reaches(document.Audience, person.HolderStatus, person.Capacity) ? OmissionReason.NotMeant
                : Standing(document, calendar.DateOf(person.CreatedAt), [.. confirmed[(person.Id, document.Id)]]).MayConfirm ? null
                : OmissionReason.Completed;
        };
    }

    private static string VersionOf(AcknowledgementDocument document) => string.Create(CultureInfo.InvariantCulture, $"version {document.Version}");

    private static IQueryable<Acknowledgement> Fitting(LearningDbContext db, AcknowledgementDocument document)
    {
        var (id, version) = (document.Id, document.Version);
        string[] hashes = [.. Languages.All.Select(language => document[language].Hash)];
        return db.Acknowledgements.Where(row => row.DocumentId == id && row.ConfirmedAt != null && row.Version == version && hashes.Contains(row.TextHash));
    }
}
