using System.Globalization;
using KnbTraining.Learning.Assignments;

namespace KnbTraining.UnitTests.Learning.Assignments;

public sealed class DecidedCaseTests
{
    private static readonly string[] Files =
    [
        "annulled-exam", "basis-completion", "basis-expiry", "basis-fixed", "candidate-to-current", "catch-up", "course-retired", "current-to-former",
        "due-date-changed", "edition-changed", "first-due-on-a-fixed-day", "late-completion", "leave", "left", "month-ends", "re-hire",
        "retroactive-standing", "rule-withdrawn", "transfer", "two-rules", "waiver", "zones",
    ];

    [Fact]
    public void Every_decided_case_gives_what_was_worked_out_by_hand()
    {
        var wrong = DecidedCase.All.SelectMany(each => each.People.SelectMany(person => Check(each, person))).ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_decided_case_has_its_file()
    {
        Assert.Equal(Files, DecidedCase.All.Select(each => Path.GetFileNameWithoutExtension(each.File)));
        Assert.All(DecidedCase.All, each => Assert.All(each.People, person => Assert.NotEmpty(person.Expects)));
    }

    private static IEnumerable<string> Check(DecidedCase decided, CasePerson person)
    {
        var history = CoursePlan.Of(person.News);
        foreach (var expected in person.Expects)
        {
            var span = history.On(expected.On);
            foreach (var (what, value) in expected.Values)
            {
                var found = what switch
                {
                    "state" => WordOf(span),
                    "due" => WordOf(span.Due),
                    "valid until" => WordOf(span.ValidUntil),
                    "days late" => span.Cycle is { } cycle ? history.DaysLate(cycle).ToString(CultureInfo.InvariantCulture) : "0",
                    "next change" => WordOf(history.ChangesAfter(expected.On)),
                    _ => value,
                };
                if (found != value)
                {
                    yield return $"{decided.File}, line {expected.Line} ({decided.Title}; {person.Name} on {expected.On:dd.MM.yyyy}): {what} should be {value}, is {found}.";
                }
            }

            var reasons = history.ReasonsOn(expected.On).Select(reason => decided.Rules[reason.Rule]).Order(StringComparer.Ordinal).ToArray();
            if (expected.Because is { } because && !because.Order(StringComparer.Ordinal).SequenceEqual(reasons))
            {
                yield return $"{decided.File}, line {expected.Line} ({decided.Title}; {person.Name} on {expected.On:dd.MM.yyyy}): because of {string.Join(", ", reasons)}.";
            }
        }
    }

    private static string WordOf(DateOnly? day) => day is not { } some ? "none" : some == DateOnly.MaxValue ? "for ever" : some.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static string WordOf(RequirementSpan span) => (span.State, span.End) switch
    {
        (RequirementState.NotRequired, _) => "not required",
        (RequirementState.RenewalOpen, _) => "renewal open",
        (RequirementState.Suspended, _) => "on leave",
        (RequirementState.Ended, CycleEnd.Left) => "ended, left",
        (RequirementState.Ended, CycleEnd.CourseRetired) => "ended, course retired",
        (RequirementState.Ended, CycleEnd.RuleWithdrawn) => "ended, rule withdrawn",
        (RequirementState.Ended, CycleEnd.NotMeant) => "ended, no longer meant",
        (RequirementState.Ended, _) => "ended by hand",
        _ => span.State.ToString().ToLowerInvariant(),
    };
}
