using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Attempts;

[Trait("Database", "Each")]
public sealed class AttemptCheckTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Whatever_is_changed_of_a_graded_exam_is_found_and_named()
    {
        await using var room = await LearningRoom.OpenAsync();
        var exam = await room.SitAsync(await room.AddLearnerAsync(), right: 3);
        await room.SitAsync(await room.AddLearnerAsync());
        await room.SitAsync(await room.AddLearnerAsync(), mode: AttemptMode.Practice);
        await room.StartAsync(await room.AddLearnerAsync());
        var whole = await CheckAsync(room);
        Assert.Equal(2, whole.Exams);
        Assert.Empty(whole.Broken);

        const string Steps = "AttemptNumber = 1 AND Kind = 1 AND Position = 1";
        var changes = new (string Change, string Back, SealFault Fault)[]
        {
            ($"UPDATE AttemptSteps SET Response = Response || 'x' WHERE {Steps}", $"UPDATE AttemptSteps SET Response = substr(Response, 1, length(Response) - 1) WHERE {Steps}", SealFault.Steps),
            ($"UPDATE AttemptSteps SET At = At + 10 WHERE {Steps}", $"UPDATE AttemptSteps SET At = At - 10 WHERE {Steps}", SealFault.Steps),
            ($"UPDATE AttemptSteps SET AttemptNumber = 4 WHERE {Steps}", "UPDATE AttemptSteps SET AttemptNumber = 1 WHERE AttemptNumber = 4 AND Kind = 1", SealFault.Steps),
            ("UPDATE AttemptItems SET Score = 1 - Score WHERE AttemptNumber = 1 AND Position = 4", "UPDATE AttemptItems SET Score = 1 - Score WHERE AttemptNumber = 1 AND Position = 4", SealFault.Scores),
            ("UPDATE AttemptItems SET Variant = Variant + 1 WHERE AttemptNumber = 1 AND Position = 2", "UPDATE AttemptItems SET Variant = Variant - 1 WHERE AttemptNumber = 1 AND Position = 2", SealFault.Items),
            ("UPDATE Attempts SET Percent = Percent + 1 WHERE Number = 1", "UPDATE Attempts SET Percent = Percent - 1 WHERE Number = 1", SealFault.Result),
            ("UPDATE Attempts SET Passed = NOT Passed WHERE Number = 1", "UPDATE Attempts SET Passed = NOT Passed WHERE Number = 1", SealFault.Result),
        };
        foreach (var (change, back, fault) in changes)
        {
            await ExecuteAsync(room, change);
            var broken = Assert.Single((await CheckAsync(room)).Broken);
            Assert.True((exam, fault) == (broken.AttemptId, broken.Fault), $"{change}: {broken}");
            await ExecuteAsync(room, back);
        }

        Assert.Empty((await CheckAsync(room)).Broken);
        await ExecuteAsync(room, "DELETE FROM AttemptSteps WHERE AttemptNumber = 1; DELETE FROM AttemptItems WHERE AttemptNumber = 1; DELETE FROM Attempts WHERE Number = 1");
        Assert.Equal((exam, SealFault.Missing), Assert.Single((await CheckAsync(room)).Broken) is var gone ? (gone.AttemptId, gone.Fault) : default);
    }

    private static Task<SealCheck> CheckAsync(LearningRoom room) => room.Get<AttemptCheck>().RunAsync(None);

    private static async Task ExecuteAsync(LearningRoom room, string sql)
    {
        Assert.NotEqual(0, await room.ExecuteAsync(sql));
    }
}
