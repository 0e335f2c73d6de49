using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <summary>What somebody did about a course of one person, beside the rules.</summary>
public enum ExceptionKind
{
    /// <summary>Nothing was asked until a day.</summary>
    Waived,
    Extended,

    /// <summary>What was learnt elsewhere counts.</summary>
    Credited,

    /// <summary>Ended for this one person before it was completed.</summary>
    Ended,

    /// <summary>One of these was taken back.</summary>
    Undone,
}

/// <param name="From">The first day from which it may hold.</param>
/// <param name="To">The last.</param>
public sealed record ExceptionFilter(DateOnly From, DateOnly To)
{
    public ExceptionKind? Kind { get; init; }

    /// <summary>A unit whose whole subtree is meant, as people belong to it now.</summary>
    public Guid? UnitId { get; init; }

    public string? CourseId { get; init; }
}

/// <param name="UnitName">Of the unit where the person is now.</param>
/// <param name="Undid">Of an act that took another one back: which; null where that was no exception.</param>
/// <param name="Day">The first day on which it holds.</param>
/// <param name="Until">The last day of a waiver, of a credit, or the new due day.</param>
/// <param name="Reason">Null where none was asked, or the text was erased.</param>
/// <param name="By">Who did it; null where it was the application or nobody knows.</param>
/// <param name="ToldOn">The day on which it was recorded; null where that was before there were records.</param>
/// <param name="ApproverName">Who allowed it, where somebody had to.</param>
/// <param name="HasEvidence">True where a file proves it.</param>
/// <param name="IsUndone">True where it was taken back later.</param>
public sealed record ExceptionRow(
    Guid CycleId,
    int Number,
    Guid PersonId,
    string Name,
    string UnitName,
    string CourseTitle,
    ExceptionKind Kind,
    ExceptionKind? Undid,
    DateOnly Day,
    DateOnly? Until,
    string? Reason,
    string? By,
    DateOnly? ToldOn,
    string? ApproverName,
    bool HasEvidence,
    bool IsUndone);

/// <param name="Total">On all pages.</param>
/// <param name="Page">From 1.</param>
public sealed record ExceptionList(IReadOnlyList<ExceptionRow> Rows, int Total, int Page, int PageCount);

/// <summary>Who made an exception, for whom, why, until when, and who allowed it.</summary>
public sealed class ExceptionQueries(LearningStore store, EditionStore editions, LocalCalendar calendar)
{
    public const int PageSize = 100;

    /// <summary>Of the people in the viewer's scope, the latest first.</summary>
    /// <param name="page">From 1, where there are fewer the last; null for all.</param>
    public async Task<ExceptionList> ListAsync(Viewer viewer, ExceptionFilter filter, int? page, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        var courses = (await editions.CurrentAsync(ct)).Edition.EveryCourse;
        return await store.ReadAsync(
            async db =>
            {
                var matching = Matching(db, viewer, filter);
                var total = await matching.CountAsync(ct);
                var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
                var shown = Math.Clamp(page ?? 1, 1, pages);
                var ordered = matching.OrderByDescending(row => row.Told.Day).ThenByDescending(row => row.Told.Seq).ThenBy(row => row.Person.SortKey).ThenBy(row => row.Told.CycleId).ThenBy(row => row.Told.Number);
                var rows = await (page is null ? ordered : ordered.Skip((shown - 1) * PageSize).Take(PageSize))
                    .Select(row => new
                    {
                        row.Told,
                        row.Person.Id,
                        row.Person.Name,
                        Unit = row.Person.Unit.NameIn(language),
                        row.CourseId,
                        Approver = db.People.Where(person => person.Id == row.Told.ApproverId).Select(person => person.Name).FirstOrDefault(),
                        IsUndone = db.CycleEvents.Any(other => other.CycleId == row.Told.CycleId && other.Kind == CycleEventKind.Undone && other.Undoes == row.Told.Number),
                        Undid = db.CycleEvents
                            .Where(other => other.CycleId == row.Told.CycleId && other.Number == row.Told.Undoes)
                            .Select(other => (CycleEventKind?)other.Kind)
                            .FirstOrDefault(),
                    })
                    .ToListAsync(ct);
                var told = await ToldFacts.ReadAsync(db, rows.Select(row => row.Told.Seq), rows.Select(row => row.Told.Reason), calendar, ct);
                return new ExceptionList(
                    rows.ConvertAll(row => new ExceptionRow(
                        row.Told.CycleId,
                        row.Told.Number,
                        row.Id,
                        row.Name,
                        row.Unit,
                        courses.GetValueOrDefault(row.CourseId)?.Title[language] ?? row.CourseId,
                        KindOf(row.Told.Kind)!.Value,
                        row.Undid is { } undid ? KindOf(undid) : null,
                        row.Told.Day,
                        row.Told.Kind == CycleEventKind.Extended ? row.Told.Due : row.Told.Until,
                        told.TextOf(row.Told.Reason),
                        told.NameOf(row.Told.Seq),
                        told.DayOf(row.Told.Seq),
                        row.Approver,
                        row.Told.EvidenceHash is not null,
                        row.IsUndone)),
                    total,
                    shown,
                    pages);
            },
            ct);
    }

    private static IQueryable<Row> Matching(LearningDbContext db, Viewer viewer, ExceptionFilter filter)
    {
        var (from, to, course) = (filter.From, filter.To, filter.CourseId);
        var told = db.CycleEvents.Where(row => row.Day >= from && row.Day <= to);
        told = filter.Kind switch
        {
            ExceptionKind.Waived => told.Where(row => row.Kind == CycleEventKind.Waived),
            ExceptionKind.Extended => told.Where(row => row.Kind == CycleEventKind.Extended),
            ExceptionKind.Credited => told.Where(row => row.Kind == CycleEventKind.Credited),
            ExceptionKind.Ended => told.Where(row => row.Kind == CycleEventKind.Ended && row.End == CycleEnd.ByHand),
            ExceptionKind.Undone => told.Where(row => row.Kind == CycleEventKind.Undone),
            _ => told.Where(row => row.Kind == CycleEventKind.Waived
                || row.Kind == CycleEventKind.Extended
                || row.Kind == CycleEventKind.Credited
                || row.Kind == CycleEventKind.Undone
                || (row.Kind == CycleEventKind.Ended && row.End == CycleEnd.ByHand)),
        };
        var people = db.People.InScope(viewer);
        return from row in told
               join cycle in db.Cycles on row.CycleId equals cycle.Id
               where course == null || cycle.CourseId == course
               join person in filter.UnitId is { } unit ? people.InUnit(db.Units, unit) : people on cycle.PersonId equals person.Id
               select new Row { Told = row, Person = person, CourseId = cycle.CourseId };
    }

    private static ExceptionKind? KindOf(CycleEventKind kind) => kind switch
    {
        CycleEventKind.Waived => ExceptionKind.Waived,
        CycleEventKind.Extended => ExceptionKind.Extended,
        CycleEventKind.Credited => ExceptionKind.Credited,
        CycleEventKind.Ended => ExceptionKind.Ended,
        CycleEventKind.Undone => ExceptionKind.Undone,
        _ => null,
    };

    private sealed class Row
    {
        public required CycleEventRow Told { get; init; }

        public required Person Person { get; init; }

        public required string CourseId { get; init; }
    }
}
