using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Notices;

/// <summary>Puts notices of one person into words.</summary>
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
        return [.. notices.Select(notice => IsOfThisWeek(notice, today) ? notice.WordsOf(figures, language) : notice.WordsOf(edition, language))];
    }

    private static bool IsOfThisWeek(Notice notice, DateOnly today) => notice.Kind == NoticeKind.Week && notice.Day > today.AddDays(-7);
}
