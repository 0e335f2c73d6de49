using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Refreshers;

/// <summary>What the viewer has to refresh, and what the viewer's refreshers changed.</summary>
public sealed class RefresherQueries(LearningStore store, EditionStore editions, LocalCalendar calendar) : IRefresherChoice
{
    /// <summary>Each course that the viewer has passed and that still counts; what is under way or due first, then what comes next.</summary>
    public async Task<IReadOnlyList<CourseRefreshers>> MineAsync(Viewer viewer, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var (now, today) = (calendar.Now, calendar.Today);
        var history = await store.ReadAsync(db => RefresherHistory.ReadAsync(db, viewer.PersonId, calendar, now, ct), ct);
        var views =
            from id in history.Courses
            let course = edition.Courses.GetValueOrDefault(id)
            let validity = history.ValidityOf(id)
            where course is not null && validity.Holds(today)
            let offer = OfferOf(history, course, validity, edition, today)
            let open = history.OpenOf(id, now)
            select new CourseRefreshers(
                id,
                course.Title[language],
                open is null ? offer.Chosen.Count : 0,
                open is null ? offer.Due.Count : 0,
                offer.NextOn,
                open,
                validity.Until);
        return [.. views
            .OrderBy(view => view.OpenAttemptId is null)
            .ThenByDescending(view => view.Due)
            .ThenBy(view => view.NextOn ?? DateOnly.MaxValue)
            .ThenBy(view => view.CourseId, StringComparer.Ordinal)];
    }

    /// <summary>How the rules of a finished refresher stood right after it, in the order in which they were asked, each once.</summary>
    /// <returns>Refused with <see cref="Refusal.NotFound"/> where it is not a finished refresher of the viewer.</returns>
    public async Task<Result<IReadOnlyList<RefreshedRule>>> AfterAsync(Viewer viewer, Guid attemptId, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var found = await store.ReadAsync(
            async db =>
            {
                var attempt = await db.Attempts
                    .Where(own => own.Id == attemptId && own.PersonId == viewer.PersonId && own.Mode == AttemptMode.Refresher && own.State == AttemptState.Graded)
                    .Select(own => new { own.CourseId, At = own.SubmittedAt!.Value, Rules = own.Items.OrderBy(item => item.Position).Select(item => item.Family.RuleId).ToList() })
                    .FirstOrDefaultAsync(ct);
                return attempt is null
                    ? null
                    : new { attempt.CourseId, attempt.Rules, History = await RefresherHistory.ReadAsync(db, viewer.PersonId, calendar, attempt.At, ct) };
            },
            ct);
        if (found is null || found.History.ValidityOf(found.CourseId) is not { } validity)
        {
            return Refusal.NotFound;
        }

        var plan = edition.Courses.GetValueOrDefault(found.CourseId)?.Refreshers ?? RefresherPlan.Default;
        return found.Rules.Distinct(StringComparer.Ordinal).Select(rule =>
        {
            var schedule = RefresherSchedule.Of(plan, validity, found.History.AnswersAbout(rule));
            var document = edition.Rules.GetValueOrDefault(rule);
            return new RefreshedRule(rule, document?.Title[language] ?? rule, document?.Statement[language] ?? "", schedule.Firmness, schedule.DueOn);
        }).ToArray();
    }

    public async Task<IReadOnlyList<string>> ChooseAsync(Guid personId, Course course, Edition edition, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(edition);
        var history = await store.ReadAsync(db => RefresherHistory.ReadAsync(db, personId, calendar, calendar.Now, ct), ct);
        return history.ValidityOf(course.Id) is { } validity ? OfferOf(history, course, validity, edition, calendar.Today).Chosen : [];
    }

    private static RefresherOffer OfferOf(RefresherHistory history, Course course, Validity validity, Edition edition, DateOnly today) => RefresherOffer.Of(
        course.Refreshers,
        validity,
        RefresherForm.RulesOf(edition.ItemsOn(today), course)
            .ToDictionary(rule => rule, rule => RefresherSchedule.Of(course.Refreshers, validity, history.AnswersAbout(rule)), StringComparer.Ordinal),
        history.LastRefresherOf(course.Id),
        today);
}
