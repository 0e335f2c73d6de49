using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>Puts notices of one person into words: those with which each was sent.</summary>
public sealed class NoticeTexts(LearningStore store, EditionStore editions, LocalCalendar calendar, IManagedNeeds needs)
{
    /// <returns>In the order of the notices.</returns>
    public async Task<IReadOnlyList<NoticeText>> OfAsync(IReadOnlyList<Notice> notices, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(notices);
        var (edition, today) = ((await editions.CurrentAsync(ct)).Edition, calendar.Today);

        // Figures of an earlier week would be those of this one.
        var week = notices.FirstOrDefault(notice => IsOfThisWeek(notice, today));
        var figures = week is null ? "" : (await store.ReadAsync(db => needs.OfAsync(db, week.PersonId, today, ct), ct)).In(language);
        var own = await TemplatesAsync(notices, ct);
        return
        [
            .. notices.Select(notice =>
            {
                var what = IsOfThisWeek(notice, today) ? figures : NoticeTitles.Of(edition, notice, language);
                var outcome = notice.Kind switch
                {
                    NoticeKind.ChangeDecided => ChangeNotices.OutcomeOf(notice, language),
                    NoticeKind.GradedAnew => RegradingNotices.OutcomeOf(notice, language),
                    NoticeKind.AnnulmentDecided => RegradingNotices.DecisionOf(notice, language),
                    NoticeKind.DeltaDecided => DeltaDecisionWords.Of(notice, language),
                    _ => WaiverNotices.OutcomeOf(notice, language),
                };

                // A text that cannot be used any more hides no notice.
                return (own.TryGetValue((notice.Kind, notice.Wording ?? 0), out var template) ? NoticeSample.Try(template, language, what, notice.Day, outcome) : null)
                    ?? NoticeWords.Of(notice.Kind, language, what, notice.Day, outcome);
            }),
        ];
    }

    private async Task<Dictionary<(NoticeKind, int), NoticeTemplate>> TemplatesAsync(IReadOnlyList<Notice> notices, CancellationToken ct)
    {
        NoticeKind[] kinds = [.. notices.Where(notice => notice.Wording is not null).Select(notice => notice.Kind).Distinct()];
        int[] versions = [.. notices.Select(notice => notice.Wording).OfType<int>().Distinct()];
        var rows = kinds.Length == 0
            ? []
            : await store.ReadAsync(db => db.NoticeWordings.Where(row => kinds.Contains(row.Kind) && versions.Contains(row.Version)).ToListAsync(ct), ct);
        return rows
            .Select(row => (row.Kind, row.Version, Template: row.ToTemplate()))
            .Where(row => row.Template is not null)
            .ToDictionary(row => (row.Kind, row.Version), row => row.Template!);
    }

    private static bool IsOfThisWeek(Notice notice, DateOnly today) => notice.Kind == NoticeKind.Week && notice.Day > today.AddDays(-7);
}
