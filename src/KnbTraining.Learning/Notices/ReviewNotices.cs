using System.Globalization;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>Tells those who may publish of drafts of others that have been open since yesterday or longer.</summary>
internal sealed class ReviewNotices(LearningStore store, LocalCalendar calendar) : INoticeSubject
{
    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.ReviewWaiting];

    public NoticeRhythm Rhythm => NoticeRhythm.Hour;

    public async Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct)
    {
        var open = await store.ReadAsync(
            async db => (
                await OpenAsync(db, ct),
                await Reviewers(db).ToListAsync(ct),
                (await db.Notices
                        .Where(notice => notice.Kind == NoticeKind.ReviewWaiting)
                        .Select(notice => new { notice.PersonId, notice.Subject, notice.Occasion })
                        .ToListAsync(ct))
                    .Select(key => (key.PersonId, key.Subject, key.Occasion)).ToHashSet()),
            ct);
        var (drafts, reviewers, known) = open;
        return
        [
            .. from draft in drafts
               where calendar.DateOf(draft.Since) < today
               from reviewer in reviewers
               where !draft.Authors.Contains(reviewer) && !known.Contains((reviewer, draft.Path, OccasionOf(draft)))
               select new PlannedNotice(reviewer, NoticeKind.ReviewWaiting, Guid.Empty, draft.Path, OccasionOf(draft), null),
        ];
    }

    public async Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct)
    {
        var drafts = (await OpenAsync(db, ct)).ToDictionary(draft => draft.Path, StringComparer.Ordinal);
        var reviewers = (await Reviewers(db).ToListAsync(ct)).ToHashSet();
        return notice => !drafts.TryGetValue(notice.Subject, out var draft) || OccasionOf(draft) != notice.Occasion ? OmissionReason.Completed
            : !reviewers.Contains(notice.PersonId) || draft.Authors.Contains(notice.PersonId) ? OmissionReason.NotMeant
            : null;
    }

    private static async Task<List<OpenDraft>> OpenAsync(LearningDbContext db, CancellationToken ct) =>
        [.. (await db.DraftAuthors.Where(author => db.Drafts.Any(draft => draft.Path == author.Path && draft.Text != "")).ToListAsync(ct))
            .GroupBy(author => author.Path, StringComparer.Ordinal)
            .Select(authors => new OpenDraft(authors.Key, authors.Min(author => author.Since), [.. authors.Select(author => author.PersonId)]))];

    // As Publishing.MayPublish says of a viewer.
    private static IQueryable<Guid> Reviewers(LearningDbContext db) => db.People
        .Where(person => person.Active && (person.Roles.Any(held => held.Role == Role.Reviewer)
            || (person.Roles.Any(held => held.Role == Role.Editor) && person.Roles.Any(held => held.Role == Role.Administrator))))
        .Select(person => person.Id);

    private static string OccasionOf(OpenDraft draft) =>
        string.Create(CultureInfo.InvariantCulture, $"since {draft.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}");

    private sealed record OpenDraft(string Path, DateTimeOffset Since, IReadOnlyList<Guid> Authors);
}
