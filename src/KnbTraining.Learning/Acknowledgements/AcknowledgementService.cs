using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Acknowledgements;

/// <summary>Reading a text and confirming it. The server measures the reading time from a stored row, so that no reload or restart changes it.</summary>
public sealed class AcknowledgementService(
    LearningStore store,
    EditionStore editions,
    AcknowledgementQueries queries,
    LocalCalendar calendar,
    RefusedActs refused,
    ILogger<AcknowledgementService> logger)
{
    /// <summary>
    /// The text in a language. Where it is to be confirmed, its reading time runs from the first opening; opening it again
    /// changes nothing for <see cref="Acknowledgement.OpeningCounts"/>.
    /// </summary>
    /// <returns>Refused with <see cref="Refusal.NotAllowed"/> where the text is not addressed to the viewer.</returns>
    public async Task<Result<Reading>> OpenAsync(Viewer viewer, string documentId, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(documentId);
        var current = await editions.CurrentAsync(ct);
        if (!current.Edition.Acknowledgements.TryGetValue(documentId, out var document))
        {
            return Refusal.NotFound;
        }

        var spoken = Languages.Known(language);
        if ((await queries.MineAsync(viewer, spoken, ct)).FirstOrDefault(view => view.DocumentId == documentId) is not { } view)
        {
            return Refusal.NotAllowed;
        }

        var shown = new ShownText(document.Id, document.Version, current.Number, spoken, document[spoken].Hash);
        var opened = view.Standing.MayConfirm ? await OpeningAsync(viewer, shown, ct) : (Result<Acknowledgement>)default(Acknowledgement);
        if (!opened.Ok)
        {
            return opened.As<Reading>();
        }

        var text = document[spoken];
        return new Reading(
            opened.Value?.Id,
            document.Id,
            document.Version,
            text.Title,
            text.Html,
            text.Phrase,
            view.Courses,
            document.ReadingSeconds,
            ConfirmableAt(opened.Value?.OpenedAt ?? calendar.Now, document),
            view.Standing,
            view.LatestId);
    }

    /// <summary>Confirms a text that was opened. Repeated or concurrent calls store one confirmation.</summary>
    /// <param name="readingId">From <see cref="OpenAsync"/>.</param>
    /// <returns>
    /// The id of the confirmation. Refused with <see cref="Refusal.Finished"/> where it was confirmed already,
    /// <see cref="Refusal.Outdated"/> where another version is read now, <see cref="Refusal.TooEarly"/> where the
    /// reading time has not ended, <see cref="Refusal.Invalid"/> where the phrase differs, and
    /// <see cref="Refusal.NotAllowed"/> where the text is no longer addressed to the viewer.
    /// </returns>
    public async Task<Result<Guid>> ConfirmAsync(Viewer viewer, Guid readingId, string? typedPhrase, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var current = await editions.NewestAsync(ct);
        return await store.WriteAsync<Guid>(
            async write =>
            {
                var db = write.Db;
                var reading = await db.Acknowledgements.FirstOrDefaultAsync(one => one.Id == readingId, ct);
                if (reading is null || reading.PersonId != viewer.PersonId)
                {
                    refused.Count(viewer.PersonId, RefusedAct.Record);
                    logger.LogWarning("{Refusal}: person {Person} confirmed the reading {Reading}", RefusalKind.NotYours, viewer.PersonId, readingId);
                    return Refusal.NotFound;
                }

                var person = await db.People.FirstAsync(one => one.Id == viewer.PersonId, ct);
                if (Refuse(reading, person, current, typedPhrase) is { } refusal)
                {
                    return refusal;
                }

                var document = current.Edition.Acknowledgements[reading.DocumentId];
                if (await IsConfirmedMeanwhileAsync(db, reading, ct))
                {
                    return Refusal.Finished;
                }

                var now = calendar.Now;
                var today = calendar.DateOf(now);
                reading.Confirm(typedPhrase!, now, today, document.RenewalMonths is { } months ? today.AddMonths(months) : null);
                write.Record(viewer.Actor, new AcknowledgementConfirmed(
                    reading.Id,
                    reading.PersonId,
                    Slug.Of(reading.DocumentId),
                    reading.Version,
                    reading.EditionNumber,
                    Slug.Of(reading.Language),
                    Digest.Parse(reading.TextHash),
                    write.Text(reading.PersonId, reading.TypedPhrase!),
                    reading.ValidUntil));
                return reading.Id;
            },
            ct);
    }

    private Refusal? Refuse(Acknowledgement reading, Person person, NumberedEdition current, string? typedPhrase)
    {
        if (reading.ConfirmedAt is not null)
        {
            return Refusal.Finished;
        }

        if (!current.Edition.Acknowledgements.TryGetValue(reading.DocumentId, out var document)
            || !document.IsConfirmedBy(reading.Version, reading.Language, reading.TextHash))
        {
            return Refusal.Outdated;
        }

        if (!person.Active || !AcknowledgementAudience.Reaches(document.Audience, person.HolderStatus, person.Capacity))
        {
            return Refusal.NotAllowed;
        }

        if (ConfirmableAt(reading.OpenedAt, document) is var from && calendar.Now < from)
        {
            return new Refusal.TooEarly(from);
        }

        var fault = TypedText.LineFault(typedPhrase, Acknowledgement.LongestPhrase)
            ?? (ConfirmationPhrase.Matches(document[reading.Language].Phrase, typedPhrase) ? null : "differs");
        return fault is null ? null : new Refusal.Invalid("Phrase", fault);
    }

    // Two tabs in two languages have a reading each; only one of them confirms.
    private static Task<bool> IsConfirmedMeanwhileAsync(LearningDbContext db, Acknowledgement reading, CancellationToken ct) =>
        db.Acknowledgements.AnyAsync(
            other => other.PersonId == reading.PersonId && other.DocumentId == reading.DocumentId && other.Version == reading.Version && other.ConfirmedAt >= reading.OpenedAt,
            ct);

    private async Task<Result<Acknowledgement>> OpeningAsync(Viewer viewer, ShownText shown, CancellationToken ct)
    {
        var now = calendar.Now;
        if (await store.ReadAsync(db => FindOpenAsync(db, viewer, shown, ct), ct) is { } open && open.IsReading(now))
        {
            return open;
        }

        return await store.WriteAsync<Acknowledgement>(
            async write =>
            {
                var db = write.Db;
                var found = await FindOpenAsync(db, viewer, shown, ct);
                if (found is null)
                {
                    db.Acknowledgements.Add(found = Acknowledgement.Open(viewer.PersonId, shown, now));
                }
                else if (!found.IsReading(now))
                {
                    found.OpenAgain(shown.EditionNumber, now);
                }

                return found;
            },
            ct);
    }

    private static Task<Acknowledgement?> FindOpenAsync(LearningDbContext db, Viewer viewer, ShownText shown, CancellationToken ct) =>
        db.Acknowledgements.FirstOrDefaultAsync(
            one => one.PersonId == viewer.PersonId && one.DocumentId == shown.DocumentId && one.Version == shown.Version && one.TextHash == shown.TextHash && one.ConfirmedAt == null,
            ct);

    private static DateTimeOffset ConfirmableAt(DateTimeOffset openedAt, AcknowledgementDocument document) => openedAt.AddSeconds(document.ReadingSeconds);
}
