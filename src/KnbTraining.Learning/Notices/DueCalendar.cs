using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>
/// What somebody has to complete until when, as a calendar file. Each round of a course is one event; whoever reads a newer file into the same calendar
/// has it moved, or cancelled where it was completed or is no longer asked for.
/// </summary>
public sealed class DueCalendar(LearningStore store, EditionStore editions, PublicAddressSetting address, LocalCalendar calendar)
{
    /// <summary>For how many days a file still cancels what is over.</summary>
    public const int CancelsFor = 90;

    private static readonly LiquidText Summary = new(LocalizedText.Of(language => language switch
    {
        Languages.Russian => "Последний день: {{ what }}",
        Languages.Kazakh => "Соңғы күні: {{ what }}",
        _ => "Last day: {{ what }}",
    }));

    private static readonly LiquidText About = new(LocalizedText.Of(language => language switch
    {
        Languages.Russian => "Курс нужно пройти не позднее этого дня.",
        Languages.Kazakh => "Курсты осы күннен кешіктірмей аяқтау керек.",
        _ => "Please complete the course by this day.",
    }));

    /// <summary>The viewer's own days.</summary>
    public async Task<string> MineAsync(Viewer viewer, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return CalendarText.Of(await DaysAsync(viewer.PersonId, language, null, ct), calendar.Now);
    }

    /// <summary>The days of some rounds of courses of one person.</summary>
    /// <returns>Null where there is nothing to say of them.</returns>
    internal async Task<string?> OfAsync(Guid personId, string language, IReadOnlyCollection<Guid> cycles, CancellationToken ct) =>
        await DaysAsync(personId, language, cycles, ct) is { Count: > 0 } days ? CalendarText.Of(days, calendar.Now) : null;

    private async Task<IReadOnlyList<CalendarDay>> DaysAsync(Guid personId, string language, IReadOnlyCollection<Guid>? only, CancellationToken ct)
    {
        var (today, courses) = (calendar.Today, (await editions.CurrentAsync(ct)).Edition.EveryCourse);
        var since = today.AddDays(-CancelsFor);
        var (cycles, spans) = await store.ReadAsync(
            async db => (
                await db.Cycles
                    .Where(cycle => cycle.PersonId == personId && (only == null || only.Contains(cycle.Id))
                        && (cycle.CompletedOn == null || cycle.CompletedOn >= since) && (cycle.WithdrawnOn == null || cycle.WithdrawnOn >= since))
                    .OrderBy(cycle => cycle.DueOn)
                    .ThenBy(cycle => cycle.Id)
                    .Select(cycle => new
                    {
                        cycle.Id,
                        cycle.CourseId,
                        cycle.DueOn,
                        Events = db.CycleEvents.Count(told => told.CycleId == cycle.Id && told.Day <= today),
                    })
                    .ToListAsync(ct),
                await db.CycleSpans.On(today)
                    .Where(span => span.PersonId == personId && span.CycleId != null && span.Due != null && span.State != RequirementState.Valid
                        && span.State != RequirementState.Ended && span.State != RequirementState.NotRequired)
                    .ToDictionaryAsync(span => span.CycleId!.Value, span => span.Due!.Value, ct)),
            ct);
        return
        [
            .. cycles.Select(cycle => new CalendarDay(
                $"{cycle.Id}@knb-training",
                cycle.Events,
                spans.TryGetValue(cycle.Id, out var due) ? due : cycle.DueOn,
                !spans.ContainsKey(cycle.Id),
                Summary.Render(language, new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["what"] = courses.GetValueOrDefault(cycle.CourseId)?.Title[language] ?? cycle.CourseId,
                }),
                About.Render(language, new Dictionary<string, object>(StringComparer.Ordinal)),
                address.Current?.Of($"learn/{cycle.CourseId}"))),
        ];
    }
}
