using KnbTraining.Content.Acknowledgements;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Acknowledgements;

/// <summary>How many of the people in the viewer's scope have confirmed one text, by state, now.</summary>
/// <param name="VersionSince">The day on which the version was published.</param>
/// <param name="Required">Active people whom it addresses.</param>
public sealed record AcknowledgementSummary(
    string DocumentId, string Title, int Version, DateOnly VersionSince, int Required, IReadOnlyDictionary<AcknowledgementState, int> Counts)
{
    public int Of(AcknowledgementState state) => Counts.GetValueOrDefault(state);
}

/// <param name="Version">Of the latest confirmation; null where there is none.</param>
/// <param name="Language">In which that was read.</param>
public sealed record AcknowledgementPerson(
    Guid PersonId, string Name, string UnitName, AcknowledgementStanding Standing, Guid? LatestId, int? Version, string? Language, DateOnly? ConfirmedOn);

/// <param name="Page">From 1.</param>
public sealed record AcknowledgementPeople(string Title, int Version, IReadOnlyList<AcknowledgementPerson> People, int Page, int PageCount, int Total);

/// <summary>Who has confirmed what, and who has not. The scope is part of every query.</summary>
public sealed class AcknowledgementReport(
    LearningStore store, EditionStore editions, VersionDates versions, LocalCalendar calendar, SettingsStore settings)
{
    public const int PageSize = 100;

    /// <summary>Every text of the current edition, by title.</summary>
    public async Task<IReadOnlyList<AcknowledgementSummary>> ListAsync(Viewer viewer, Guid? unitId, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var current = await editions.CurrentAsync(ct);
        var since = await versions.SinceAsync(current, ct);
        var soonDays = (await settings.CurrentAsync(ct)).DueSoonDays;
        AcknowledgementDocument[] documents = [.. current.Edition.Acknowledgements.Values.OrderBy(document => document[language].Title, NameOrder.Comparer)];
        if (documents.Length == 0)
        {
            return [];
        }

        // One command for all texts.
        var counted = await store.ReadAsync(
            db => documents
                .Select(document => Stand(db, viewer, unitId, document, soonDays)
                    .GroupBy(row => row.State)
                    .Select(rows => new { document.Id, State = rows.Key, Count = rows.Count() }))
                .Aggregate((one, other) => one.Concat(other))
                .ToListAsync(ct),
            ct);
        var byDocument = counted.ToLookup(row => row.Id, StringComparer.Ordinal);
        return [.. documents.Select(document =>
        {
            var counts = byDocument[document.Id].ToDictionary(row => (AcknowledgementState)row.State, row => row.Count);
            return new AcknowledgementSummary(document.Id, document[language].Title, document.Version, since[document.Id], counts.Values.Sum(), counts);
        })];
    }

    /// <summary>The people behind a row of <see cref="ListAsync"/>, by unit and name.</summary>
    /// <param name="state">Only who stands so; null for all.</param>
    /// <param name="page">From 1; null for all in one.</param>
    public async Task<Result<AcknowledgementPeople>> PeopleAsync(
        Viewer viewer, string documentId, Guid? unitId, AcknowledgementState? state, int? page, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(documentId);
        var current = await editions.CurrentAsync(ct);
        if (!current.Edition.Acknowledgements.TryGetValue(documentId, out var document))
        {
            return Refusal.NotFound;
        }

        var since = (await versions.SinceAsync(current, ct))[documentId];
        var soonDays = (await settings.CurrentAsync(ct)).DueSoonDays;
        return await store.ReadAsync<Result<AcknowledgementPeople>>(
            async db =>
            {
                var standing = Stand(db, viewer, unitId, document, soonDays);
                if (state is { } wanted)
                {
                    var number = (int)wanted;
                    standing = standing.Where(row => row.State == number);
                }

                var total = await standing.CountAsync(ct);
                var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
                var shown = Math.Clamp(page ?? 1, 1, pages);
                var rows = Latest(db, standing, documentId).OrderBy(row => row.Person.Path).ThenBy(row => row.Person.SortKey).ThenBy(row => row.Person.PersonId);
                var list = await (page is null ? rows : rows.Skip((shown - 1) * PageSize).Take(PageSize)).ToListAsync(ct);
                return new AcknowledgementPeople(document[language].Title, document.Version, list.ConvertAll(row => Say(row, since, soonDays)), page is null ? 1 : shown, page is null ? 1 : pages, total);
            },
            ct);
    }

    private AcknowledgementPerson Say(Row row, DateOnly versionSince, int soonDays)
    {
        var person = row.Person;
        var added = calendar.DateOf(person.CreatedAt);
        var span = new ConfirmedSpan(person.Count is not null, person.WithoutEnd == 1, person.Until, person.AnyUntil);
        return new AcknowledgementPerson(
            person.PersonId,
            person.Name,
            person.UnitName,
            AcknowledgementStanding.Of(span, versionSince > added ? versionSince : added, calendar.Today, soonDays),
            row.Latest?.Id,
            row.Latest?.Version,
            row.Latest?.Language,
            row.Latest?.ConfirmedOn);
    }

    private static IQueryable<Row> Latest(LearningDbContext db, IQueryable<PersonConfirmations> standing, string documentId) => standing.Select(row => new Row
    {
        Person = row,
        Latest = db.Acknowledgements
            .Where(one => one.PersonId == row.PersonId && one.DocumentId == documentId && one.ConfirmedAt != null)
            .OrderByDescending(one => one.ConfirmedAt)
            .FirstOrDefault(),
    });

    // The conditions repeat AcknowledgementStanding.Of as an expression that becomes SQL. A test compares the two.
    private IQueryable<PersonConfirmations> Stand(LearningDbContext db, Viewer viewer, Guid? unitId, AcknowledgementDocument document, int soonDays)
    {
        var people = db.People.InScope(viewer).Where(person => person.Active).Where(AcknowledgementAudience.Condition(document.Audience));
        if (unitId is { } id)
        {
            people = people.InUnit(db.Units, id);
        }

        var today = calendar.Today;
        var soon = today.AddDays(soonDays);
        return
            from person in people
            join span in Spans(db, document) on person.Id equals span.PersonId into found
            from span in found.DefaultIfEmpty()
            select new PersonConfirmations
            {
                PersonId = person.Id,
                Name = person.Name,
                SortKey = person.SortKey,
                UnitName = person.Unit.NameIn(viewer.Language),
                Path = person.Unit.Path,
                CreatedAt = person.CreatedAt,
                Count = span.Count,
                WithoutEnd = span.WithoutEnd,
                Until = span.Until,
                AnyUntil = span.AnyUntil,
                State = span.Count == null ? (int)AcknowledgementState.Never
                    : span.WithoutEnd == 1 ? (int)AcknowledgementState.Confirmed
                    : span.Until == null ? (int)AcknowledgementState.Outdated
                    : span.Until < today ? (int)AcknowledgementState.RunOut
                    : span.Until <= soon ? (int)AcknowledgementState.EndsSoon
                    : (int)AcknowledgementState.Confirmed,
            };
    }

    private static IQueryable<Span> Spans(LearningDbContext db, AcknowledgementDocument document)
    {
        var (id, version) = (document.Id, document.Version);
        string[] hashes = [.. Languages.All.Select(language => document[language].Hash)];
        return db.Acknowledgements
            .Where(row => row.DocumentId == id && row.ConfirmedAt != null)
            .GroupBy(row => row.PersonId)
            .Select(rows => new Span
            {
                PersonId = rows.Key,
                Count = rows.Count(),
                WithoutEnd = rows.Max(row => row.Version == version && hashes.Contains(row.TextHash) && row.ValidUntil == null ? 1 : 0),
                Until = rows.Max(row => row.Version == version && hashes.Contains(row.TextHash) ? row.ValidUntil : null),
                AnyUntil = rows.Max(row => row.ValidUntil),
            });
    }

    private sealed class Span
    {
        public required Guid PersonId { get; init; }

        // Null where the person confirmed nothing: the outer join then has no row here.
        public required int? Count { get; init; }

        public required int? WithoutEnd { get; init; }

        public required DateOnly? Until { get; init; }

        public required DateOnly? AnyUntil { get; init; }
    }

    private sealed class PersonConfirmations
    {
        public required Guid PersonId { get; init; }

        public required string Name { get; init; }

        public required byte[] SortKey { get; init; }

        public required string UnitName { get; init; }

        public required string Path { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public required int? Count { get; init; }

        public required int? WithoutEnd { get; init; }

        public required DateOnly? Until { get; init; }

        public required DateOnly? AnyUntil { get; init; }

        public required int State { get; init; }
    }

    private sealed class Row
    {
        public required PersonConfirmations Person { get; init; }

        public required Acknowledgement? Latest { get; init; }
    }
}
