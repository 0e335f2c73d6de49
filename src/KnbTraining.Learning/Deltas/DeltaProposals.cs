using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Deltas;

/// <summary>
/// Proposals to open a course about changed rules: an editor, who knows what was changed and why, prepares it; an administrator, who answers for what people are
/// asked to do, decides who gets it, or declines. For an edition one waits at a time.
/// </summary>
public sealed class DeltaProposals(LearningStore store, EditionStore editions, RefusedActs refusals, LocalCalendar calendar)
{
    private const int MostListed = 20;

    private readonly DeltaWeighing _weighing = new(editions, calendar);

    /// <summary>Whoever may edit the content.</summary>
    public static bool MayPropose(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Editor);
    }

    /// <summary>Proposes it. Nobody is asked for anything by that.</summary>
    /// <param name="form">Whom it means is not read: that is decided by whoever opens it.</param>
    /// <returns>
    /// The id of the proposal. Refused with <see cref="Refusal.Invalid"/> at the fields of <see cref="DeltaForm"/>; with <see cref="Refusal.Conflict"/> where one
    /// waits already.
    /// </returns>
    public async Task<Result<Guid>> ProposeAsync(Viewer viewer, DeltaForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(form);
        if (!MayPropose(viewer))
        {
            return refusals.Refuse(viewer, RefusedAct.Drafts);
        }

        var read = await _weighing.CheckAsync(form with { Whom = DeltaWhom.Certified }, ct);
        if (read.Value is not { } told)
        {
            return read.As<Guid>();
        }

        return await store.WriteAsync<Guid>(
            async write =>
            {
                await write.Db.LockNumbersAsync(NumberSeries.Deltas, ct);
                if (await write.Db.DeltaProposals.AnyAsync(one => one.EditionNumber == form.Edition && one.Decision == DeltaDecision.Waiting, ct))
                {
                    return Refusal.Conflict;
                }

                var rules = told.Rules.Select(rule => rule.RuleId).ToArray();
                var proposal = DeltaProposal.Propose(form.Edition, rules, form.Days!.Value, told.Reason, viewer.PersonId, calendar.Now);
                write.Db.DeltaProposals.Add(proposal);
                write.Record(
                    viewer.Actor,
                    new DeltaProposed(proposal.Id, form.Edition, [.. rules.Select(Slug.Of)], proposal.Days, RecordedReason.Of(write, told.Reason)));
                await DeltaNotices.ProposedAsync(write, proposal, calendar.Now, ct);
                return proposal.Id;
            },
            ct);
    }

    /// <summary>Takes back what the viewer has proposed.</summary>
    /// <returns>Refused with <see cref="Refusal.Conflict"/> where it was decided before.</returns>
    public Task<Result<Done>> WithdrawAsync(Viewer viewer, Guid id, CancellationToken ct) => MayPropose(viewer)
        ? CloseAsync(viewer, id, DeltaDecision.Withdrawn, null, ct)
        : Task.FromResult<Result<Done>>(refusals.Refuse(viewer, RefusedAct.Drafts));

    /// <summary>Opens no course for it. For administrators; whoever proposed it is told.</summary>
    /// <returns>Refused with <see cref="Refusal.Invalid"/> at <c>Declined</c>; with <see cref="Refusal.Conflict"/> where it was decided before.</returns>
    public Task<Result<Done>> DeclineAsync(Viewer admin, Guid id, string? reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(admin);
        return !admin.Is(Role.Administrator) ? Task.FromResult<Result<Done>>(refusals.Refuse(admin, RefusedAct.Assignments))
            : TypedText.LineFault(reason, DeltaCourse.LongestReason) is { } fault ? Task.FromResult<Result<Done>>(new Refusal.Invalid("Declined", fault))
            : CloseAsync(admin, id, DeltaDecision.Declined, reason!.Trim(), ct);
    }

    internal static Task DecideAsync(
        StoreWrite write, Viewer viewer, DeltaProposal proposal, DeltaDecision decision, string? reason, DateTimeOffset now, CancellationToken ct)
    {
        proposal.Decide(decision, viewer.PersonId, reason, now);
        write.Record(viewer.Actor, new DeltaProposalDecided(proposal.Id, proposal.EditionNumber, proposal.ProposerId, decision, write.TextOrNone(null, reason)));
        return DeltaNotices.DecidedAsync(write, proposal, now, ct);
    }

    /// <summary>Those of an edition, the newest first.</summary>
    internal static async Task<IReadOnlyList<ProposedDelta>> ListAsync(LearningDbContext db, Viewer viewer, int edition, LocalCalendar calendar, CancellationToken ct)
    {
        var rows = await (
            from proposal in db.DeltaProposals
            join person in db.People on proposal.ProposerId equals person.Id
            join other in db.People on proposal.DeciderId equals other.Id into others
            from decider in others.DefaultIfEmpty()
            where proposal.EditionNumber == edition
            orderby proposal.ProposedAt descending, proposal.Id
            select new { Proposal = proposal, person.Name, Decider = (string?)decider.Name }).Take(MostListed).ToListAsync(ct);
        return rows.ConvertAll(row => new ProposedDelta(
            row.Proposal.Id,
            row.Proposal.RuleIds,
            row.Proposal.Days,
            row.Proposal.ReasonText,
            row.Name,
            calendar.DateOf(row.Proposal.ProposedAt),
            row.Proposal.ProposerId == viewer.PersonId,
            row.Proposal.Decision,
            row.Decider,
            row.Proposal.DecidedAt is { } at ? calendar.DateOf(at) : null,
            row.Proposal.DecisionReason));
    }

    private Task<Result<Done>> CloseAsync(Viewer viewer, Guid id, DeltaDecision decision, string? reason, CancellationToken ct) => store.WriteAsync<Done>(
        async write =>
        {
            // Of two who decide at once, on two servers, the second finds it decided.
            await write.Db.LockNumbersAsync(NumberSeries.Deltas, ct);
            if (await write.Db.DeltaProposals.FirstOrDefaultAsync(one => one.Id == id, ct) is not { } proposal)
            {
                return Refusal.NotFound;
            }

            if (decision == DeltaDecision.Withdrawn && proposal.ProposerId != viewer.PersonId)
            {
                return refusals.Refuse(viewer, RefusedAct.Drafts);
            }

            if (proposal.Decision != DeltaDecision.Waiting)
            {
                return Refusal.Conflict;
            }

            await DecideAsync(write, viewer, proposal, decision, reason, calendar.Now, ct);
            return new Done();
        },
        ct);
}
