using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>
/// Tells those who may approve a change of others that it waits, its authors what was decided about it, and all of them where it could not be
/// published on its day.
/// </summary>
internal sealed class ChangeNotices(LearningStore store, LocalCalendar calendar) : INoticeSubject
{
    // Older decisions are no news any more, for instance where a database was restored.
    private const int NewsDays = 14;

    private static readonly ChangeStepKind[] Told = [ChangeStepKind.Approved, ChangeStepKind.SentBack, ChangeStepKind.Published, ChangeStepKind.PublishingFailed];

    public IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.ReviewWaiting, NoticeKind.ChangeDecided, NoticeKind.PublishingFailed];

    public NoticeRhythm Rhythm => NoticeRhythm.Minute;

    /// <summary>What was decided, in a language; empty where the notice is about no decision on a change.</summary>
    public static string OutcomeOf(Notice notice, string language)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return notice.Kind == NoticeKind.ChangeDecided && Enum.TryParse<ChangeStepKind>(notice.Occasion.Split(' ')[0], out var decision)
            ? OutcomeOf(decision, language)
            : "";
    }

    public static string OutcomeOf(ChangeStepKind decision, string language)
    {
        var words = language switch
        {
            Languages.Russian => (Approved: "одобрена", SentBack: "возвращена", Published: "опубликована"),
            Languages.Kazakh => (Approved: "мақұлданды", SentBack: "қайтарылды", Published: "жарияланды"),
            _ => (Approved: "approved", SentBack: "sent back", Published: "published"),
        };
        return decision switch
        {
            ChangeStepKind.Approved => words.Approved,
            ChangeStepKind.SentBack => words.SentBack,
            _ => words.Published,
        };
    }

    /// <summary>The number of the change that a notice is about.</summary>
    public static string NumberOf(string subject) => subject.Split(' ')[0];

    /// <summary>What the change was called.</summary>
    public static string TitleOf(string subject) => subject.Split(' ', 2) is [var number, var title] ? $"{number}: {title}" : subject;

    public async Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct)
    {
        var since = calendar.Now.AddDays(-NewsDays);
        return await store.ReadAsync(
            async db =>
            {
                var steps = await (
                    from step in db.ChangeSteps
                    join change in db.ContentChanges on step.ChangeId equals change.Id
                    where Told.Contains(step.Kind) && step.At >= since
                    select new { Step = step, change.Number, change.Title }).ToListAsync(ct);
                var waiting = await WaitingAsync(db, ct);
                if (steps.Count == 0 && waiting.Count == 0)
                {
                    return (IReadOnlyList<PlannedNotice>)[];
                }

                var authors = await AuthorsAsync(db, [.. steps.Select(one => one.Step.ChangeId).Concat(waiting.Select(one => one.ChangeId)).Distinct()], ct);
                var reviewers = await Reviewers(db).ToListAsync(ct);
                var known = (await db.Notices
                        .Where(notice => Kinds.Contains(notice.Kind))
                        .Select(notice => new { notice.PersonId, notice.Occasion })
                        .ToListAsync(ct))
                    .Select(key => (key.PersonId, key.Occasion)).ToHashSet();
                return
                [
                    .. waiting
                        .SelectMany(one => reviewers.Except(authors[one.ChangeId]).Select(person => Plan(person, NoticeKind.ReviewWaiting, one.Number, one.Title, one.Occasion)))
                        .Concat(steps.SelectMany(one => ToldOf(one.Step, authors[one.Step.ChangeId], reviewers).Select(person => Plan(
                            person,
                            one.Step.Kind == ChangeStepKind.PublishingFailed ? NoticeKind.PublishingFailed : NoticeKind.ChangeDecided,
                            one.Number,
                            one.Title,
                            OccasionOf(one.Step)))))
                        .Where(notice => !known.Contains((notice.PersonId, notice.Occasion))),
                ];
            },
            ct);
    }

    public async Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct)
    {
        var open = (await WaitingAsync(db, ct)).ToDictionary(one => one.Occasion, StringComparer.Ordinal);
        var authors = await AuthorsAsync(db, [.. open.Values.Select(one => one.ChangeId)], ct);
        var reviewers = (await Reviewers(db).ToListAsync(ct)).ToHashSet();
        return notice => notice.Kind != NoticeKind.ReviewWaiting ? null
            : !open.TryGetValue(notice.Occasion, out var review) ? OmissionReason.Completed
            : !reviewers.Contains(notice.PersonId) || authors[review.ChangeId].Contains(notice.PersonId) ? OmissionReason.NotMeant
            : null;
    }

    // Whoever did it knows it.
    private static IEnumerable<Guid> ToldOf(ChangeStep step, IEnumerable<Guid> authors, List<Guid> reviewers) =>
        (step.Kind == ChangeStepKind.PublishingFailed ? authors.Union(reviewers) : authors).Where(person => person != step.PersonId);

    private static async Task<List<WaitingReview>> WaitingAsync(LearningDbContext db, CancellationToken ct) =>
        [.. (await (
                from change in db.ContentChanges
                where change.State == ChangeState.InReview
                select new
                {
                    change.Id,
                    change.Number,
                    change.Title,
                    Step = db.ChangeSteps
                        .Where(step => step.ChangeId == change.Id && (step.Kind == ChangeStepKind.ReviewAsked || step.Kind == ChangeStepKind.ApprovalVoided))
                        .OrderByDescending(step => step.Number)
                        .First(),
                }).ToListAsync(ct))
            .Select(one => new WaitingReview(one.Id, one.Number, one.Title, OccasionOf(one.Step)))];

    private static async Task<ILookup<Guid, Guid>> AuthorsAsync(LearningDbContext db, Guid[] changes, CancellationToken ct) =>
        (await db.ChangeAuthors
            .Where(author => changes.Contains(author.ChangeId))
            .Select(author => new { author.ChangeId, author.PersonId })
            .Distinct()
            .ToListAsync(ct))
        .ToLookup(author => author.ChangeId, author => author.PersonId);

    // As ChangeDecisions.MayReview says of a viewer.
    internal static IQueryable<Guid> Reviewers(LearningDbContext db) => db.People
        .Where(person => person.Active && (person.Roles.Any(held => held.Role == Role.Reviewer)
            || (person.Roles.Any(held => held.Role == Role.Editor) && person.Roles.Any(held => held.Role == Role.Administrator))))
        .Select(person => person.Id);

    private static string OccasionOf(ChangeStep step) => $"{step.Kind} {step.Id:N}";

    private static PlannedNotice Plan(Guid personId, NoticeKind kind, int number, string title, string occasion)
    {
        var subject = string.Create(CultureInfo.InvariantCulture, $"{number} {title}").Trim();
        return new(personId, kind, Guid.Empty, subject.Length <= Notice.LongestSubject ? subject : subject[..Notice.LongestSubject], occasion, null);
    }

    private sealed record WaitingReview(Guid ChangeId, int Number, string Title, string Occasion);
}
