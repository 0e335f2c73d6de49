using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Attempts;

public sealed class AttemptQueries(
    LearningStore store, EditionStore editions, OpenForms forms, IEarnedCertificates certificates, RefusedActs refused, ILogger<AttemptQueries> logger)
{
    private static readonly Func<LearningDbContext, long, Task<AttemptProgress?>> ProgressOf = EF.CompileAsyncQuery(
        (LearningDbContext db, long number) => db.Attempts
            .Where(attempt => attempt.Number == number)
            .Select(attempt => new AttemptProgress(attempt.State, attempt.Deadline, attempt.ClaimId, attempt.ClaimedAt))
            .FirstOrDefault());

    /// <summary>Most attempts listed for one person.</summary>
    public const int Listed = 100;

    /// <summary>The attempt as its owner works on it, with all items.</summary>
    public Task<Result<AttemptView>> FindAsync(Viewer viewer, Guid attemptId, string language, CancellationToken ct) =>
        ViewAsync(viewer, attemptId, null, language, ct);

    /// <summary>The attempt with one of its items, so that a page that shows one item renders the texts of one.</summary>
    /// <returns>No items where the attempt has none at that position.</returns>
    public Task<Result<AttemptView>> FindItemAsync(Viewer viewer, Guid attemptId, int position, string language, CancellationToken ct) =>
        ViewAsync(viewer, attemptId, position, language, ct);

    /// <summary>The result, for the owner and for those who see the owner in their scope.</summary>
    /// <returns>Refused with <see cref="Refusal.Conflict"/> while the attempt is open.</returns>
    public async Task<Result<AttemptResultView>> ResultAsync(Viewer viewer, Guid attemptId, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (record, person, certificate, annulments, reasons) = await store.ReadAsync(
            async db =>
            {
                var found = await AttemptRecord.ReadAsync(db, attemptId, ct);
                var owner = found is null
                    ? null
                    : await db.People.InScope(viewer).Where(p => p.Id == found.Attempt.PersonId).Select(p => p.Name).FirstOrDefaultAsync(ct);
                var number = owner is null
                    ? null
                    : await certificates.FindNumberAsync(db, attemptId, ct);
                var inForce = owner is null ? new AnnulmentsInForce([]) : await AnnulmentsInForce.ReadAsync(db, ct);
                return (found, owner, number, inForce, owner is null ? [] : await ReasonsAsync(db, found!.Attempt, ct));
            },
            ct);
        if (record is null)
        {
            return Refusal.NotFound;
        }

        if (person is null)
        {
            return Foreign<AttemptResultView>(viewer, attemptId);
        }

        return record.Attempt.State == AttemptState.Graded
            ? ResultView.Of(record, person, await editions.ItemsOfAsync(record.Attempt, ct), annulments, reasons, language) with { CertificateNumber = certificate }
            : Refusal.Conflict;
    }

    /// <summary>Feedback on one answer while the attempt is open: never in an exam, and only where the answer is complete.</summary>
    /// <returns>Refused with <see cref="Refusal.NotAllowed"/> for exams, with <see cref="Refusal.Conflict"/> where the answer is not complete.</returns>
    public async Task<Result<ResultItemView>> FeedbackAsync(Viewer viewer, Guid attemptId, int position, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var record = await store.ReadAsync(db => AttemptRecord.ReadAsync(db, attemptId, ct), ct);
        if (record?.Attempt.Items.FirstOrDefault(entry => entry.Position == position) is not { } asked)
        {
            return Refusal.NotFound;
        }

        if (record.Attempt.PersonId != viewer.PersonId)
        {
            return Foreign<ResultItemView>(viewer, attemptId);
        }

        if (!record.Attempt.Mode.TellsAtOnce())
        {
            return Refusal.NotAllowed;
        }

        var bank = await editions.ItemsOfAsync(record.Attempt, ct);
        var item = Grader.ItemOf(bank, asked.ItemId);
        return QuestionKinds.Of(item).IsComplete(item, record.Answers.ResponseTo(position))
            ? ResultView.ItemOf(record, asked, bank, language)
            : Refusal.Conflict;
    }

    /// <summary>The viewer's own attempts, newest first.</summary>
    public async Task<IReadOnlyList<AttemptRow>> MineAsync(Viewer viewer, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var courses = (await editions.CurrentAsync(ct)).Edition.EveryCourse;
        return await store.ReadAsync(
            async db =>
            {
                var attempts = await db.Attempts.Include(attempt => attempt.Regrades).AsSplitQuery()
                    .Where(attempt => attempt.PersonId == viewer.PersonId)
                    .OrderByDescending(attempt => attempt.StartedAt).ThenByDescending(attempt => attempt.Number)
                    .Take(Listed)
                    .ToListAsync(ct);
                var answers = await AttemptAnswers.ReadAsync(db, [.. attempts.Select(attempt => attempt.Number)], ct);
                return attempts.ConvertAll(attempt => new AttemptRow(
                    attempt.Id,
                    attempt.CourseId,
                    courses.TryGetValue(attempt.CourseId, out var course) ? course.Title[language] : attempt.CourseId,
                    attempt.Mode,
                    attempt.State,
                    attempt.StartedAt,
                    attempt.SubmittedAt,
                    attempt.Counted?.Percent,
                    attempt.Counted?.Passed,
                    answers[attempt.Number].Answered,
                    attempt.Total)
                {
                    Deadline = attempt.Deadline,
                });
            },
            ct);
    }

    // Why it was graded anew, by annulment.
    private static async Task<Dictionary<Guid, string?>> ReasonsAsync(LearningDbContext db, Attempt attempt, CancellationToken ct)
    {
        Guid[] ids = [.. attempt.Regrades.Select(regrade => regrade.AnnulmentId)];
        if (ids.Length == 0)
        {
            return [];
        }

        var reasons = await db.Annulments.Where(one => ids.Contains(one.Id)).Select(one => new { one.Id, one.Reason }).ToListAsync(ct);
        byte[][] hashes = [.. reasons.Select(one => Convert.FromHexString(one.Reason))];
        var texts = await db.LedgerTexts.Where(text => hashes.Contains(text.Hash)).Select(text => new { text.Hash, text.Text }).ToListAsync(ct);
        return reasons.ToDictionary(one => one.Id, one => texts.Find(text => Convert.ToHexStringLower(text.Hash) == one.Reason)?.Text);
    }

    // The database is asked only for what can have changed since the attempt began.
    private async Task<Result<AttemptView>> ViewAsync(Viewer viewer, Guid attemptId, int? position, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (await forms.ReadAsync(attemptId, ct) is not { } form)
        {
            return Refusal.NotFound;
        }

        if (form.PersonId != viewer.PersonId)
        {
            return Foreign<AttemptView>(viewer, attemptId);
        }

        var (progress, answers) = await store.ReadAsync(
            async db => (
                await ProgressOf(db, form.AttemptNumber),
                position is { } one
                    ? await AttemptAnswers.ReadAsync(db, form.AttemptNumber, one, ct)
                    : (await AttemptAnswers.ReadAsync(db, [form.AttemptNumber], ct))[form.AttemptNumber]),
            ct);
        if (progress is null)
        {
            return Refusal.NotFound;
        }

        var bank = (await editions.FindAsync(form.EditionNumber, ct)).Edition.ItemsOn(form.LawDate);
        var shown = form.Items.Keys.Where(asked => position is null || asked == position).Order();
        return new AttemptView(
            attemptId,
            form.CourseId,
            bank.Edition.EveryCourse[form.CourseId].Title[language],
            form.Mode,
            progress.State,
            form.EditionNumber,
            form.StartedAt,
            progress.Deadline,
            [.. shown.Select(asked => ItemOf(bank, form.Items[asked].Id, asked, form.Orders[asked], answers, language))])
        {
            Total = form.Items.Count,
            Claim = progress.ClaimId is { } claim ? new AttemptClaim(claim, progress.ClaimedAt!.Value) : null,
        };
    }

    private static AttemptItemView ItemOf(ItemBank bank, string itemId, int position, string order, AttemptAnswers answers, string language)
    {
        var item = Grader.ItemOf(bank, itemId);
        var text = PresentedOrder.Render(bank, item, order, language);
        var kind = QuestionKinds.Of(item);
        var response = answers.ResponseTo(position);
        return new AttemptItemView(
            position,
            kind.Id,
            text.Case,
            text.Question,
            text.Options,
            text.Rows,
            text.Choices,
            response,
            answers.SavedAt(position),
            answers.IsFlagged(position),
            kind.IsComplete(item, response))
        {
            Certainty = answers.Stated(position),
        };
    }

    private Result<T> Foreign<T>(Viewer viewer, Guid attemptId)
    {
        refused.Count(viewer.PersonId, RefusedAct.Record);
        logger.LogWarning("{Refusal}: person {Person} asked for attempt {Attempt}", RefusalKind.NotYours, viewer.PersonId, attemptId);
        return Refusal.NotFound;
    }

    /// <summary>What can change about an open attempt.</summary>
    private sealed record AttemptProgress(AttemptState State, DateTimeOffset Deadline, Guid? ClaimId, DateTimeOffset? ClaimedAt);
}
