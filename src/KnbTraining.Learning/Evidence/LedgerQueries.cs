using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Evidence;

/// <summary>Reads the ledger, for administrators and auditors; for everybody else it is empty.</summary>
public sealed class LedgerQueries(LearningStore store, IOptions<LearningOptions> options)
{
    public const int PageSize = 50;

    public static bool MayRead(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.IsAny(Role.Administrator, Role.Auditor);
    }

    /// <summary>One page, newest first.</summary>
    /// <param name="page">From 1; beyond the last it is the last.</param>
    public Task<LedgerPage> ListAsync(Viewer viewer, LedgerFilter filter, int page, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (!MayRead(viewer))
        {
            return Task.FromResult(new LedgerPage([], NoNames, 1, 0, 0));
        }

        return store.ReadAsync(
            async db =>
            {
                var rows = Filtered(db, filter);
                var total = await rows.LongCountAsync(ct);
                var pages = (int)((total + PageSize - 1) / PageSize);
                var wanted = Math.Clamp(page, 1, Math.Max(1, pages));
                var found = await rows.OrderByDescending(row => row.Number).Skip((wanted - 1) * PageSize).Take(PageSize).ToListAsync(ct);
                LedgerEntry[] entries = [.. found.Select(EntryOf)];
                return new LedgerPage(entries, await NamesOfAsync(db, entries, viewer.Language, ct), wanted, pages, total);
            },
            ct);
    }

    /// <summary>The newest entries about a person or by them. Who looked at their record is left out: it would hide what happened.</summary>
    public Task<LedgerPage> TimelineAsync(Viewer viewer, Guid personId, CancellationToken ct) =>
        ListAsync(viewer, new LedgerFilter { PersonId = personId, WithoutKind = RecordViewed.Kind }, 1, ct);

    /// <summary>The name of a person whose entries are asked for; null where there is nobody of that id.</summary>
    public Task<string?> FindNameAsync(Viewer viewer, Guid personId, CancellationToken ct) => MayRead(viewer)
        ? store.ReadAsync(db => db.People.Where(person => person.Id == personId).Select(person => person.Name).FirstOrDefaultAsync(ct), ct)
        : Task.FromResult<string?>(null);

    internal static LedgerNames NoNames { get; } =
        new(new Dictionary<Guid, string>(), new Dictionary<Guid, string>(), new Dictionary<string, string>(), new Dictionary<TextRef, string?>());

    internal IQueryable<LedgerRow> Filtered(LearningDbContext db, LedgerFilter filter)
    {
        IQueryable<LedgerRow> rows = db.LedgerRows;
        if (filter.PersonId is { } person)
        {
            // What was done to many people at once is told by one fact, whose number stands on their cycles and on rows of their standing.
            var together = NumbersOf(db.Cycles.Where(cycle => cycle.PersonId == person))
                .Concat(NumbersOf(db.StandingChanges.Where(change => change.PersonId == person)));
            rows = rows.Where(row => row.ActorId == person || row.SubjectPersonId == person || together.Contains(row.Number));
        }

        if (NameFold.Words(filter.Name) is { Count: > 0 } words)
        {
            var people = db.People.AsQueryable();
            foreach (var word in words)
            {
                people = people.Where(one => one.SearchName.Contains(word));
            }

            var together = NumbersOf(db.Cycles.Where(cycle => people.Any(one => one.Id == cycle.PersonId)))
                .Concat(NumbersOf(db.StandingChanges.Where(change => people.Any(one => one.Id == change.PersonId))));
            rows = rows.Where(row => people.Any(one => one.Id == row.ActorId || one.Id == row.SubjectPersonId) || together.Contains(row.Number));
        }

        if (filter.Kind is { } kind)
        {
            rows = rows.Where(row => row.Kind == kind);
        }

        if (filter.WithoutKind is { } without)
        {
            rows = rows.Where(row => row.Kind != without);
        }

        if (filter.From is { } from)
        {
            var start = options.Value.StartOf(from);
            rows = rows.Where(row => row.At >= start);
        }

        if (filter.To is { } to && to < DateOnly.MaxValue)
        {
            var end = options.Value.StartOf(to.AddDays(1));
            rows = rows.Where(row => row.At < end);
        }

        return filter.Subject is { Length: > 0 } subject ? rows.Where(row => row.SubjectKey!.Contains(subject)) : rows;
    }

    private static IQueryable<long> NumbersOf(IQueryable<Cycle> cycles) =>
        cycles.Where(cycle => cycle.OpenedBy != null).Select(cycle => cycle.OpenedBy!.Value)
            .Concat(cycles.Where(cycle => cycle.WithdrawnBy != null).Select(cycle => cycle.WithdrawnBy!.Value));

    private static IQueryable<long> NumbersOf(IQueryable<StandingChange> changes) => changes.Where(change => change.Source == StandingSource.Import).Select(change => change.SeqIn);

    internal static LedgerEntry EntryOf(LedgerRow row) =>
        new(row.Number, row.At, row.Kind, row.ActorId, row.SubjectPersonId, row.SubjectKey, row.Line, LedgerLine.Read(row.Line)?.Fact);

    internal static async Task<LedgerNames> NamesOfAsync(LearningDbContext db, IReadOnlyList<LedgerEntry> entries, string language, CancellationToken ct)
    {
        var values = entries.Where(entry => entry.Fact is not null).SelectMany(entry => FactValues.Of(entry.Fact!)).Select(found => found.Value).ToHashSet();
        Guid[] ids = [.. values.OfType<Guid>().Concat(entries.Select(entry => entry.ActorId).OfType<Guid>()).Distinct()];
        string[] paths = [.. values.OfType<Slug>().Select(slug => slug.ToString()).Where(slug => slug.StartsWith('/'))];
        byte[][] hashes = [.. values.OfType<TextRef>().Select(text => Convert.FromHexString(text.ToString()))];
        return new LedgerNames(
            await db.People.Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct),
            await db.Units.Where(unit => ids.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, unit => unit.NameIn(language), ct),
            await db.Units.Where(unit => paths.Contains(unit.Path)).ToDictionaryAsync(unit => unit.Path, unit => unit.NameIn(language), StringComparer.Ordinal, ct),
            (await db.LedgerTexts.Where(text => hashes.Contains(text.Hash)).ToListAsync(ct)).ToDictionary(text => text.Ref, text => text.Text));
    }
}
