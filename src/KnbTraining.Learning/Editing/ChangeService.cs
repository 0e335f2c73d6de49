using KnbTraining.Content.Analysis;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Editing;

/// <summary>What a person had before them when they decided.</summary>
/// <param name="Hash">Of what the change holds: <see cref="ContentHash"/>.</param>
/// <param name="BaseEdition">The newest edition then.</param>
public sealed record ReadChange(int Number, string Hash, int BaseEdition);

/// <summary>Opens changes, and takes them from draft through review to approval. What they hold is written by <see cref="DocumentSaving"/>.</summary>
public sealed class ChangeService(
    LearningStore store, EditionStore editions, DraftCheck check, RefusedActs refused, LocalCalendar calendar)
{
    public const int LongestTitle = 200;

    /// <summary>A reviewer; or an administrator who also edits, for an organisation with few people. Neither approves a text of their own.</summary>
    public static bool MayReview(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Reviewer) || (viewer.Is(Role.Editor) && viewer.Is(Role.Administrator));
    }

    /// <returns>The number of the change.</returns>
    public async Task<Result<int>> OpenAsync(Viewer viewer, string title, string reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        if (WrongWords(title, reason, reasonNeeded: false) is { } wrong)
        {
            return wrong;
        }

        return await store.WriteAsync<int>(
            async write => (await ChangeWrite.OpenAsync(write, viewer, title.Trim(), reason.Trim(), calendar.Now, ct)).Change.Number, ct);
    }

    /// <summary>Says what a change is called and why it is made.</summary>
    /// <param name="readVersion">The version of the change that was read.</param>
    public Task<Result<Done>> DescribeAsync(Viewer viewer, int number, string title, string reason, int readVersion, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return !viewer.Is(Role.Editor) ? Task.FromResult<Result<Done>>(refused.Refuse(viewer, RefusedAct.Drafts))
            : WrongWords(title, reason, reasonNeeded: false) is { } wrong ? Task.FromResult<Result<Done>>(wrong)
            : ActAsync(
                number,
                (write, change) =>
                {
                    if (change.Change.Version != readVersion)
                    {
                        return Refusal.Conflict;
                    }

                    change.Change.Describe(title.Trim(), reason.Trim(), calendar.Now);
                    write.Record(viewer.Actor, new ChangeDescribed(number, write.Text(null, title.Trim()), write.TextOrNone(null, reason.Trim())));
                    return null;
                },
                ct);
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

        var weighed = await WeighAsync(read, ct);
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

        var weighed = await WeighAsync(read, ct);
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

    /// <summary>Gives a change up. It stays readable.</summary>
    public async Task<Result<Done>> WithdrawAsync(Viewer viewer, int number, string reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Editor))
        {
            return refused.Refuse(viewer, RefusedAct.Drafts);
        }

        if (TypedText.OptionalLinesFault(reason, TypedText.LongestNote) is { } fault)
        {
            return new Refusal.Invalid("Reason", fault);
        }

        var current = await editions.NewestAsync(ct);
        return await ActAsync(
            number,
            async (write, change) =>
            {
                if (!change.Change.IsOpen)
                {
                    return new WrongState(change.Change.State);
                }

                await change.ReviseAsync(RevisionOccasion.Left, current.Number, calendar.Now, ct);
                change.Change.Become(ChangeState.Withdrawn, calendar.Now);
                change.Step(ChangeStepKind.Withdrawn, viewer.PersonId, calendar.Now, (reason ?? "").Trim());
                write.Record(viewer.Actor, new ChangeWithdrawn(number, write.TextOrNone(null, (reason ?? "").Trim())));
                return null;
            },
            ct);
    }

    /// <summary>Lets an approved change be published by itself on a day.</summary>
    /// <param name="day">After today; null where nothing shall happen by itself any more.</param>
    public Task<Result<Done>> PlanAsync(Viewer viewer, ReadChange read, DateOnly? day, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(read);
        return !MayReview(viewer) ? Task.FromResult<Result<Done>>(refused.Refuse(viewer, RefusedAct.Publishing))
            : day is { } on && (on <= calendar.Today || on > calendar.Today.AddYears(5)) ? Task.FromResult<Result<Done>>(new Refusal.Invalid("Day", "range"))
            : ActAsync(
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

                    change.Change.Plan(day, calendar.Now);
                    change.Step(day is null ? ChangeStepKind.PlanEnded : ChangeStepKind.Planned, viewer.PersonId, calendar.Now, day: day);
                    write.Record(viewer.Actor, new ChangePlanned(read.Number, day));
                    return null;
                },
                ct);
    }

    /// <summary>Says something about a place in a change, or answers what somebody said.</summary>
    public Task<Result<Done>> CommentAsync(Viewer viewer, int number, CommentPlace place, string text, Guid? answers, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(place);
        if (!EditingQueries.MayRead(viewer))
        {
            return Task.FromResult<Result<Done>>(refused.Refuse(viewer, RefusedAct.Drafts));
        }

        if (TypedText.LinesFault(text, TypedText.LongestNote) is { } fault)
        {
            return Task.FromResult<Result<Done>>(new Refusal.Invalid("Text", fault));
        }

        var at = place with { Quote = place.Quote.Length > CommentPlace.LongestQuote ? place.Quote[..CommentPlace.LongestQuote] : place.Quote };
        return ActAsync(
            number,
            async (write, change) =>
            {
                if (at.Path.Length > 0 && !change.Documents.Exists(document => document.Path == at.Path))
                {
                    return Refusal.NotFound;
                }

                if (answers is { } id && !await write.Db.ChangeComments.AnyAsync(one => one.Id == id && one.ChangeId == change.Change.Id && one.AnswersId == null, ct))
                {
                    return Refusal.NotFound;
                }

                var comment = ChangeComment.Create(change.Change.Id, change.Change.Revision, at, text.Trim(), viewer.PersonId, answers, calendar.Now);
                write.Db.ChangeComments.Add(comment);
                write.Record(
                    viewer.Actor,
                    new ChangeCommented(number, comment.Id, at.Path.Length == 0 ? null : Slug.Of(at.Path), write.Text(null, comment.Text)));
                return null;
            },
            ct);
    }

    /// <summary>Says that what a comment asked for is done, or needs nothing. It and its answers stay readable.</summary>
    public Task<Result<Done>> SettleAsync(Viewer viewer, int number, Guid comment, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return !EditingQueries.MayRead(viewer) ? Task.FromResult<Result<Done>>(refused.Refuse(viewer, RefusedAct.Drafts))
            : ActAsync(
                number,
                async (write, change) =>
                {
                    var found = await write.Db.ChangeComments.FirstOrDefaultAsync(one => one.Id == comment && one.ChangeId == change.Change.Id, ct);
                    if (found is null)
                    {
                        return Refusal.NotFound;
                    }

                    if (found.SettledAt is null)
                    {
                        found.Settle(viewer.PersonId, calendar.Now);
                        write.Record(viewer.Actor, new ChangeCommentSettled(number, comment));
                    }

                    return null;
                },
                ct);
    }

    /// <summary>
    /// What the change means upon the newest edition. Refused where that is not the one that was read, where a document moved, where the check finds
    /// something, or where nothing differs.
    /// </summary>
    internal async Task<Result<ChangeWeight>> WeighAsync(ReadChange read, CancellationToken ct)
    {
        var current = await editions.NewestAsync(ct);
        var found = await store.ReadAsync(
            async db =>
            {
                var change = await db.ContentChanges.FirstOrDefaultAsync(one => one.Number == read.Number, ct);
                return change is null ? null : await db.ChangeDocuments.Where(one => one.ChangeId == change.Id).ToListAsync(ct);
            },
            ct);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        if (found.Count == 0)
        {
            return new Refusal.Invalid("Documents", TypedText.Required);
        }

        if (ContentHash.Of(found) != read.Hash)
        {
            return new NotAsRead([.. found.Select(document => new PublishConflict(document.Path, PublishConflictReason.Newer))]);
        }

        var newest = current.Edition.Documents.All.ToDictionary(one => one.Key, one => DocumentBlob.HashOf(one.Value), StringComparer.Ordinal);
        if (ChangeWrite.Moved(found, newest).ToArray() is { Length: > 0 } moved)
        {
            return new NotAsRead([.. moved.Order(StringComparer.Ordinal).Select(path => new PublishConflict(path, PublishConflictReason.EditionMoved))]);
        }

        var compilation = await check.CompileAsync(
            current.Edition, found.Select(one => new DocumentEdit(one.Path, one.IsRetired ? null : one.Text)), ct);
        if (compilation.Edition is not { } edition)
        {
            return new ContentFaults(compilation.Findings);
        }

        if (edition.Hash == current.Edition.Hash)
        {
            return new Refusal.Invalid("Documents", "unchanged");
        }

        var impact = await Task.Run(() => Impact.Of(current.Edition, edition, calendar.Today), ct);
        return new ChangeWeight(current, edition, impact.Digest);
    }

    internal static async Task<bool> FourEyesRelaxedAsync(LearningDbContext db, CancellationToken ct) =>
        (await SettingsStore.NewestAsync(ct)(db))?.FourEyesRelaxed ?? OrganisationSettings.Default.FourEyesRelaxed;

    private static NotAsRead? NewerThan(ChangeWrite change, ReadChange read) => change.Hash == read.Hash
        ? null
        : new NotAsRead([.. change.Documents.Select(document => new PublishConflict(document.Path, PublishConflictReason.Newer))]);

    private static Refusal.Invalid? WrongWords(string title, string reason, bool reasonNeeded)
    {
        List<FormFinding> findings = [];
        if (TypedText.LineFault(title, LongestTitle) is { } wrongTitle)
        {
            findings.Add(new FormFinding("Title", wrongTitle));
        }

        if ((reasonNeeded ? TypedText.LinesFault(reason, TypedText.LongestNote) : TypedText.OptionalLinesFault(reason, TypedText.LongestNote)) is { } wrongReason)
        {
            findings.Add(new FormFinding("Reason", wrongReason));
        }

        return findings.Count == 0 ? null : new Refusal.Invalid(FormFindings.Of([.. findings]));
    }

    private Task<Result<Done>> ActAsync(int number, Func<StoreWrite, ChangeWrite, Refusal?> act, CancellationToken ct) =>
        ActAsync(number, (write, change) => Task.FromResult(act(write, change)), ct);

    private Task<Result<Done>> ActAsync(int number, Func<StoreWrite, ChangeWrite, Task<Refusal?>> act, CancellationToken ct) => store.WriteAsync<Done>(
        async write => await ChangeWrite.ReadAsync(write, number, ct) is not { } change ? Refusal.NotFound
            : await act(write, change) is { } refusal ? refusal
            : default(Done),
        ct);
}

/// <summary>What a change means upon an edition.</summary>
/// <param name="Base">That edition.</param>
/// <param name="Edition">What would come of it.</param>
/// <param name="Impact">Digest of what differs between the two.</param>
internal sealed record ChangeWeight(NumberedEdition Base, Edition Edition, string Impact);
