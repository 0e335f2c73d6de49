namespace KnbTraining.Learning.Assignments;

/// <summary>When somebody in an example renews a pass.</summary>
public enum SampleHabit
{
    /// <summary>On the first day of the window.</summary>
    AtOnce = 0,

    /// <summary>On the last day of the pass before.</summary>
    OnTheLastDay = 1,

    /// <summary>Thirty days after that.</summary>
    Late = 2,
}

/// <summary>
/// What the terms of an assignment come to for somebody who is given the course on a day and passes it on the day on which it is first due. Computed by
/// the same plan as what happens to people.
/// </summary>
/// <param name="FirstDue">The day on which the course is due for the first time, and passed.</param>
/// <param name="ValidUntil">The last day of the first pass.</param>
/// <param name="RenewalOpens">The first day on which the renewal is open.</param>
/// <param name="RenewedOn">The day on which it is passed.</param>
/// <param name="ThenValidUntil">The last day of the second pass.</param>
public sealed record SampleDates(
    SampleHabit Habit, DateOnly FirstDue, DateOnly ValidUntil, DateOnly RenewalOpens, DateOnly RenewedOn, DateOnly ThenValidUntil)
{
    public const int DaysLate = 30;

    /// <summary>One for each habit.</summary>
    /// <param name="terms">With months, and with nothing that cannot be (<see cref="RenewalTerms.FindFault"/>).</param>
    public static IReadOnlyList<SampleDates> Of(RenewalTerms terms, DateOnly given)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var due = PlanOf(terms, given).Events.First(each => each.Kind == CycleEventKind.Opened).Due!.Value;
        var passed = PlanOf(terms, given, due).Events;
        var until = passed.First(each => each.Kind == CycleEventKind.Completed).Until!.Value;
        var opens = passed.Last(each => each.Kind == CycleEventKind.Opened).Day;
        return
        [
            .. Enum.GetValues<SampleHabit>().Select(habit =>
            {
                var renewed = habit switch
                {
                    SampleHabit.AtOnce => opens,
                    SampleHabit.OnTheLastDay => until,
                    _ => until.AddDays(DaysLate),
                };
                var then = PlanOf(terms, given, due, renewed).Events.Last(each => each.Kind == CycleEventKind.Completed).Until!.Value;
                return new SampleDates(habit, due, until, opens, renewed, then);
            }),
        ];
    }

    private static CycleHistory PlanOf(RenewalTerms terms, DateOnly given, params DateOnly[] passes) => CoursePlan.Of(new CourseNews(
        [new Asking(Guid.Empty, 1, terms, given, null, given)], [], [.. passes.Select(day => new CourseAct(CourseActKind.Passed, day))]));
}
