using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Kinds;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.People;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Attempts;

public sealed class AttemptQueries(LearningStore store, EditionStore editions, ILogger<AttemptQueries> logger)
{
    /// <summary>Most attempts listed for one person.</summary>
    public const int Listed = 100;

    /// <summary>The attempt as its owner works on it, with all items.</summary>
    public Task<Result<AttemptView>> FindAsync(Viewer viewer, Guid attemptId, string language, CancellationToken ct) =>
        ViewAsync(viewer, attemptId, null, language, ct);

    /// <summary>The attempt with one of its items: a page that shows one pays for the words of one.</summary>
    /// <returns>No items where the attempt has none at that position.</returns>
    public Task<Result<AttemptView>> FindItemAsync(Viewer viewer, Guid attemptId, int position, string language, CancellationToken ct) =>
        ViewAsync(viewer, attemptId, position, language, ct);

    /// <summary>The result, for the owner and for those who see the owner in their scope.</summary>
    /// <returns>Refused with <see cref="Refusal.Conflict"/> while the attempt is open.</returns>
    public async Task<Result<AttemptResultView>> ResultAsync(Viewer viewer, Guid attemptId, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (record, person, certificate) = await store.ReadAsync(
            async db =>
            {
                var found = await AttemptRecord.ReadAsync(db, attemptId, ct);
                var owner = found is null
                    ? null
                    : await db.People.InScope(viewer).Where(p => p.Id == found.Attempt.PersonId).Select(p => p.Name).FirstOrDefaultAsync(ct);
                var number = owner is null
                    ? null
                    : await db.Certificates.Where(issued => issued.AttemptId == attemptId).Select(issued => issued.Number).FirstOrDefaultAsync(ct);
                return (found, owner, number);
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
            ? ResultView.Of(record, person, await editions.ItemsOfAsync(record.Attempt, ct), language) with { CertificateNumber = certificate }
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
        var courses = (await editions.CurrentAsync(ct)).Edition.Courses;
        return await store.ReadAsync(
            async db =>
            {
                var attempts = await db.Attempts
                    .Where(attempt => attempt.PersonId == viewer.PersonId)
                    .OrderByDescending(attempt => attempt.StartedAt)
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
                    attempt.Percent,
                    attempt.Passed,
                    answers[attempt.Number].Answered,
                    attempt.Total));
            },
            ct);
    }

    private async Task<Result<AttemptView>> ViewAsync(Viewer viewer, Guid attemptId, int? position, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var record = await store.ReadAsync(db => AttemptRecord.ReadAsync(db, attemptId, ct), ct);
        if (record is null)
        {
            return Refusal.NotFound;
        }

        var attempt = record.Attempt;
        if (attempt.PersonId != viewer.PersonId)
        {
            return Foreign<AttemptView>(viewer, attemptId);
        }

        var bank = await editions.ItemsOfAsync(attempt, ct);
        return new AttemptView(
            attempt.Id,
            attempt.CourseId,
            bank.Edition.Courses[attempt.CourseId].Title[language],
            attempt.Mode,
            attempt.State,
            attempt.EditionNumber,
            attempt.StartedAt,
            attempt.Deadline,
            [.. attempt.Items.Where(item => position is null || item.Position == position).OrderBy(item => item.Position)
                .Select(item => ItemOf(record, item, bank, language))])
        {
            Total = attempt.Items.Count,
            Claim = attempt.Claim,
        };
    }

    private static AttemptItemView ItemOf(AttemptRecord record, AttemptItem asked, ItemBank bank, string language)
    {
        var item = Grader.ItemOf(bank, asked.ItemId);
        var text = PresentedOrder.Render(bank, item, asked.Order, language);
        var kind = QuestionKinds.Of(item);
        var response = record.Answers.ResponseTo(asked.Position);
        return new AttemptItemView(
            asked.Position,
            kind.Id,
            text.Case,
            text.Question,
            text.Options,
            text.Rows,
            text.Choices,
            response,
            record.Answers.SavedAt(asked.Position),
            record.Answers.IsFlagged(asked.Position),
            kind.IsComplete(item, response))
        {
            Certainty = record.Answers.Stated(asked.Position),
        };
    }

    private Result<T> Foreign<T>(Viewer viewer, Guid attemptId)
    {
        logger.LogWarning("{Refusal}: person {Person} asked for attempt {Attempt}", Refusal.NotYours, viewer.PersonId, attemptId);
        return Refusal.NotFound;
    }
}
