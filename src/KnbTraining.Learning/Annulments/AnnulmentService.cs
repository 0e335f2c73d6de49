using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Annulments;

/// <summary>Takes questions that were found wrong out of gradings: an editor proposes it, somebody else approves exactly what they have read.</summary>
public sealed class AnnulmentService(
    LearningStore store, EditionStore editions, RegradingQueries regrading, AnnulmentCarrying carrying, RefusedActs refused, LocalCalendar calendar)
{
    public const int LongestReason = 500;

    private readonly AnnulmentWeighing _weighing = new(editions, calendar);

    /// <summary>Whoever may edit the content.</summary>
    public static bool MayPropose(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Editor);
    }

    /// <summary>Whoever may approve changes of the content.</summary>
    public static bool MayDecide(Viewer viewer) => ChangeDecisions.MayReview(viewer);

    /// <param name="reason">Why, in words that everybody concerned may read.</param>
    /// <returns>
    /// The id of the proposal. Refused with <see cref="Refusal.Invalid"/> at the fields of <see cref="RegradingForm"/>, at <c>Reason</c>, or at <c>Wrong</c> where
    /// the same waits already or is being carried out.
    /// </returns>
    public async Task<Result<Guid>> ProposeAsync(Viewer viewer, RegradingForm form, string? reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(form);
        if (!MayPropose(viewer))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        if (TypedText.LineFault(reason, LongestReason) is { } fault)
        {
            return new Refusal.Invalid("Reason", fault);
        }

        var read = await regrading.ReadAsync(form, ct);
        if (read.Value is not { } meant)
        {
            return read.As<Guid>();
        }

        var weighed = await regrading.WeighAsync(meant.What, ct);
        return await store.WriteAsync<Guid>(
            async write =>
            {
                var (db, what, figures) = (write.Db, meant.What, weighed.Figures);
                if (await db.Annulments.AnyAsync(one => one.Subject == what.Subject && (one.State == AnnulmentState.Proposed || one.State == AnnulmentState.Running), ct))
                {
                    return new Refusal.Invalid(nameof(form.Wrong), "waits-already");
                }

                var why = write.Text(null, reason!.Trim());
                var proposed = Annulment.Propose(what, meant.RuleId, viewer.PersonId, why.ToString(), weighed.Effect.ToString(), figures);
                db.Annulments.Add(proposed);
                var isItem = Item.TryReadId(what.Subject, out var family, out var variant);
                write.Record(
                    viewer.Actor,
                    new AnnulmentProposed(
                        proposed.Id,
                        what.Kind,
                        Slug.Of(isItem ? family : what.Subject),
                        isItem ? variant : null,
                        what.From,
                        what.To,
                        what.Treatment,
                        figures.Exams,
                        figures.Lost,
                        figures.Gained,
                        weighed.Effect,
                        why),
                    proposed.Proposed);
                return proposed.Id;
            },
            ct);
    }

    /// <summary>Approves a proposal. From then on it counts for every grading; what is not carried out in this transaction goes on in the background.</summary>
    /// <param name="effect">Of the figures that were read: <see cref="RegradingPreview.Effect"/>.</param>
    /// <returns>
    /// Refused with <see cref="OwnProposal"/> where the viewer proposed it, unless the organisation allows that; with <see cref="EffectMoved"/> where it would do
    /// something else than was read; with <see cref="Refusal.Conflict"/> where it was decided before.
    /// </returns>
    public async Task<Result<Done>> ApproveAsync(Viewer viewer, Guid id, string effect, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!MayDecide(viewer))
        {
            return refused.Refuse(viewer, RefusedAct.Publishing);
        }

        if (await store.ReadAsync(db => db.Annulments.FirstOrDefaultAsync(one => one.Id == id, ct), ct) is not { } known)
        {
            return Refusal.NotFound;
        }

        if (known.State != AnnulmentState.Proposed)
        {
            return Refusal.Conflict;
        }

        // Weighed before the write begins, so that nobody else's answer waits for it; the write asks whether anything came in between.
        var weighed = await store.ReadAsync(db => _weighing.WeighAsync(db, known.TakenOut, ct), ct);
        if (weighed.Effect.ToString() != effect)
        {
            return new EffectMoved(weighed.Exams.Count);
        }

        await carrying.WarmUpAsync(known, ct);
        return await store.WriteAsync<Done>(
            async write =>
            {
                var db = write.Db;
                var annulment = await db.Annulments.FirstAsync(one => one.Id == id, ct);
                if (annulment.State != AnnulmentState.Proposed)
                {
                    return Refusal.Conflict;
                }

                if (annulment.ProposerId == viewer.PersonId && !await ChangeDecisions.FourEyesRelaxedAsync(db, ct))
                {
                    return new OwnProposal(id);
                }

                var exams = await AnnulmentWeighing.Touched(db, known.TakenOut).CountAsync(ct);
                if (exams != weighed.Exams.Count)
                {
                    return new EffectMoved(exams);
                }

                var figures = weighed.Figures;
                annulment.Approve(viewer.PersonId, effect, figures);
                write.Record(
                    viewer.Actor,
                    new AnnulmentDecided(
                        id, annulment.ProposerId, AnnulmentDecision.Approved, figures.Exams, figures.Lost, figures.Gained, weighed.Effect, annulment.ByProposer, null),
                    annulment.Decided);
                await db.SaveChangesAsync(ct);
                _ = await carrying.CarryOutAsync(write, annulment, ct);
                return new Done();
            },
            ct);
    }

    /// <summary>Rejects a proposal. For those who may approve it.</summary>
    /// <returns>Refused with <see cref="Refusal.Invalid"/> at <c>Reason</c>; with <see cref="Refusal.Conflict"/> where it was decided before.</returns>
    public Task<Result<Done>> RejectAsync(Viewer viewer, Guid id, string? reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return !MayDecide(viewer) ? Task.FromResult<Result<Done>>(refused.Refuse(viewer, RefusedAct.Publishing))
            : TypedText.LineFault(reason, LongestReason) is { } fault ? Task.FromResult<Result<Done>>(new Refusal.Invalid("Reason", fault))
            : CloseAsync(viewer, id, AnnulmentDecision.Rejected, reason!, ct);
    }

    /// <summary>Takes back what the viewer has proposed.</summary>
    public Task<Result<Done>> WithdrawAsync(Viewer viewer, Guid id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return MayPropose(viewer)
            ? CloseAsync(viewer, id, AnnulmentDecision.Withdrawn, null, ct)
            : Task.FromResult<Result<Done>>(refused.Refuse(viewer, RefusedAct.Drafts));
    }

    private Task<Result<Done>> CloseAsync(Viewer viewer, Guid id, AnnulmentDecision decision, string? reason, CancellationToken ct) => store.WriteAsync<Done>(
        async write =>
        {
            if (await write.Db.Annulments.FirstOrDefaultAsync(one => one.Id == id, ct) is not { } annulment)
            {
                return Refusal.NotFound;
            }

            if (decision == AnnulmentDecision.Withdrawn && annulment.ProposerId != viewer.PersonId)
            {
                return refused.Refuse(viewer, RefusedAct.Drafts);
            }

            if (annulment.State != AnnulmentState.Proposed)
            {
                return Refusal.Conflict;
            }

            var why = write.TextOrNone(null, reason?.Trim());
            annulment.Close(decision == AnnulmentDecision.Rejected ? AnnulmentState.Rejected : AnnulmentState.Withdrawn, viewer.PersonId, why?.ToString());
            write.Record(
                viewer.Actor,
                new AnnulmentDecided(id, annulment.ProposerId, decision, annulment.Exams, annulment.Lost, annulment.Gained, null, false, why),
                annulment.Decided);
            return new Done();
        },
        ct);
}
