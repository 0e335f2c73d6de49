using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>
/// The acts of <see cref="CycleActs"/> about one course of several people, at most <see cref="CycleActs.MostAtOnce"/>: shown first, then done for those whom
/// they fit, and undone for those about whom nothing newer has happened. For administrators.
/// </summary>
public sealed class CycleBatches(
    LearningStore store, EditionStore editions, CycleActs acts, WaiverService waivers, CycleBatchQueries queries, RefusedActs refusals, LocalCalendar calendar)
{
    /// <summary>What <see cref="DoAsync"/> would do now: a row for everybody who is meant, by name.</summary>
    /// <returns>
    /// Refused with <see cref="Refusal.Invalid"/> at the fields of <see cref="BatchForm"/>, or at <c>People</c> where nobody is meant or too many are.
    /// </returns>
    public async Task<Result<BatchPreview>> PreviewAsync(Viewer admin, BatchForm form, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(admin);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(people);
        if (!admin.Is(Role.Administrator))
        {
            return refusals.Refuse(admin, RefusedAct.Assignments);
        }

        var course = (await editions.CurrentAsync(ct)).Edition.EveryCourse.GetValueOrDefault(form.CourseId);
        return FindFaults(form, people.Count, admin, course?.ValidityMonths) is { Any: true } findings
            ? new Refusal.Invalid(findings)
            : await store.ReadAsync(db => PlanAsync(db, admin, form, people, ct), ct);
    }

    /// <summary>Does it for everybody who is not left out, or, where that is refused meanwhile, for nobody.</summary>
    public async Task<Result<BatchDone>> DoAsync(Viewer admin, BatchForm form, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var planned = await PreviewAsync(admin, form, people, ct);
        if (planned.Value is not { Rows: var rows })
        {
            return planned.As<BatchDone>();
        }

        BatchRow[] concerned = [.. rows.Where(row => row.LeftOut is null)];
        if (concerned.Length == 0)
        {
            return new Refusal.Invalid("People", "nobody-concerned");
        }

        var batch = Guid.CreateVersion7();
        Guid[] cycles = [.. concerned.Select(row => row.CycleId).OfType<Guid>()];
        var refused = form.Act switch
        {
            BatchAct.Give => (await acts.AssignAsync(admin, [.. concerned.Select(row => row.PersonId)], form.CourseId, form.Days!.Value, ct, batch)).Refused,
            BatchAct.Extend => (await acts.ExtendAsync(admin, cycles, form.Until!.Value, form.Reason!, ct, batch)).Refused,
            _ => (await waivers.ProposeAsync(admin, cycles, form.Until!.Value, form.ApproverId!.Value, form.Reason!, ct, batch)).Refused,
        };
        return refused is not null ? refused : new BatchDone(batch, rows);
    }

    /// <summary>
    /// Undoes it for everybody about whom nothing newer has happened, by an event each; waivers that wait are withdrawn. The others stay as they are.
    /// </summary>
    /// <param name="reason">Required.</param>
    /// <returns>For how many it was undone.</returns>
    public async Task<Result<int>> UndoAsync(Viewer admin, Guid batchId, string reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(admin);
        if (TypedText.LineFault(reason, CycleActs.LongestReason) is { } fault)
        {
            return new Refusal.Invalid("Reason", fault);
        }

        var found = await queries.FindAsync(admin, batchId, admin.Language, ct);
        if (found.Value is not { } batch)
        {
            return found.As<int>();
        }

        BatchMember[] holding = [.. batch.Members.Where(member => member.State == BatchState.Holds)];
        Guid[] waiting = [.. batch.Members.Where(member => member.State == BatchState.Waits).Select(member => member.ProposalId).OfType<Guid>()];
        var refused = waiting.Length == 0 ? null : (await waivers.WithdrawAsync(admin, waiting, reason, ct)).Refused;
        if (refused is null && holding.Length > 0)
        {
            refused = batch.Act == BatchAct.Give
                ? (await acts.EndAsync(admin, [.. holding.Select(member => member.CycleId)], reason, ct)).Refused
                : (await acts.UndoAsync(admin, holding.ToDictionary(member => member.CycleId, member => member.Number), reason, ct)).Refused;
        }

        return refused is not null ? refused : holding.Length + waiting.Length;
    }

    private FormFindings FindFaults(BatchForm form, int people, Viewer admin, int? validityMonths)
    {
        var findings = new FormFindings();
        findings.Add("People", people == 0 ? "nobody-chosen" : people > CycleActs.MostAtOnce ? "too-many" : null);
        findings.Add(nameof(form.Act), Enum.IsDefined(form.Act) ? null : "unknown");
        findings.Add(
            nameof(form.CourseId), form.CourseId.Length == 0 ? TypedText.Required : validityMonths is null && form.Act == BatchAct.Give ? "unknown" : null);
        if (form.Act == BatchAct.Give)
        {
            findings.Add(nameof(form.Days), form.Days is not { } days ? TypedText.Required : CycleActs.DaysFault(days, validityMonths ?? 1));
        }
        else
        {
            findings.Add(nameof(form.Until), form.Until is not { } until ? TypedText.Required : CycleActs.DayFault(until, calendar.Today));
            findings.Add(nameof(form.Reason), TypedText.LineFault(form.Reason, CycleActs.LongestReason));
        }

        if (form.Act == BatchAct.Waive)
        {
            findings.Add(nameof(form.ApproverId), form.ApproverId is not { } approver ? TypedText.Required : approver == admin.PersonId ? "proposer" : null);
        }

        return findings;
    }

    private async Task<BatchPreview> PlanAsync(
        LearningDbContext db, Viewer admin, BatchForm form, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var today = calendar.Today;
        var meant = await db.People.InScope(admin)
            .Where(person => people.Contains(person.Id))
            .OrderBy(person => person.SortKey).ThenBy(person => person.Id)
            .Select(person => new { person.Id, person.Name, Unit = person.Unit.NameIn(admin.Language), person.Active })
            .ToListAsync(ct);
        var records = await CourseRecord.ReadAsync(db, form.CourseId, [.. meant.Select(person => person.Id)], ct);
        var approver = form.Act == BatchAct.Waive ? form.ApproverId : null;
        HashSet<Guid> allowed = approver is { } id
            ? [.. await Approvers.AllowedBy(db, id, today).Where(person => people.Contains(person.Id)).Select(person => person.Id).ToListAsync(ct)]
            : [];
        HashSet<Guid> waiting = approver is null
            ? []
            : [.. await db.WaiverProposals
                .Where(proposal => proposal.Decision == null && people.Contains(proposal.PersonId))
                .Select(proposal => proposal.CycleId)
                .ToListAsync(ct)];
        return new BatchPreview(meant.ConvertAll(person =>
        {
            var record = records[person.Id];
            var open = record.Latest is { CompletedOn: null, WithdrawnOn: null } latest ? latest.Id : (Guid?)null;
            var due = open is null ? null : record.History.On(today).Due;
            var leftOut = !person.Active ? "not-employed"
                : form.Act == BatchAct.Give ? open is null ? null : "open-already"
                : open is null ? "nothing-open"
                : form.Act == BatchAct.Extend ? form.Until <= due ? "not-later" : null
                : waiting.Contains(open.Value) ? "waits-already"
                : approver == person.Id ? "self"
                : allowed.Contains(person.Id) ? null
                : "may-not-approve";
            var after = leftOut is not null ? null
                : form.Act == BatchAct.Give ? today.AddDays(form.Days!.Value)
                : form.Act == BatchAct.Extend ? form.Until
                : CycleActs.DueAfterWaiver(record, form.Until!.Value, today);
            return new BatchRow(person.Id, person.Name, person.Unit, open, due, after, leftOut);
        }));
    }
}
