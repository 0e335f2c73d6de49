using KnbTraining.Content.Items.Kinds;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Studies;

/// <summary>
/// How somebody answers who has one misconception and otherwise knows the law: whatever the misconception leads to is chosen
/// where it is offered, everything else is answered rightly. Where a wrong reading leads to several outcomes, each is believed as often.
/// </summary>
public sealed class MisreadAnswers
{
    private readonly ItemBank _items;
    private readonly Misconception _misconception;
    private readonly Dictionary<(Situation Situation, bool IfAdopted), Liability[]> _beliefs = [];

    public MisreadAnswers(ItemBank items, Misconception misconception)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(misconception);
        (_items, _misconception) = (items, misconception);
    }

    /// <summary>How likely each score of an item is.</summary>
    public ScoreOdds On(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Kind switch
        {
            QuestionKind.Matching => OnRows(item),
            QuestionKind.MultipleChoice => OnEach(item),
            _ => RightOrWrong(WrongChance(item)),
        };
    }

    private static ScoreOdds RightOrWrong(double wrong) => ScoreOdds.Of([(1, 1 - wrong), (0, wrong)]);

    /// <summary>One answer, right or wrong.</summary>
    private double WrongChance(Item item)
    {
        var claim = item.Options[0].Claim.ByName;
        if (claim.ContainsKey("holds") && _misconception.Verdicts is not null)
        {
            return WrongAboutStatement(item, claim);
        }

        if (item.Options.Any(option => IsNamed(option) || Denies(option)))
        {
            return 1;
        }

        if (_misconception.Verdicts is null || claim.ContainsKey("standing"))
        {
            return 0;
        }

        if (claim.ContainsKey("first"))
        {
            var asked = LiabilityOf(claim);
            return 1 - item.Situations.Aggregate(1.0, (right, situation) => right * (1 - WrongAbout(situation, item.Law.IfAdopted, asked)));
        }

        return item.Options.Any(option => !option.Correct && Believes(item, option)) ? 1 : 0;
    }

    private double WrongAboutStatement(Item item, IReadOnlyDictionary<string, object> claim) =>
        WrongAbout(item.Situations[(int)claim["situation"]], item.Law.IfAdopted, LiabilityOf(claim));

    /// <summary>Each row of a matching by itself.</summary>
    private ScoreOdds OnRows(Item item)
    {
        var rows = item.Options.ToLookup(option => option.Id.Split('=')[0], StringComparer.Ordinal);
        var right = rows.Count(row => !row.Any(option => !option.Correct && (IsNamed(option) || Believes(item, option))));
        return ScoreOdds.Of([((double)right / rows.Count, 1)]);
    }

    /// <summary>Each option of a multiple choice by itself: ticked where it is held to be right.</summary>
    private ScoreOdds OnEach(Item item)
    {
        IEnumerable<(string[] Ticked, double Chance)> answers = [([], 1)];
        foreach (var option in item.Options)
        {
            var wrong = WrongChance(item, option);
            var (ticked, left) = option.Correct ? (1 - wrong, wrong) : (wrong, 1 - wrong);
            answers = [.. answers.SelectMany(answer => new[] { ([.. answer.Ticked, option.Id], answer.Chance * ticked), (answer.Ticked, answer.Chance * left) })
                .Where(answer => answer.Item2 > 0)];
        }

        return ScoreOdds.Of(answers.Select(answer => (QuestionKinds.Of(item).Grade(item, answer.Ticked), answer.Chance)));
    }

    private double WrongChance(Item item, ItemOption option)
    {
        var claim = option.Claim.ByName;
        return _misconception.Verdicts is not null && claim.ContainsKey("situation") && claim.ContainsKey("liability")
            ? WrongAbout(item.Situations[(int)claim["situation"]], item.Law.IfAdopted, LiabilityOf(claim))
            : IsNamed(option) ? 1 : 0;
    }

    private bool IsNamed(ItemOption option) => !option.Correct && option.Misconception == _misconception.Id;

    // Whoever ignores a fact does not see that changing it changes anything.
    private bool Denies(ItemOption option) => option.Correct && _misconception.Verdicts is IgnoreDimension ignored
        && option.Claim.ByName.TryGetValue("change", out var change) && ((KeyValuePair<string, string>)change).Key == ignored.Dimension;

    private bool Believes(Item item, ItemOption option)
    {
        var claim = option.Claim.ByName;
        return _misconception.Verdicts is not null && claim.TryGetValue("situation", out var index) && claim.ContainsKey("liability")
            && BeliefsAbout(item.Situations[(int)index], item.Law.IfAdopted).Contains(LiabilityOf(claim));
    }

    /// <summary>How likely it is to be wrong about whether a liability is that of a case.</summary>
    private double WrongAbout(Situation situation, bool ifAdopted, Liability claimed)
    {
        var beliefs = BeliefsAbout(situation, ifAdopted);
        return beliefs.Length == 0 ? 0
            : _items.Judge(situation, ifAdopted).Liability == claimed ? 1
            : beliefs.Contains(claimed) ? 1.0 / beliefs.Length : 0;
    }

    /// <summary>The outcomes that the misconception leads to; empty where it leaves the case as it is.</summary>
    private Liability[] BeliefsAbout(Situation situation, bool ifAdopted)
    {
        if (!_beliefs.TryGetValue((situation, ifAdopted), out var beliefs))
        {
            var truth = _items.Judge(situation, ifAdopted);
            beliefs = [.. _misconception.Verdicts!.WrongAnswers(_items.Material.RuleBook, situation, truth.Law)];
            _beliefs[(situation, ifAdopted)] = beliefs;
        }

        return beliefs;
    }

    private static Liability LiabilityOf(IReadOnlyDictionary<string, object> claim) => LiabilityIds.ById[(string)claim["liability"]];
}
