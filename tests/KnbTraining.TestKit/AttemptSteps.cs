using KnbTraining.Content.Items;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.TestKit;

/// <summary>Whole attempts in one line.</summary>
public static class AttemptSteps
{
    public static async Task<Guid> StartAsync(this LearningRoom room, Viewer viewer, AttemptMode mode = AttemptMode.Exam)
    {
        var started = await room.Get<AttemptService>().StartAsync(viewer, EditionSample.Course, mode, "en", CancellationToken.None);
        return started.Ok ? started.Value : throw new InvalidOperationException($"The attempt did not start: {started}");
    }

    public static async Task<AttemptView> ViewAsync(this LearningRoom room, Viewer viewer, Guid attemptId, string language = "en") =>
        (await room.Get<AttemptQueries>().FindAsync(viewer, attemptId, language, CancellationToken.None)).Value!;

    /// <summary>The right response of each position.</summary>
    public static async Task<IReadOnlyDictionary<int, string[]>> KeysAsync(this LearningRoom room, Guid attemptId)
    {
        await using var db = room.Open();
        var attempt = await db.Attempts.AsNoTracking().Include(found => found.Items).ThenInclude(item => item.Family).AsSplitQuery().SingleAsync(found => found.Id == attemptId);
        var bank = (await room.Get<EditionStore>().FindAsync(attempt.EditionNumber, CancellationToken.None)).Edition.ItemsOn(attempt.LawDate);
        return attempt.Items.ToDictionary(
            item => item.Position,
            item => Grader.ItemOf(bank, item.ItemId).Options.Where(option => option.Correct).Select(option => option.Id).ToArray());
    }

    /// <summary>A response that earns nothing.</summary>
    public static string[] WrongFor(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return [item.Options.First(option => !option.Correct).Id];
    }

    /// <summary>A response to one position that is complete and not right.</summary>
    public static async Task<string[]> WrongAsync(this LearningRoom room, Guid attemptId, int position)
    {
        await using var db = room.Open();
        var attempt = await db.Attempts.AsNoTracking().Include(found => found.Items).ThenInclude(item => item.Family).AsSplitQuery().SingleAsync(found => found.Id == attemptId);
        var item = Grader.ItemOf(EditionSample.Edition.ItemsOn(attempt.LawDate), attempt.Items.Single(asked => asked.Position == position).ItemId);
        return item.Kind == QuestionKind.Matching
            ? [.. item.Options.GroupBy(option => option.Id.Split('=')[0]).Select(row => row.FirstOrDefault(option => !option.Correct, row.First()).Id)]
            : WrongFor(item);
    }

    public static async Task AnswerRightAsync(this LearningRoom room, Viewer viewer, Guid attemptId, int count = int.MaxValue, int from = 1)
    {
        foreach (var (position, key) in (await room.KeysAsync(attemptId)).Where(entry => entry.Key >= from).OrderBy(entry => entry.Key).Take(count))
        {
            var saved = await room.Get<AttemptService>().AnswerAsync(viewer, attemptId, position, key, Guid.CreateVersion7(), CancellationToken.None);
            if (!saved.Ok)
            {
                throw new InvalidOperationException($"Position {position} was refused: {saved}");
            }
        }
    }

    /// <summary>Starts, answers and submits an attempt.</summary>
    /// <param name="right">How many positions are answered, rightly; the others stay empty.</param>
    public static async Task<Guid> SitAsync(this LearningRoom room, Viewer viewer, int right = int.MaxValue, AttemptMode mode = AttemptMode.Exam)
    {
        var id = await room.StartAsync(viewer, mode);
        await room.AnswerRightAsync(viewer, id, right);
        await room.Get<AttemptService>().SubmitAsync(viewer, id, CancellationToken.None);
        return id;
    }

    /// <summary>The number of the certificate that an attempt earned and that was not revoked.</summary>
    public static async Task<string> CertificateOfAsync(this LearningRoom room, Guid attemptId)
    {
        await using var db = room.Open();
        return await db.Certificates.Where(certificate => certificate.AttemptId == attemptId && certificate.RevokedOn == null).Select(certificate => certificate.Number).SingleAsync();
    }
}
