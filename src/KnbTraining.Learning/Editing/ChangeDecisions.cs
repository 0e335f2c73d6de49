using KnbTraining.Content.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>What a person had before them when they decided.</summary>
/// <param name="Hash">Of what the change holds: <see cref="ContentHash"/>.</param>
/// <param name="BaseEdition">The newest edition then.</param>
public sealed record ReadChange(int Number, string Hash, int BaseEdition)
{
    /// <summary>As many stale texts as this the person chose to publish, each language for itself; 0 for none. See <see cref="Content.Analysis.StaleText"/>.</summary>
    public int StaleTaken { get; init; }
}

/// <summary>Takes changes from draft through review to approval. Everybody decides about exactly what they read.</summary>
public sealed class ChangeDecisions(LearningStore store, ChangeWeighing weighing, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>A reviewer; or an administrator who also edits, for an organisation with few people. Neither approves a text of their own.</summary>
    public static bool MayReview(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Reviewer) || (viewer.Is(Role.Editor) && viewer.Is(Role.Administrator));
    }

    /// <summary>Keeps a revision and asks for a review. Only what passes the content check and says why it is made can be reviewed.</summary>
    /// <returns>
    /// Refused with <see cref="Refusal.Invalid"/> where the reason or every difference is missing, with <see cref="ContentFaults"/>, or with
    /// <see cref="NotAsRead"/>.
    /// </returns>
    public async Task<Result<Done>> AskReviewAsync(Viewer viewer, ReadChange read, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(read);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        var weighed = await weighing.WeighAsync(read, ct);
        if (weighed.Value is not { } weight)
        {
            return weighed.As<Done>();
        }

        return await ActAsync(
            read.Number,
            async (write, change) =>
            {
                if (change.Change.State is not (ChangeState.Draft or ChangeState.SentBack))
                {
                    return new WrongState(change.Change.State);
                }

                if (string.IsNullOrWhiteSpace(change.Change.Reason))
                {
                    return new Refusal.Invalid("Reason", TypedText.Required);
                }

                if (NewerThan(change, read) is { } newer)
                {
                    return newer;
                }

                await change.ReviseAsync(RevisionOccasion.Review, weight.Base.Number, calendar.Now, ct);
                change.Change.Become(ChangeState.InReview, calendar.Now);
                change.Step(ChangeStepKind.ReviewAsked, viewer.PersonId, calendar.Now);
                write.Record(viewer.Actor, new ChangeReviewAsked(read.Number, change.Change.Revision));
                return null;
            },
            ct);
    }

    /// <summary>Agrees with exactly what was read.</summary>
    /// <param name="note">What the approver wants to say; may be empty.</param>
    /// <returns>
    /// Refused with <see cref="FourEyesMissing"/> where the viewer wrote any of it, unless the organisation allows that; with
    /// <see cref="NotAsRead"/>, <see cref="ContentFaults"/>, or <see cref="WrongState"/>.
    /// </returns>
    public async Task<Result<Done>> ApproveAsync(Viewer viewer, ReadChange read, string note, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(read);
        if (!MayReview(viewer))
        {
            return refused.Refuse(viewer, RefusedAct.Publishing);
        }

        if (TypedText.OptionalLinesFault(note, TypedText.LongestNote) is { } fault)
        {
            return new Refusal.Invalid("Note", fault);
        }

        var weighed = await weighing.WeighAsync(read, ct);
        if (weighed.Value is not { } weight)
        {
            return weighed.As<Done>();
        }

        return await ActAsync(
            read.Number,
            async (write, change) =>
            {
                if (change.Change.State != ChangeState.InReview)
                {
                    return new WrongState(change.Change.State);
                }

                if (NewerThan(change, read) is { } newer)
                {
                    return newer;
                }

                string[] own = [.. change.Authors.Where(author => author.PersonId == viewer.PersonId).Select(author => author.Path).Distinct().Order(StringComparer.Ordinal)];
                if (own.Length > 0 && !(await FourEyesRelaxedAsync(write.Db, ct)))
                {
                    return new FourEyesMissing(own);
                }

                change.Change.Become(ChangeState.Approved, calendar.Now);
                change.Step(ChangeStepKind.Approved, viewer.PersonId, calendar.Now, (note ?? "").Trim())
                    .OfApproval(weight.Base.Number, weight.Impact, own.Length > 0);
                write.Record(
                    viewer.Actor,
                    new ChangeApproved(
                        read.Number, change.Change.Revision, Digest.Parse(read.Hash), weight.Base.Number, Digest.Parse(weight.Impact), own.Length > 0));
                return null;
            },
            ct);
    }

    /// <summary>Says what must be different. An approval falls by it.</summary>
    public Task<Result<Done>> SendBackAsync(Viewer viewer, ReadChange read, string reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(read);
        return !MayReview(viewer) ? Task.FromResult<Result<Done>>(refused.Refuse(viewer, RefusedAct.Publishing))
            : TypedText.LinesFault(reason, TypedText.LongestNote) is { } fault ? Task.FromResult<Result<Done>>(new Refusal.Invalid("Reason", fault))
            : ActAsync(
                read.Number,
                (write, change) =>
                {
                    if (change.Change.State is not (ChangeState.InReview or ChangeState.Approved))
                    {
                        return new WrongState(change.Change.State);
                    }

                    if (NewerThan(change, read) is { } newer)
                    {
                        return newer;
                    }

                    change.Step(ChangeStepKind.SentBack, viewer.PersonId, calendar.Now, reason.Trim());
                    change.Change.Become(ChangeState.SentBack, calendar.Now);
                    write.Record(viewer.Actor, new ChangeSentBack(read.Number, change.Change.Revision, write.Text(null, reason.Trim())));
                    return null;
                },
                ct);
    }

    /// <summary>Lets an approved change be published by itself on a day.</summary>
    /// <param name="day">After today; null where nothing shall happen by itself any more.</param>
    /// <returns>Refused with <see cref="StaleTextsLeft"/> where more texts are stale than the person chose to publish.</returns>
    public async Task<Result<Done>> PlanAsync(Viewer viewer, ReadChange read, DateOnly? day, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(read);
        var stale = day is null || !MayReview(viewer) ? 0 : (await weighing.FindStaleAsync(read.Number, ct) ?? []).Sum(text => text.Left.Count);
        return !MayReview(viewer) ? refused.Refuse(viewer, RefusedAct.Publishing)
            : day is { } on && (on <= calendar.Today || on > calendar.Today.AddYears(5)) ? new Refusal.Invalid("Day", "range")
            : await ActAsync(
                read.Number,
                (write, change) =>
                {
                    if (change.Change.State != ChangeState.Approved)
                    {
                        return new WrongState(change.Change.State);
                    }

                    if (NewerThan(change, read) is { } newer)
                    {
                        return newer;
                    }

                    if (change.Change.PublishOn == day)
                    {
                        return null;
                    }

                    if (stale > read.StaleTaken)
                    {
                        return new StaleTextsLeft(stale);
                    }

                    change.TakeStale(viewer.Actor, stale, calendar.Now);

                    change.Change.Plan(day, calendar.Now);
                    change.Step(day is null ? ChangeStepKind.PlanEnded : ChangeStepKind.Planned, viewer.PersonId, calendar.Now, day: day);
                    write.Record(viewer.Actor, new ChangePlanned(read.Number, day));
                    return null;
                },
                ct);
    }

    internal static async Task<bool> FourEyesRelaxedAsync(LearningDbContext db, CancellationToken ct) =>
        (await SettingsStore.NewestAsync(ct)(db))?.FourEyesRelaxed ?? OrganisationSettings.Default.FourEyesRelaxed;

    private static NotAsRead? NewerThan(ChangeWrite change, ReadChange read) => change.Hash == read.Hash
        ? null
        : new NotAsRead([.. change.Documents.Select(document => new PublishConflict(document.Path, PublishConflictReason.Newer))]);

    private Task<Result<Done>> ActAsync(int number, Func<StoreWrite, ChangeWrite, Refusal?> act, CancellationToken ct) =>
        ChangeWrite.ActAsync(store, number, (write, change) => Task.FromResult(act(write, change)), ct);

    private Task<Result<Done>> ActAsync(int number, Func<StoreWrite, ChangeWrite, Task<Refusal?>> act, CancellationToken ct) =>
        ChangeWrite.ActAsync(store, number, act, ct);
}
