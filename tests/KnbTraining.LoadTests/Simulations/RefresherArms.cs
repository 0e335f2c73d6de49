using KnbTraining.Content.Courses;
using KnbTraining.Content.Items;
using KnbTraining.Learning.Refreshers;

namespace KnbTraining.LoadTests.Simulations;

/// <summary>What became of one learner in the year after passing.</summary>
/// <param name="Mean">Chance of recall, averaged over days and rules.</param>
/// <param name="Last">On the last day of the validity.</param>
/// <param name="Weak">Share of days times rules with a chance below one half.</param>
internal sealed record Year(double Mean, double Last, double Weak, double Minutes, int Sittings);

/// <summary>The ways to spend the year that are compared.</summary>
internal sealed class RefresherArms(RefresherPlan plan, Validity validity, int rules, int asked)
{
    /// <summary>The cram comes this many days before the end.</summary>
    private const int CramBeforeEnd = 14;

    private readonly string[] _ids = [.. Enumerable.Range(0, rules).Select(rule => $"{rule:D3}")];

    public Year None(ForgettingModel model, ulong seed) => Live(Learner(model, seed, "none"), (_, _) => false);

    /// <summary>Every rule twice in one sitting. Only the first time is an effort, so the second adds minutes and no memory.</summary>
    public Year Cram(ForgettingModel model, ulong seed) => Live(Learner(model, seed, "cram"), (learner, day) =>
    {
        if (day != validity.Days - CramBeforeEnd)
        {
            return false;
        }

        for (var turn = 0; turn < 2 * rules; turn++)
        {
            learner.Ask(turn % rules, day, validity.From);
        }

        return true;
    });

    /// <summary>The product's own schedule and choice of rules.</summary>
    public Year Schedule(ForgettingModel model, ulong seed)
    {
        DateOnly? last = null;
        Dictionary<string, RuleSchedule>? schedules = null;
        return Live(Learner(model, seed, "schedule"), (learner, day) =>
        {
            var today = validity.From.AddDays(day);
            schedules ??= Enumerable.Range(0, rules).ToDictionary(rule => _ids[rule], rule => RefresherSchedule.Of(plan, validity, learner.AnswersAbout(rule)));
            var offer = RefresherOffer.Of(plan, validity, schedules, last, today);
            if (offer.Chosen.Count == 0 || !learner.TakesUp())
            {
                return false;
            }

            foreach (var id in offer.Chosen)
            {
                learner.Ask(Array.IndexOf(_ids, id), day, validity.From);
            }

            (last, schedules) = (today, null);
            return true;
        });
    }

    /// <summary>As many sittings of as many questions as the schedule gave this learner, evenly spaced, rules in turn by chance.</summary>
    public Year Even(ForgettingModel model, ulong seed, int sittings)
    {
        var turns = StableRandom.For(seed, "turns").Shuffle(Enumerable.Range(0, rules));
        var next = 0;
        var days = Enumerable.Range(1, sittings).Select(sitting => sitting * validity.Days / (sittings + 1)).ToHashSet();
        return Live(Learner(model, seed, "even"), (learner, day) =>
        {
            if (!days.Contains(day))
            {
                return false;
            }

            for (var item = 0; item < plan.Items; item++)
            {
                learner.Ask(turns[next++ % rules], day, validity.From);
            }

            return true;
        });
    }

    private SyntheticLearner Learner(ForgettingModel model, ulong seed, string arm) => new(model, rules, asked, validity.From, seed, arm);

    /// <param name="act">What the learner does on a day; true where something was asked.</param>
    private Year Live(SyntheticLearner learner, Func<SyntheticLearner, int, bool> act)
    {
        var (sum, weak, last, sittings) = (0.0, 0, 0.0, 0);
        for (var day = 1; day <= validity.Days; day++)
        {
            sittings += act(learner, day) ? 1 : 0;
            last = 0;
            for (var rule = 0; rule < rules; rule++)
            {
                var recall = learner.Recall(rule, day);
                last += recall;
                weak += recall < 0.5 ? 1 : 0;
            }

            sum += last;
        }

        double all = validity.Days * rules;
        return new Year(sum / all, last / rules, weak / all, learner.Questions * ForgettingModel.SecondsAQuestion / 60, sittings);
    }
}
