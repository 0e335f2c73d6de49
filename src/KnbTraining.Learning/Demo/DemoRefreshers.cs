using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Refreshers;

namespace KnbTraining.Learning.Demo;

/// <summary>When somebody of the demo refreshes what they passed: by the product's own schedule, and on some of the days on which it asks.</summary>
internal sealed class DemoRefreshers(Edition edition, Course course, StableRandom random)
{
    private readonly List<(string Rule, RuleAnswer Answer)> _answers = [];
    private DateOnly? _last;

    /// <summary>Takes in what was answered, as the schedule reads it from the database.</summary>
    public void Learn(DemoSitting sitting, DateOnly day)
    {
        var answered = sitting.Steps.Where(step => step.Kind == StepKind.Answered).Select(step => step.Position!.Value).ToHashSet();
        _answers.AddRange(sitting.Attempt.Items
            .Where(item => answered.Contains(item.Position))
            .Select(item => (item.Family.RuleId, new RuleAnswer(day, item.Score!.Value, item.Certainty))));
    }

    /// <summary>The next day up to <paramref name="last"/> on which the person takes up a refresher, with its rules; null where there is none.</summary>
    public (DateOnly Day, IReadOnlyList<string> Rules)? Next(Validity validity, DateOnly after, DateOnly last)
    {
        var schedules = RefresherForm.RulesOf(edition.ItemsOn(after), course).ToDictionary(
            rule => rule,
            rule => RefresherSchedule.Of(course.Refreshers, validity, _answers.Where(answer => answer.Rule == rule).Select(answer => answer.Answer)),
            StringComparer.Ordinal);
        for (var day = after.AddDays(1); day <= last; day = day.AddDays(1))
        {
            var offer = RefresherOffer.Of(course.Refreshers, validity, schedules, _last, day);
            if (offer.Chosen.Count > 0 && DemoTimeline.Workday(day) == day && random.Below(3) == 0)
            {
                _last = day;
                return (day, offer.Chosen);
            }
        }

        return null;
    }
}
