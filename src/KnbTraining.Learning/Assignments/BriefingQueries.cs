using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>What a briefing is to the person who reads it.</summary>
public sealed class BriefingQueries(LearningStore store, EditionStore editions, LocalCalendar calendar)
{
    /// <summary>The day from which the viewer is judged as the briefing says, planned or past; null where no such change is known of the viewer.</summary>
    public async Task<DateOnly?> DayAsync(Viewer viewer, string courseId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        if (!edition.Briefings.TryGetValue(courseId, out var briefing))
        {
            return null;
        }

        var known = await store.ReadAsync(
            db => db.Standings.Where(row => row.PersonId == viewer.PersonId && row.SeqOut == null).ToListAsync(ct), ct);
        return BriefingDay.Find(known, briefing, edition, calendar.Today);
    }
}
