using KnbTraining.Content.Courses;

namespace KnbTraining.Learning.Refreshers;

/// <summary>When one rule comes up again for one person.</summary>
/// <param name="Firmness">By the answers of the last day on which the rule was answered.</param>
/// <param name="LastOn">The last day on which it was answered; null where it never was.</param>
/// <param name="GapDays">Whole days from the last answer (or from passing) to <paramref name="DueOn"/>.</param>
/// <param name="DueOn">The first day on which the rule is due; null where the validity ends before: then the exam is repeated anyway.</param>
public sealed record RuleSchedule(Firmness Firmness, DateOnly? LastOn, int GapDays, DateOnly? DueOn);

/// <summary>
/// When each rule comes up again: a pure function of the course's plan, the validity and the answers, without clock or database.
/// <code>
/// V = days from passing to the end of the validity, p = first gap in percent (7.5), f = factor (1.6)
///
/// first gap     g = V × clamp(p × w, 5, 10) / 100       w: sure and wrong 2/3, wrong 4/5, never asked or unsure 1, firm 4/3
/// right, firm   g ← clamp(f × e, g, f × g)              e = days since the last answer
/// right, unsure g stays
/// not right     g ← min(g, first gap for "wrong" or "sure and wrong")
///
/// due on        the day of the last answer + g; never after the end of the validity
///
/// g is rounded to whole days each time, and is never below 3
/// </code>
/// With a year and the usual plan the first gaps are 18, 22, 27 and 37 days (5, 6, 7.5 and 10 percent). The first gap follows
/// from the last day of answers up to and including the day of passing, and is counted from passing; answers after it move the
/// gap. Of several answers on one day the weakest counts, in whatever order they came.
/// </summary>
public static class RefresherSchedule
{
    /// <summary>A rule is never asked for sooner after an answer, however short the validity; in days.</summary>
    public const int MinimumDays = 3;

    /// <param name="answers">What the person answered about the rule, in any mode and order. Those after the validity do not count.</param>
    public static RuleSchedule Of(RefresherPlan plan, Validity validity, IEnumerable<RuleAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(validity);
        ArgumentNullException.ThrowIfNull(answers);
        var days = answers
            .Where(answer => answer.Day <= validity.Until)
            .GroupBy(answer => answer.Day)
            .Select(day => (On: day.Key, Firmness: day.Min(answer => answer.Firmness)))
            .OrderBy(day => day.On)
            .ToArray();
        var firmness = Firmness.Unknown;
        DateOnly? lastOn = null;
        foreach (var day in days.TakeWhile(day => day.On <= validity.From))
        {
            (firmness, lastOn) = (day.Firmness, day.On);
        }

        var gap = FirstGap(plan, validity, firmness);
        var from = validity.From;
        foreach (var day in days.Where(day => day.On > validity.From))
        {
            var elapsed = day.On.DayNumber - from.DayNumber;
            gap = day.Firmness switch
            {
                Firmness.Firm => Whole(Math.Clamp(plan.Factor * elapsed, gap, plan.Factor * gap)),
                Firmness.Unsure => gap,
                _ => Math.Min(gap, FirstGap(plan, validity, day.Firmness)),
            };
            (firmness, lastOn, from) = (day.Firmness, day.On, day.On);
        }

        return new RuleSchedule(firmness, lastOn, gap, from.DayNumber + gap <= validity.Until.DayNumber ? from.AddDays(gap) : null);
    }

    private static int FirstGap(RefresherPlan plan, Validity validity, Firmness firmness)
    {
        var weight = firmness switch
        {
            Firmness.SureAndWrong => 2.0 / 3,
            Firmness.Wrong => 4.0 / 5,
            Firmness.Firm => 4.0 / 3,
            _ => 1,
        };
        var percent = Math.Clamp(plan.FirstGapPercent * weight, RefresherPlan.LeastPercent, RefresherPlan.MostPercent);
        return Math.Max(MinimumDays, Whole(validity.Days * percent / 100));
    }

    private static int Whole(double days) => (int)Math.Round(days, MidpointRounding.AwayFromZero);
}
