using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>What happens to one person's standing: said with its day, planned, and undone. For administrators.</summary>
public sealed class StandingService(LearningStore store, RefusedActs refused, LocalCalendar calendar)
{
    /// <returns>
    /// Refused with <see cref="Refusal.Invalid"/> where the form is not right: its findings stand at the fields of <see cref="StandingForm"/>.
    /// </returns>
    public Task<Result<Done>> ActAsync(Viewer viewer, Guid personId, StandingForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return AdministerAsync(
            viewer,
            personId,
            async (write, person, known) =>
            {
                var spans = StandingHistory.Of(known.Changes);
                if (StandingFormCheck.Find(form, spans, calendar.Today) is { Any: true } findings)
                {
                    return new Refusal.Invalid(findings);
                }

                if (form.Act == StandingAct.Leaving && personId == viewer.PersonId)
                {
                    return new Refusal.Invalid(nameof(form.Day), "self");
                }

                if (form.UnitId is { } unit && !await write.Db.UnitVersions.AnyAsync(
                    version => version.UnitId == unit && version.SeqOut == null && version.Until == null && version.From <= form.Day, ct))
                {
                    return new Refusal.Invalid(nameof(form.UnitId), "not-there-then");
                }

                var from = form.From!.Value;
                var (change, instead) = form.Act == StandingAct.Return
                    ? Shortened(known, from)
                    : (StandingChange.Create(personId, from, form.Act == StandingAct.Leave ? form.Until : null, form.Parts, StandingSource.Form), []);
                StandingWriter.Change(write, viewer.Actor, person, known, change, instead, from, form.Reason, calendar.Today);
                return new Done();
            },
            ct);
    }

    /// <summary>Undoes a change: an error is corrected, or a plan withdrawn. Rows and facts stay; what held before holds again.</summary>
    /// <param name="reason">Required where the change reaches back before today.</param>
    /// <returns>Refused with <see cref="Refusal.NotFound"/> where there is no such change, or it is undone already, or it is the one that made the person known.</returns>
    public Task<Result<Done>> UndoAsync(Viewer viewer, Guid personId, Guid changeId, string? reason, CancellationToken ct) => AdministerAsync(
        viewer,
        personId,
        (write, person, known) =>
        {
            var undone = known.Changes.FirstOrDefault(change => change.Id == changeId && change.SeqIn != known.Changes.Min(other => other.SeqIn));
            if (undone is null)
            {
                return Task.FromResult<Result<Done>>(Refusal.NotFound);
            }

            if (StandingFormCheck.ReasonFault(reason, undone.From < calendar.Today) is { } fault)
            {
                return Task.FromResult<Result<Done>>(new Refusal.Invalid(nameof(StandingForm.Reason), fault));
            }

            StandingWriter.Undo(write, viewer.Actor, person, known, undone, reason, calendar.Today);
            return Task.FromResult<Result<Done>>(
                personId == viewer.PersonId && !person.Active ? new Refusal.Invalid(nameof(StandingForm.Reason), "self") : new Done());
        },
        ct);

    // Back on a day: the leave that covers it ends on the day before, and one that began on it never was.
    private static (StandingChange? Change, IReadOnlyList<StandingChange> Instead) Shortened(KnownStanding known, DateOnly day)
    {
        StandingChange[] leaves = [.. known.Changes.Where(change => change.Employment == Employment.OnLeave && change.From <= day && !(change.Until < day))];
        var first = leaves.MinBy(leave => leave.From)!;
        var change = first.From < day
            ? StandingChange.Create(first.PersonId, first.From, day.AddDays(-1), new StandingParts(Employment: Employment.OnLeave), StandingSource.Form)
            : null;
        return (change, leaves);
    }

    private Task<Result<Done>> AdministerAsync(
        Viewer viewer, Guid personId, Func<StoreWrite, Person, KnownStanding, Task<Result<Done>>> act, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Administrator)
            ? store.WriteAsync(
                async write =>
                {
                    // Locked before anything is read that the act rests on.
                    var known = await StandingWriter.OpenAsync(write.Db, personId, ct);
                    return await write.Db.People.FirstOrDefaultAsync(found => found.Id == personId, ct) is { } person ? await act(write, person, known) : Refusal.NotFound;
                },
                ct)
            : Task.FromResult<Result<Done>>(refused.Refuse(viewer, RefusedAct.People));
    }
}
