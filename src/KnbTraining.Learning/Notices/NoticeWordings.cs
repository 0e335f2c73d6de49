using KnbTraining.Content.Text;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>
/// The texts with which notices are sent. One that was checked when it was stored and cannot be used any more, because it was changed in the database or a
/// later version of the application knows fewer names, stops no notice: the delivered text is sent, and administrators are told once.
/// </summary>
public sealed class NoticeWordings(LearningStore store, LocalCalendar calendar) : INoticeSubject
{
    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.TextFailed];

    public NoticeRhythm Rhythm => NoticeRhythm.Hour;

    /// <summary>The newest version of each kind.</summary>
    internal static IQueryable<NoticeWording> Newest(LearningDbContext db) =>
        db.NoticeWordings.Where(row => !db.NoticeWordings.Any(newer => newer.Kind == row.Kind && newer.Version > row.Version));

    public async Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct) => await store.ReadAsync(
        async db =>
        {
            var planned = await PlanAsync(db, [.. (await Newest(db).ToListAsync(ct)).Where(Fails)], ct);
            var known = (await db.Notices.Where(notice => notice.Kind == NoticeKind.TextFailed).Select(notice => new { notice.PersonId, notice.Occasion }).ToListAsync(ct))
                .Select(notice => (notice.PersonId, notice.Occasion)).ToHashSet();
            return planned.FindAll(plan => !known.Contains((plan.PersonId, plan.Occasion)));
        },
        ct);

    public async Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct)
    {
        var administrators = (await Administrators(db).ToListAsync(ct)).ToHashSet();
        var failing = (await Newest(db).ToListAsync(ct)).Where(Fails).Select(OccasionOf).ToHashSet(StringComparer.Ordinal);
        return notice => !administrators.Contains(notice.PersonId) ? OmissionReason.NotMeant
            : failing.Contains(notice.Occasion) ? null
            : OmissionReason.Completed;
    }

    /// <summary>
    /// The versions with which notices of these kinds are sent now. A kind whose delivered text counts is left out, and so is one whose own text fails:
    /// that administrators are told of it is part of this write.
    /// </summary>
    internal async Task<IReadOnlyDictionary<NoticeKind, int>> CurrentAsync(StoreWrite write, IReadOnlyCollection<NoticeKind> kinds, CancellationToken ct)
    {
        var own = await Newest(write.Db).Where(row => kinds.Contains(row.Kind) && row.Titles != null).ToListAsync(ct);
        var failing = own.FindAll(Fails);
        if (failing.Count > 0)
        {
            await NoticeOutbox.AddAsync(write, await PlanAsync(write.Db, failing, ct), calendar.Now, ct);
        }

        return own.Except(failing).ToDictionary(row => row.Kind, row => row.Version);
    }

    private static bool Fails(NoticeWording row) => row.ToTemplate() is { } template
        && (NoticeWords.FaultsOf(row.Kind, template).Count > 0 || Languages.All.Any(language => NoticeSample.Of(row.Kind, template, language) is null));

    private static async Task<List<PlannedNotice>> PlanAsync(LearningDbContext db, List<NoticeWording> failing, CancellationToken ct)
    {
        var administrators = failing.Count == 0 ? [] : await Administrators(db).OrderBy(id => id).ToListAsync(ct);
        return
        [
            .. from row in failing
               from administrator in administrators
               select new PlannedNotice(administrator, NoticeKind.TextFailed, Guid.Empty, $"{row.Kind}", OccasionOf(row), null),
        ];
    }

    private static string OccasionOf(NoticeWording row) => $"{row.Kind} {row.Version}";

    private static IQueryable<Guid> Administrators(LearningDbContext db) =>
        db.People.Where(person => person.Active && person.Roles.Any(held => held.Role == Role.Administrator)).Select(person => person.Id);
}
