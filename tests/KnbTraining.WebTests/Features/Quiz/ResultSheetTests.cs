using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Quiz;

namespace KnbTraining.WebTests.Features.Quiz;

public sealed class ResultSheetTests
{
    // These courses ask, in one question each, about a plan that their lessons tell in a sentence only.
    private static readonly string[] ToldInPassing =
    [
        "after-access: technical-protection-breach-planned",
        "who-protects-state-secrets: technical-protection-breach-planned",
        "who-protects-state-secrets: systematic-regime-breach-planned",
    ];

    [Theory]
    [InlineData("current-holder-disclosure", "disclosure-and-loss", "#rule-current-holder-disclosure")]
    [InlineData("systematic-regime-breach-open", "what-is-planned", "#rule-systematic-regime-breach-planned")]
    [InlineData("single-regime-breach-open", "what-is-planned", "#rule-systematic-regime-breach-planned")]
    [InlineData("technical-protection-breach-open", "what-is-planned", "#rule-technical-protection-breach-planned")]
    public void A_rule_is_read_again_at_its_card_or_at_that_of_a_rule_about_the_same_act(string rule, string lesson, string anchor)
    {
        var result = new AttemptResultView(
            Guid.CreateVersion7(), Guid.CreateVersion7(), "Somebody", EditionSample.Course, "Course", AttemptMode.Exam, 1, DateTimeOffset.UnixEpoch, 0, 0, 0, 80, false, null, [], []);
        Assert.Equal($"learn/{EditionSample.Course}/{lesson}{anchor}", new ResultSheet(result, EditionSample.Edition, "en").WhereTaught(rule)?.Href);
    }

    [Fact]
    public void Every_rule_that_a_course_asks_about_is_taught_in_one_of_its_lessons()
    {
        foreach (var course in EditionSample.Edition.Courses.Values)
        {
            var result = new AttemptResultView(
                Guid.CreateVersion7(), Guid.CreateVersion7(), "Somebody", course.Id, "Course", AttemptMode.Exam, 1, DateTimeOffset.UnixEpoch, 0, 0, 0, 80, false, null, [], []);
            var sheet = new ResultSheet(result, EditionSample.Edition, "en");
            var items = EditionSample.Edition.ItemsOn(DateOnly.MinValue);
            foreach (var rule in course.Exam.Parts.SelectMany(part => part.Families).Select(family => items.FindFamily(family)!.Rule).Distinct())
            {
                Assert.True(sheet.WhereTaught(rule) is not null || ToldInPassing.Contains($"{course.Id}: {rule}"), $"{course.Id}: {rule}");
            }
        }
    }
}
