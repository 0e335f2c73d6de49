using KnbTraining.Learning.Background;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>What was published.</summary>
/// <param name="EditionNumber">The new edition.</param>
/// <param name="ByAuthor">True where an author approved it: it went out without a second pair of eyes, because the organisation allows that.</param>
public sealed record PublishOutcome(int EditionNumber, bool ByAuthor);

/// <summary>Turns an approved change into an edition: all of it in one transaction, or none.</summary>
public sealed class ChangePublishing(
    LearningStore store, EditionStore editions, ChangeWeighing weighing, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>Publishes an approved change exactly as it was approved.</summary>
    /// <returns>
    /// Refused with <see cref="WrongState"/> where it is not approved, with <see cref="NotAsRead"/>, with <see cref="ContentFaults"/>, or with
    /// <see cref="StaleTextsLeft"/> where more texts are stale than the person chose to publish, or with <see cref="ApprovalVoid"/> where it means something else upon the newest edition than the approver read: then it is in review again.
    /// </returns>
    public async Task<Result<PublishOutcome>> PublishAsync(Viewer viewer, ReadChange read, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(read);
        return ChangeDecisions.MayReview(viewer)
            ? await RunAsync(viewer.Actor, viewer, read, ct)
            : refused.Refuse(viewer, RefusedAct.Publishing);
    }

    /// <summary>The numbers of approved changes whose day has come.</summary>
    internal Task<List<int>> FindDueAsync(CancellationToken ct)
    {
        var today = calendar.Today;
        return store.ReadAsync(
            db => db.ContentChanges
                .Where(change => change.State == ChangeState.Approved && change.PublishOn != null && change.PublishOn <= today)
                .OrderBy(change => change.PublishOn)
                .ThenBy(change => change.Number)
                .Select(change => change.Number)
                .ToListAsync(ct),
            ct);
    }

    /// <summary>Publishes a change whose day has come. Where that cannot be, it is sent back with the reason, and everybody concerned is told.</summary>
    internal async Task<Refusal?> PublishDueAsync(int number, CancellationToken ct)
    {
        var read = await store.ReadAsync(
            async db =>
            {
                var change = await db.ContentChanges.FirstAsync(one => one.Number == number, ct);
                var documents = await db.ChangeDocuments.Where(one => one.ChangeId == change.Id).ToListAsync(ct);
                return new ReadChange(number, ContentHash.Of(documents), await db.Editions.MaxAsync(edition => edition.Number, ct));
            },
            ct);
        var done = await RunAsync(Actor.Application, null, read, ct);
        return FailureOf(done.Refused) is { } failure ? await FailAsync(read, failure, ct)
            : done.Refused is WrongState ? null
            : done.Refused;
    }

    // What time alone does not mend. Anything else is tried again in the next round.
    private static PublishFailure? FailureOf(Refusal? refusal) => refusal switch
    {
        NotAsRead read when read.Documents.Any(document => document.Reason == PublishConflictReason.EditionMoved) => PublishFailure.EditionMoved,
        ContentFaults => PublishFailure.Findings,
        ApprovalVoid => PublishFailure.ImpactMoved,
        Refusal.Invalid => PublishFailure.Unchanged,
        _ => null,
    };

    private async Task<Result<PublishOutcome>> RunAsync(Actor actor, Viewer? viewer, ReadChange read, CancellationToken ct)
    {
        var approved = await store.ReadAsync(db => FindApprovalAsync(db, read.Number, ct), ct);
        if (approved.Value is not { } approval)
        {
            return approved.As<PublishOutcome>();
        }

        var weighed = await weighing.WeighAsync(read, ct);
        if (weighed.Value is not { } weight)
        {
            return weighed.As<PublishOutcome>();
        }

        if (weight.Base.Number != approval.BaseEdition && weight.Impact != approval.Impact)
        {
            var voided = await VoidAsync(actor, read.Number, weight.Base.Number, ct);
            return voided.Ok ? new ApprovalVoid(weight.Base.Number) : voided.As<PublishOutcome>();
        }

        var stale = (await weighing.FindStaleAsync(read.Number, ct) ?? []).Sum(text => text.Left.Count);

        // Who planned it has chosen then; what is approved has not changed since.
        if (viewer is not null && stale > read.StaleTaken)
        {
            return new StaleTextsLeft(stale);
        }

        var stored = await store.WriteAsync<NumberedEdition>(
            async write =>
            {
                // Asked again where it is written: the change and the edition may have moved during the compilation.
                var change = await ChangeWrite.ReadAsync(write, read.Number, ct);
                if (change is null)
                {
                    return Refusal.NotFound;
                }

                if (change.Change.State != ChangeState.Approved)
                {
                    return new WrongState(change.Change.State);
                }

                if (change.Hash != read.Hash)
                {
                    return new NotAsRead([.. change.Documents.Select(document => new PublishConflict(document.Path, PublishConflictReason.Newer))]);
                }

                await write.Db.LockNumbersAsync(NumberSeries.Editions, ct);
                return await write.Db.Editions.MaxAsync(edition => edition.Number, ct) == weight.Base.Number
                    ? await StoreAsync(write, actor, viewer, change, weight, approval, viewer is null ? 0 : stale, ct)
                    : Refusal.Conflict;
            },
            ct);
        if (stored.Value is not { } published)
        {
            return stored.As<PublishOutcome>();
        }

        editions.Activate(published);
        return new PublishOutcome(published.Number, approval.ByAuthor);
    }

    private async Task<NumberedEdition> StoreAsync(
        StoreWrite write, Actor actor, Viewer? viewer, ChangeWrite change, ChangeWeight weight, ChangeStep approval, int stale, CancellationToken ct)
    {
        var number = change.Change.Number;
        var name = viewer?.Name ?? await write.Db.People.Where(person => person.Id == approval.PersonId).Select(person => person.Name).FirstAsync(ct);
        change.TakeStale(actor, stale, calendar.Now);
        var added = await editions.AddAsync(write, weight.Edition, EditionOrigin.Editors, name, viewer?.PersonId ?? approval.PersonId, ct);
        write.Record(actor, new EditionPublished(added.Number, Digest.Parse(weight.Edition.Hash)));
        write.Record(actor, new ChangePublished(number, change.Change.Revision, added.Number, approval.PersonId!.Value));
        foreach (var document in change.Documents)
        {
            FactList<Guid> wrote = [.. change.Authors.Where(author => author.Path == document.Path).Select(author => author.PersonId)];
            var byAuthor = wrote.Contains(approval.PersonId!.Value);
            write.Record(
                actor,
                document.IsRetired
                    ? new DocumentRetired(added.Number, Slug.Of(document.Path), wrote, byAuthor)
                    : new DocumentPublished(added.Number, Slug.Of(document.Path), Digest.Of(document.Text), wrote, byAuthor));
        }

        change.Change.Publish(added.Number, calendar.Now);
        change.Step(ChangeStepKind.Published, viewer?.PersonId, calendar.Now);
        return added;
    }

    private static async Task<Result<ChangeStep>> FindApprovalAsync(LearningDbContext db, int number, CancellationToken ct)
    {
        var change = await db.ContentChanges.FirstOrDefaultAsync(one => one.Number == number, ct);
        if (change is null)
        {
            return Refusal.NotFound;
        }

        return change.State != ChangeState.Approved
            ? new WrongState(change.State)
            : await db.ChangeSteps
                .Where(step => step.ChangeId == change.Id && step.Kind == ChangeStepKind.Approved)
                .OrderByDescending(step => step.Number)
                .FirstAsync(ct);
    }

    private Task<Result<Done>> VoidAsync(Actor actor, int number, int edition, CancellationToken ct) => store.WriteAsync<Done>(
        async write =>
        {
            var change = await ChangeWrite.ReadAsync(write, number, ct);
            if (change?.Change.State != ChangeState.Approved)
            {
                return Refusal.Conflict;
            }

            change.Change.Become(ChangeState.InReview, calendar.Now);
            change.Step(ChangeStepKind.ApprovalVoided, actor.PersonId, calendar.Now);
            write.Record(actor, new ChangeApprovalVoided(number, change.Change.Revision, edition));
            return default(Done);
        },
        ct);

    private async Task<Refusal?> FailAsync(ReadChange read, PublishFailure failure, CancellationToken ct) => (await store.WriteAsync<Done>(
        async write =>
        {
            var change = await ChangeWrite.ReadAsync(write, read.Number, ct);
            if (change is null || change.Change.State is not (ChangeState.Approved or ChangeState.InReview))
            {
                return default(Done);
            }

            change.Step(ChangeStepKind.PublishingFailed, null, calendar.Now, failure.ToString());
            change.Change.Become(ChangeState.SentBack, calendar.Now);
            write.Record(Actor.Application, new ChangePublishingFailed(read.Number, change.Change.Revision, failure));
            return default(Done);
        },
        ct)).Refused;
}

/// <summary>Publishes approved changes on their day.</summary>
public sealed class PlannedPublishing(
    ChangePublishing publishing, BackgroundTroubles troubles, SweepLeases leases, TimeProvider clock, Microsoft.Extensions.Logging.ILogger<PlannedPublishing> logger)
    : Sweep("publishing changes", TimeSpan.FromMinutes(1), troubles, clock, logger, leases)
{
    protected override async Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
        [.. (await publishing.FindDueAsync(ct)).Select(number => new SweepPiece(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"change {number}"), token => publishing.PublishDueAsync(number, token)))];
}
