using KnbTraining.Content.Acknowledgements;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Acknowledgements;

public sealed class AcknowledgementQueries(
    LearningStore store,
    EditionStore editions,
    VersionDates versions,
    LocalCalendar calendar,
    RefusedActs refused,
    SettingsStore settings,
    ILogger<AcknowledgementQueries> logger)
{
    /// <summary>The texts addressed to the viewer: what is due first, longest due on top.</summary>
    public async Task<IReadOnlyList<AcknowledgementView>> MineAsync(Viewer viewer, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var current = await editions.CurrentAsync(ct);
        if (current.Edition.Acknowledgements.Count == 0)
        {
            return [];
        }

        var since = await versions.SinceAsync(current, ct);
        var (person, confirmed) = await store.ReadAsync(
            async db => (
                await db.People.Where(one => one.Id == viewer.PersonId).Select(one => new { one.HolderStatus, one.Capacity, one.CreatedAt }).FirstOrDefaultAsync(ct),
                await ConfirmedBy(db, viewer.PersonId).ToListAsync(ct)),
            ct);
        if (person is null)
        {
            return [];
        }

        var soon = (await settings.CurrentAsync(ct)).DueSoonDays;
        var views =
            from document in current.Edition.Acknowledgements.Values
            where AcknowledgementAudience.Reaches(document.Audience, person.HolderStatus, person.Capacity)
            let own = confirmed.FindAll(one => one.DocumentId == document.Id)
            let confirmations = own.ConvertAll(one => new Confirmation(one.Version, one.Language, one.TextHash, one.ValidUntil))
            let standing = AcknowledgementStanding.Of(
                document, since[document.Id], calendar.DateOf(person.CreatedAt), confirmations, calendar.Today, soon)
            orderby standing.IsDue descending, standing.DueSince, document.Id
            select new AcknowledgementView(document.Id, document[language].Title, document.Version, document.ReadingSeconds, standing, own.FirstOrDefault()?.Id)
            {
                LatestOn = own.FirstOrDefault()?.ConfirmedOn,
                Courses = [.. current.Edition.Courses.Values
                    .Where(course => course.Acknowledgements.Contains(document.Id, StringComparer.Ordinal)
                        && AcknowledgementAudience.Reaches(course.Audience, person.HolderStatus, person.Capacity))
                    .OrderBy(course => course.Id, StringComparer.Ordinal)
                    .Select(course => new NamingCourse(course.Id, course.Title[language]))],
            };
        return [.. views];
    }

    /// <summary>Everything a person confirmed, newest first; for the person and for those who see the person in their scope.</summary>
    public async Task<IReadOnlyList<ConfirmedRow>> OfPersonAsync(Viewer viewer, Guid personId, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var (rows, documents) = await store.ReadAsync(
            async db =>
            {
                var seen = await db.People.InScope(viewer).AnyAsync(person => person.Id == personId, ct);
                var rows = seen ? await ConfirmedBy(db, personId).ToListAsync(ct) : [];
                return (rows, await DocumentsOfAsync(db, rows, ct));
            },
            ct);
        return rows.ConvertAll(row => new ConfirmedRow(
            row.Id,
            row.DocumentId,
            documents.GetValueOrDefault((row.EditionNumber, row.DocumentId))?[language].Title ?? row.DocumentId,
            row.Version,
            row.Language,
            row.ConfirmedAt!.Value,
            row.ValidUntil,
            StandingOf(row, edition.Acknowledgements.GetValueOrDefault(row.DocumentId))));
    }

    /// <summary>A confirmation with its text as it was then; for the same people.</summary>
    public async Task<Result<Receipt>> FindAsync(Viewer viewer, Guid id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var found = await store.ReadAsync(
            async db =>
            {
                var found = await db.Acknowledgements
                    .Where(row => row.Id == id && row.ConfirmedAt != null)
                    .Join(db.People.InScope(viewer), row => row.PersonId, person => person.Id, (row, person) => new { Row = row, person.Name, UnitName = person.Unit.NameIn(viewer.Language) })
                    .FirstOrDefaultAsync(ct);
                return found is null
                    ? null
                    : new { found.Row, found.Name, found.UnitName, Document = (await DocumentsOfAsync(db, [found.Row], ct)).Values.FirstOrDefault() };
            },
            ct);
        if (found is null)
        {
            refused.Count(viewer.PersonId, RefusedAct.Record);
            logger.LogWarning("{Refusal}: person {Person} asked for acknowledgement {Id}", RefusalKind.NotYours, viewer.PersonId, id);
            return Refusal.NotFound;
        }

        var (confirmed, text) = (found.Row, found.Document?[found.Row.Language]);
        var matches = found.Document?.IsConfirmedBy(confirmed.Version, confirmed.Language, confirmed.TextHash) == true;
        if (!matches)
        {
            logger.LogError("The text of acknowledgement {Id} is not the one that was confirmed", id);
        }

        return new Receipt(
            confirmed.Id,
            confirmed.PersonId,
            found.Name,
            found.UnitName,
            confirmed.DocumentId,
            confirmed.Version,
            confirmed.EditionNumber,
            confirmed.Language,
            text?.Title ?? confirmed.DocumentId,
            text?.Html ?? "",
            text?.Phrase ?? "",
            confirmed.TypedPhrase ?? "",
            confirmed.TextHash,
            confirmed.OpenedAt,
            confirmed.ConfirmedAt!.Value,
            confirmed.ValidUntil,
            matches);
    }

    private static IOrderedQueryable<Acknowledgement> ConfirmedBy(LearningDbContext db, Guid personId) =>
        db.Acknowledgements.Where(row => row.PersonId == personId && row.ConfirmedAt != null).OrderByDescending(row => row.ConfirmedAt);

    // Reads single documents of old editions. To compile whole editions for their titles would take seconds.
    private static async Task<Dictionary<(int Edition, string Id), AcknowledgementDocument>> DocumentsOfAsync(
        LearningDbContext db, List<Acknowledgement> rows, CancellationToken ct)
    {
        var numbers = rows.Select(row => row.EditionNumber).Distinct().ToArray();
        var paths = rows.Select(row => AcknowledgementDocument.PathOf(row.DocumentId)).Distinct().ToArray();
        var texts = rows.Count == 0
            ? []
            : await db.EditionDocuments
                .Where(document => numbers.Contains(document.EditionNumber) && paths.Contains(document.Path))
                .Select(document => new { document.EditionNumber, document.Path, document.Blob.Text })
                .ToListAsync(ct);
        return texts
            .Select(text => (text.EditionNumber, Document: AcknowledgementDocument.Parse(text.Path, text.Text)))
            .Where(read => read.Document is not null)
            .ToDictionary(read => (read.EditionNumber, read.Document!.Id), read => read.Document!);
    }

    private AcknowledgementState StandingOf(Acknowledgement row, AcknowledgementDocument? now) =>
        now?.IsConfirmedBy(row.Version, row.Language, row.TextHash) == false ? AcknowledgementState.Outdated
        : row.ValidUntil < calendar.Today ? AcknowledgementState.RunOut
        : AcknowledgementState.Confirmed;
}
