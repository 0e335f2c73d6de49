using System.Text.Json;
using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Attempts;

public sealed class KeySecrecyTests
{
    [Theory]
    [InlineData(AttemptMode.Exam)]
    [InlineData(AttemptMode.Practice)]
    public async Task The_view_of_an_open_attempt_looks_the_same_whatever_is_right(AttemptMode mode)
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();

        var json = JsonSerializer.Serialize(await room.ViewAsync(viewer, await room.StartAsync(viewer, mode)));

        Assert.DoesNotContain("correct", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("misconception", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("verdict.", json, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_types_of_the_view_have_no_place_for_a_key()
    {
        string[] allowed =
        [
            "Id", "CourseId", "CourseTitle", "Mode", "State", "EditionNumber", "StartedAt", "Deadline", "Items", "Total", "Claim",
            "Position", "Kind", "Case", "Question", "Options", "Rows", "Choices", "Response", "SavedAt", "Flagged", "Complete", "Certainty",
        ];

        var names = typeof(AttemptView).GetProperties().Concat(typeof(AttemptItemView).GetProperties()).Select(property => property.Name);

        Assert.Empty(names.Except(allowed));
    }
}
