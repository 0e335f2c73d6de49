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

    /// <summary>One for each habit, for somebody of whom nothing else is known.</summary>
    /// <param name="terms">With months, and with nothing that cannot be (<see cref="RenewalTerms.FindFault"/>).</param>
    public static IReadOnlyList<SampleDates> Of(RenewalTerms terms, DateOnly given)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Of(new CourseNews([new Asking(Guid.Empty, 1, terms, given, null, given)], [], []), given, null);
    }

    /// <summary>One for each habit, for somebody of whom more is known; none where nothing is due, or no day is set.</summary>
    /// <param name="news">What is known, with what is supposed from <paramref name="today"/> on.</param>
    /// <param name="due">The day on which what is open is due; null where the plan says it.</param>
    public static IReadOnlyList<SampleDates> Of(CourseNews news, DateOnly today, DateOnly? due)
    {
        ArgumentNullException.ThrowIfNull(news);
        var plan = PlanOf(news);
        if ((due ?? plan.On(today).Due ?? plan.Events.FirstOrDefault(each => each.Kind == CycleEventKind.Opened && each.Day > today)?.Due) is not { } first)
        {
            return [];
        }

        // What is overdue is passed today at the earliest.
        var pass = first < today ? today : first;
        var passed = PlanOf(news, pass).Events;
        if (passed.FirstOrDefault(each => each.Kind == CycleEventKind.Completed && each.Day == pass)?.Until is not { } until
            || passed.FirstOrDefault(each => each.Kind == CycleEventKind.Opened && each.Day > pass)?.Day is not { } opens)
        {
            return [];
        }

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
                var then = PlanOf(news, pass, renewed).Events.Last(each => each.Kind == CycleEventKind.Completed).Until!.Value;
                return new SampleDates(habit, first, until, opens, renewed, then);
            }),
        ];
    }

    private static CycleHistory PlanOf(CourseNews news, params DateOnly[] passes) =>
        CoursePlan.Of(news with { Acts = [.. news.Acts, .. passes.Select(day => new CourseAct(CourseActKind.Passed, day))] });
}
