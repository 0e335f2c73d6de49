using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Learning.Demo;

/// <summary>Answers items as somebody of some ability might: misconceptions tempt, some rules are harder than others.</summary>
internal sealed class SimulatedLearner(Edition edition, StableRandom random)
{
    private const double Temptation = 0.2;

    private static readonly Dictionary<string, double> Tempting = new(StringComparer.Ordinal)
    {
        ["planned-taken-for-law"] = 1.6,
        ["holder-status-ignored"] = 1.3,
        ["planned-overlooked"] = 0.8,
        ["silence-filled-by-guess"] = 0.8,
        ["duties-end-with-clearance"] = 0.7,
    };

    /// <summary>A response to an item; now and then none.</summary>
    /// <param name="ability">On a logistic scale: at 0 an item of difficulty 0 is answered rightly half the time.</param>
    public IReadOnlyList<string> Answer(Item item, double ability)
    {
        if (random.Below(60) == 0)
        {
            return [];
        }

        var chance = 1 / (1 + Math.Exp(DifficultyOf(item) - ability));
        return item.Kind switch
        {
            QuestionKind.Matching => [.. item.Options.GroupBy(option => option.Id[..option.Id.IndexOf('=', StringComparison.Ordinal)]).Select(row => Choose([.. row], chance))],
            QuestionKind.MultipleChoice => [.. item.Options.Where(option => option.Correct == random.NextShare() < chance).Select(option => option.Id)],
            _ => [Choose(item.Options, chance)],
        };
    }

    private double DifficultyOf(Item item)
    {
        var rule = edition.Rules[item.Family.Rule].Rule;
        var person = edition.RuleBook.Vocabulary.Person.Id;
        var ofFormerHolders = rule.When.Any(condition => condition.Dimension == person && condition.Values.Contains("former", StringComparer.Ordinal));
        var difficulty = rule.Status == RuleStatus.Proposed ? 1.1 : 0;
        difficulty += ofFormerHolders ? 0.5 : 0;
        return difficulty + (ofFormerHolders && rule.Family == "travel-approval" ? 1.3 : 0);
    }

    private string Choose(IReadOnlyList<ItemOption> options, double chance)
    {
        var wrong = options.Where(option => !option.Correct).ToArray();
        if (wrong.Length == 0 || random.NextShare() < chance)
        {
            return options.First(option => option.Correct).Id;
        }

        var weights = wrong.Select(option => Math.Exp(Tempting.GetValueOrDefault(option.Misconception ?? "", Temptation))).ToArray();
        var point = random.NextShare() * weights.Sum();
        for (var i = 0; i < wrong.Length - 1; i++)
        {
            point -= weights[i];
            if (point < 0)
            {
                return wrong[i].Id;
            }
        }

        return wrong[^1].Id;
    }
}

internal static class DemoChance
{
    /// <summary>From 0 up to, but never, 1.</summary>
    public static double NextShare(this StableRandom random) => (random.NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Roughly a standard normal value: the sum of twelve shares less six.</summary>
    public static double NextNormal(this StableRandom random) => Enumerable.Range(0, 12).Sum(_ => random.NextShare()) - 6;
}
