using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>Waivers: an administrator proposes one, somebody else is asked, and only what they approve counts.</summary>
public sealed class WaiverService(LearningStore store, RefusedActs refusals, LocalCalendar calendar)
{
    private readonly ActOnCycles _each = new(store, refusals);

    /// <summary>Asks somebody to allow that nothing is asked until a day, included. Of several courses, all are proposed or none.</summary>
    /// <param name="cycles">Open ones.</param>
    /// <param name="approverId">Who may allow it for each of the people, and does not propose it: see <see cref="Approvers"/>.</param>
    /// <param name="batch">Of what is proposed for several people at once.</param>
    /// <returns>
    /// Refused with <see cref="Refusal.Invalid"/> at <c>Until</c>, <c>ApproverId</c>, <c>Reason</c>, or at <c>Cycle</c> where one waits already.
    /// </returns>
    public Task<Result<Done>> ProposeAsync(
        Viewer admin, IReadOnlyList<Guid> cycles, DateOnly until, Guid approverId, string reason, CancellationToken ct, Guid? batch = null)
    {
        ArgumentNullException.ThrowIfNull(admin);
        HashSet<Guid> allowed = [];
        HashSet<Guid> waiting = [];
        return _each.RunAsync(
            admin,
            cycles,
            reason,
            (write, record, open) =>
            {
                if (FaultOf(until, approverId, admin, record.PersonId, allowed) is { } fault)
                {
                    return fault;
                }

                if (waiting.Contains(open.Id))
                {
                    return new Refusal.Invalid("Cycle", "waits-already");
                }

                var why = write.Text(record.PersonId, reason.Trim());
                var proposal = WaiverProposal.Create(open, until, approverId, admin.PersonId, why.ToString(), batch);
                write.Db.WaiverProposals.Add(proposal);
                write.Record(
                    admin.Actor,
                    new WaiverProposed(proposal.Id, open.Id, record.PersonId, Slug.Of(record.CourseId), until, approverId, why),
                    proposal.Proposed);
                return null;
            },
            ct,
            first: async db =>
            {
                var people = await db.Cycles.Where(cycle => cycles.Contains(cycle.Id)).Select(cycle => cycle.PersonId).ToListAsync(ct);
                var fit = Approvers.AllowedBy(db, approverId, calendar.Today).Where(person => people.Contains(person.Id));
                allowed = [.. await fit.Select(person => person.Id).ToListAsync(ct)];
                waiting = [.. await db.WaiverProposals
                    .Where(proposal => cycles.Contains(proposal.CycleId) && proposal.Decision == null)
                    .Select(proposal => proposal.CycleId)
                    .ToListAsync(ct)];
                return null;
            });
    }

    /// <summary>Approves or refuses a waiver. For the person who is asked, as long as they may still allow it.</summary>
    /// <param name="reason">Required where it is refused.</param>
    /// <returns>
    /// Refused with <see cref="Refusal.Finished"/> where the course is not open any more, with <see cref="Refusal.Conflict"/> where it is decided.
    /// </returns>
    public Task<Result<Done>> DecideAsync(Viewer viewer, Guid proposalId, bool approve, string? reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.WriteAsync<Done>(
            async write =>
            {
                var (db, today) = (write.Db, calendar.Today);
                if (await db.WaiverProposals.FirstOrDefaultAsync(found => found.Id == proposalId, ct) is not { } proposal)
                {
                    return Refusal.NotFound;
                }

                if (proposal.ApproverId != viewer.PersonId
                    || !await Approvers.AllowedBy(db, viewer.PersonId, today).AnyAsync(person => person.Id == proposal.PersonId, ct))
                {
                    return refusals.Refuse(viewer, RefusedAct.Assignments);
                }

                if (FaultOf(proposal, approve, reason, today) is { } fault)
                {
                    return fault;
                }

                if (!approve)
                {
                    Decide(write, viewer, proposal, WaiverDecision.Refused, reason);
                    return new Done();
                }

                var record = (await CourseRecord.ReadAsync(db, proposal.CourseId, [proposal.PersonId], ct))[proposal.PersonId];
                if (record.Latest is not { CompletedOn: null, WithdrawnOn: null } open || open.Id != proposal.CycleId)
                {
                    return Refusal.Finished;
                }

                Decide(write, viewer, proposal, WaiverDecision.Approved, reason);
                CycleActs.Waive(write, viewer, record, open, proposal, today);
                return new Done();
            },
            ct);
    }

    /// <summary>Takes waivers back that nobody has decided, or none of them where one is. For administrators.</summary>
    public async Task<Result<Done>> WithdrawAsync(Viewer admin, IReadOnlyList<Guid> proposals, string? reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(proposals);
        return await _each.AdministerAsync<Done>(
            admin,
            async write =>
            {
                if (TypedText.OptionalLineFault(reason, CycleActs.LongestReason) is { } fault)
                {
                    return new Refusal.Invalid("Reason", fault);
                }

                var found = await write.Db.WaiverProposals.Where(proposal => proposals.Contains(proposal.Id)).ToListAsync(ct);
                if (found.Count != proposals.Distinct().Count() || found.Exists(proposal => proposal.Decision is not null))
                {
                    return found.Count != proposals.Distinct().Count() ? Refusal.NotFound : Refusal.Conflict;
                }

                found.ForEach(proposal => Decide(write, admin, proposal, WaiverDecision.Withdrawn, reason));
                return new Done();
            },
            ct);
    }

    private static void Decide(StoreWrite write, Viewer viewer, WaiverProposal proposal, WaiverDecision decision, string? reason)
    {
        var why = write.TextOrNone(proposal.PersonId, reason?.Trim());
        proposal.Decide(decision, why?.ToString());
        write.Record(
            viewer.Actor,
            new WaiverDecided(proposal.Id, proposal.CycleId, proposal.PersonId, Slug.Of(proposal.CourseId), decision, why),
            proposal.Decided);
    }

    private static Refusal? FaultOf(WaiverProposal proposal, bool approve, string? reason, DateOnly today)
    {
        if (proposal.Decision is not null)
        {
            return Refusal.Conflict;
        }

        var fault = approve ? TypedText.OptionalLineFault(reason, CycleActs.LongestReason) : TypedText.LineFault(reason, CycleActs.LongestReason);
        return fault is not null ? new Refusal.Invalid("Reason", fault)
            : approve && proposal.Until < today ? new Refusal.Invalid("Until", "past")
            : null;
    }

    private Refusal.Invalid? FaultOf(DateOnly until, Guid approverId, Viewer admin, Guid personId, HashSet<Guid> allowed) =>
        CycleActs.DayFault(until, calendar.Today) is { } fault ? new Refusal.Invalid("Until", fault)
        : approverId == Guid.Empty ? new Refusal.Invalid("ApproverId", TypedText.Required)
        : approverId == personId ? new Refusal.Invalid("ApproverId", "self")
        : approverId == admin.PersonId ? new Refusal.Invalid("ApproverId", "proposer")
        : allowed.Contains(personId) ? null
        : new Refusal.Invalid("ApproverId", "may-not-approve");
}
