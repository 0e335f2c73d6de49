using System.CommandLine;
using System.Globalization;
using KnbTraining.Content.Courses;
using KnbTraining.Learning.Refreshers;
using KnbTraining.TestKit.Content;

namespace KnbTraining.LoadTests.Simulations;

/// <summary>A thousand synthetic learners forget for a year: without refreshers, with one cram, and with the product's schedule.</summary>
internal static class RefresherSimulation
{
    private const int Learners = 1000;

    private const ulong FirstSeed = 0x5245_4652;

    private static readonly ForgettingModel[] Models =
    [
        new("usual: half-life 60, growth 3"),
        new("short memory: half-life 30", HalfLife: 30),
        new("long memory: half-life 180", HalfLife: 180),
        new("recall helps little: growth 1", Growth: 1),
        new("power law: 1 / (1 + t / h)", PowerLaw: true),
        new("rarely heeded: 3 % of the days", Heed: 0.03),
    ];

    public static Command Command()
    {
        var course = new Option<string>("--course") { Description = "The course.", DefaultValueFactory = _ => "working-with-state-secrets" };
        var gap = new Option<double?>("--first-gap-percent") { Description = "Instead of the course's own." };
        var factor = new Option<double?>("--factor") { Description = "Instead of the course's own." };
        var command = new Command("refreshers", "Compares the schedule of refreshers with a cram and with nothing, on learners who forget.") { course, gap, factor };
        command.SetAction(result => Run(result.GetValue(course)!, result.GetValue(gap), result.GetValue(factor)));
        return command;
    }

    private static int Run(string id, double? gap, double? factor)
    {
        var course = ShippedContent.Edition.Courses[id];
        var plan = course.Refreshers with { FirstGapPercent = gap ?? course.Refreshers.FirstGapPercent, Factor = factor ?? course.Refreshers.Factor };
        var rules = RefresherForm.RulesOf(ShippedContent.Items, course).Count;
        var arms = new RefresherArms(plan, new Validity(new DateOnly(2027, 1, 1), new DateOnly(2028, 1, 1)), rules, course.Exam.Count);
        Say($"Course {course.Id}: {rules} rules, {course.Exam.Count} questions in the exam, 365 days; {Learners} learners, 95 % intervals.");
        Say($"Plan: first gap {plan.FirstGapPercent} %, factor {plan.Factor}, {plan.Items} questions.");
        foreach (var model in Models)
        {
            Compare(model, arms);
        }

        return 0;
    }

    private static void Compare(ForgettingModel model, RefresherArms arms)
    {
        var (none, cram, schedule, even) = (new Year[Learners], new Year[Learners], new Year[Learners], new Year[Learners]);
        Parallel.For(0, Learners, i =>
        {
            var seed = FirstSeed + (ulong)i;
            none[i] = arms.None(model, seed);
            cram[i] = arms.Cram(model, seed);
            schedule[i] = arms.Schedule(model, seed);
            even[i] = arms.Even(model, seed, schedule[i].Sittings);
        });
        Say("");
        Say($"| {model.Name} | mean retention | last day | rule-days below 50 % | minutes | sittings |");
        Say("|---|---|---|---|---|---|");
        Row("no refresher", none);
        Row("one cram, 14 days before the end", cram);
        Row("our schedule", schedule);
        Row("as many questions, evenly, by turns", even);
        Say($"Schedule less cram: mean {Difference(schedule, cram, year => year.Mean)}, last day {Difference(schedule, cram, year => year.Last)} points");
        Say($"Schedule less even: mean {Difference(schedule, even, year => year.Mean)}, last day {Difference(schedule, even, year => year.Last)} points");
    }

    private static void Row(string name, Year[] years) => Say(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {Percent(years, year => year.Mean)} | {Percent(years, year => year.Last)} | {Percent(years, year => year.Weak)} | {years.Average(year => year.Minutes):0.0} | {years.Average(year => year.Sittings):0.0} |"));

    private static string Percent(Year[] years, Func<Year, double> of) => Interval([.. years.Select(of)], " %");

    // The same learner in both arms, so that the spread between learners drops out.
    private static string Difference(Year[] one, Year[] other, Func<Year, double> of) => Interval([.. one.Zip(other, (a, b) => of(a) - of(b))], "");

    private static string Interval(double[] values, string unit)
    {
        var mean = values.Average();
        var error = 1.96 * Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{mean * 100:0.0}{unit} ± {error * 100:0.0}");
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Say(string line) => Console.WriteLine(line);
}
