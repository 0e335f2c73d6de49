using System.Runtime.InteropServices;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Attempts;

/// <summary>Taking an attempt: start, answer, say how sure, flag, submit. Nothing that was acknowledged is ever lost.</summary>
public sealed class AttemptService(
    LearningStore store,
    OpenForms forms,
    AttemptStart start,
    AttemptGrading grading,
    AnswerWriter writer,
    ClaimNews news,
    RefusedActs refused,
    TimeProvider clock,
    ILogger<AttemptService> logger)
{
    /// <summary>A new attempt, or the one that is open.</summary>
    /// <returns>
    /// Refused with <see cref="Refusal.CoolDown"/> where too many exams failed; with
    /// <see cref="Refusal.NothingDue"/> where there is nothing to refresh.
    /// </returns>
    public Task<Result<Guid>> StartAsync(Viewer viewer, string courseId, AttemptMode mode, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(courseId);
        return start.StartAsync(viewer, courseId, mode, language, ct);
    }

    /// <summary>Gives the attempt to a page. The page that had it before is told, and its later steps are refused.</summary>
    /// <param name="claimId">Made by the page; its steps carry it.</param>
    /// <param name="instead">The claim that the page held before it loaded again by itself: refused with <see cref="Refusal.TakenOver"/> where
    /// another page holds the attempt. Null where a person came: then it is taken over.</param>
    /// <returns>When it was claimed.</returns>
    public async Task<Result<DateTimeOffset>> ClaimAsync(Viewer viewer, Guid attemptId, Guid claimId, Guid? instead, CancellationToken ct)
    {
        var claimed = await WriteAsync(viewer, attemptId, null, StepKind.Claimed, _ => default(string), new SentStep(claimId, instead), ct);
        if (claimed.Ok)
        {
            await news.TellAsync(attemptId, new AttemptClaim(claimId, claimed.Value));
        }

        return claimed;
    }

    /// <summary>
    /// Stores an answer; an empty response takes the answer back. Outside exams the key follows at once, so there only a
    /// complete answer is taken, and only the first.
    /// </summary>
    /// <returns>When it was saved; returned only after the commit. Refused with <see cref="Refusal.TakenOver"/> where another page holds the attempt.</returns>
    public Task<Result<DateTimeOffset>> AnswerAsync(
        Viewer viewer, Guid attemptId, int position, IReadOnlyList<string> response, SentStep step, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(response);
        return WriteAsync(viewer, attemptId, position, StepKind.Answered, form => Check(form.Items[position], form.Mode, response), step, ct);
    }

    /// <summary>Stores how sure the learner is of an answer; stating it again replaces it, and the score never depends on it.</summary>
    public Task<Result<DateTimeOffset>> StateCertaintyAsync(
        Viewer viewer, Guid attemptId, int position, Certainty certainty, SentStep step, CancellationToken ct)
    {
        var word = CertaintyWord.Of(certainty);
        return WriteAsync(viewer, attemptId, position, StepKind.Certainty, _ => word, step, ct);
    }

    /// <summary>Marks an item for another look, or takes the mark back.</summary>
    public Task<Result<DateTimeOffset>> FlagAsync(Viewer viewer, Guid attemptId, int position, bool flagged, CancellationToken ct) =>
        FlagAsync(viewer, attemptId, position, flagged, Guid.CreateVersion7(clock.GetUtcNow()), ct);

    /// <summary>Marks an item for another look, or takes the mark back.</summary>
    public Task<Result<DateTimeOffset>> FlagAsync(Viewer viewer, Guid attemptId, int position, bool flagged, SentStep step, CancellationToken ct) =>
        WriteAsync(viewer, attemptId, position, StepKind.Flagged, _ => flagged ? "1" : "0", step, ct);

    /// <summary>Grades the attempt by its own edition, without a page's claim. Submitting twice grades once.</summary>
    public Task<Result<Guid>> SubmitAsync(Viewer viewer, Guid attemptId, CancellationToken ct) => SubmitAsync(viewer, attemptId, null, ct);

    /// <summary>Grades the attempt by its own edition. Submitting twice grades once.</summary>
    /// <param name="claim">
    /// The claim under which the page works: refused with <see cref="Refusal.TakenOver"/> where another page holds the attempt,
    /// whose reader may be in the middle of an answer. Null where no page does.
    /// </param>
    public async Task<Result<Guid>> SubmitAsync(Viewer viewer, Guid attemptId, Guid? claim, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var form = await FindOwnAsync(viewer, attemptId, null, ct);
        if (form.Value is not { } own)
        {
            return form.As<Guid>();
        }

        // An answer given before the submission counts, even if its commit is still to come.
        await writer.FlushAsync(ct);
        return await grading.CloseAsync(attemptId, own.EditionNumber, claim, viewer.Actor, ct);
    }

    /// <summary>The attempts whose deadline has passed and that are not graded yet.</summary>
    public Task<List<OverdueAttempt>> FindOverdueAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return store.ReadAsync(
            db => db.Attempts
                .Where(attempt => attempt.State == AttemptState.Open && attempt.Deadline <= now)
                .Select(attempt => new OverdueAttempt(attempt.Id, attempt.EditionNumber))
                .ToListAsync(ct),
            ct);
    }

    /// <summary>Grades one of them, with what is stored.</summary>
    public Task<Result<Guid>> CloseOverdueAsync(OverdueAttempt overdue, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(overdue);
        return grading.CloseAsync(overdue.Id, overdue.EditionNumber, null, Actor.Application, ct);
    }

    // The one way of every step: received now, for an attempt of one's own, and stored by the writer.
    private async Task<Result<DateTimeOffset>> WriteAsync(
        Viewer viewer, Guid attemptId, int? position, StepKind kind, Func<OpenForm, Result<string>> read, SentStep step, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var receivedAt = clock.GetUtcNow();
        var form = await FindOwnAsync(viewer, attemptId, position, ct);
        if (form.Value is not { } own)
        {
            return form.As<DateTimeOffset>();
        }

        var response = read(own);
        return response.Ok
            ? await writer.WriteAsync(new PendingStep(step, own.AttemptNumber, kind, position, response.Value, receivedAt), ct)
            : response.As<DateTimeOffset>();
    }

    private static Result<string> Check(Item item, AttemptMode mode, IReadOnlyList<string> response)
    {
        var kind = QuestionKinds.Of(item);
        if (kind.Reject(item, response) is not null)
        {
            return Refusal.UnknownOption;
        }

        return mode.TellsAtOnce() && !kind.IsComplete(item, [.. response])
            ? new Refusal.Invalid("Response", "incomplete")
            : AttemptStep.Join(response);
    }

    private async Task<Result<OpenForm>> FindOwnAsync(Viewer viewer, Guid attemptId, int? position, CancellationToken ct)
    {
        var form = await forms.FindAsync(attemptId, ct);
        if (form.Value is not { } found)
        {
            return form;
        }

        if (found.PersonId != viewer.PersonId)
        {
            refused.Count(viewer.PersonId, RefusedAct.Record);
            logger.LogWarning("{Refusal}: person {Person} asked for attempt {Attempt}", RefusalKind.NotYours, viewer.PersonId, attemptId);
            return Refusal.NotFound;
        }

        return position is { } asked && !found.Items.ContainsKey(asked) ? Refusal.NotFound : form;
    }
}

/// <summary>An attempt whose deadline has passed.</summary>
public sealed record OverdueAttempt(Guid Id, int EditionNumber);

/// <summary>A step as a page sends it.</summary>
/// <param name="Id">Made once for each step by whoever sends it: sending it again stores nothing and is answered alike.</param>
/// <param name="Claim">The claim under which the page works; null where no page does, and so nobody can have taken over.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SentStep(Guid Id, Guid? Claim = null)
{
    public static implicit operator SentStep(Guid id) => new(id);
}
