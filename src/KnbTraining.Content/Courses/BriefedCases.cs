using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Courses;

/// <summary>Cases of one act that change alike for a person.</summary>
/// <param name="Before">The verdicts about one of them as long as the facts of before hold.</param>
/// <param name="After">The verdicts about the same case afterwards.</param>
/// <param name="Gained">Ids of duties that hold from then on and are not those of <see cref="BriefedCases.Gained"/>.</param>
/// <param name="Lost">Ids of duties that hold no longer and are not those of <see cref="BriefedCases.Lost"/>.</param>
/// <param name="Situations">The cases, with the facts of before, in the order of the space.</param>
public sealed record BriefedGroup(TwoVerdicts Before, TwoVerdicts After, IReadOnlyList<string> Gained, IReadOnlyList<string> Lost, IReadOnlyList<Situation> Situations);

/// <summary>
/// What changes for a person whose own facts change, under the law of a day and as if the plans were adopted. Told are cases in which liability or
/// duties differ. That a duty ends is not told of a case in which no rule speaks of liability afterwards.
/// </summary>
/// <param name="Gained">Ids of duties that begin in every case, told once.</param>
/// <param name="Lost">Ids of duties that end in every case, told once.</param>
/// <param name="Groups">What differs besides, by act, in the order of the space.</param>
/// <param name="Rules">Ids of the rules that speak afterwards and did not before, in the order of the rule book.</param>
public sealed record BriefedCases(
    IReadOnlyList<string> Gained, IReadOnlyList<string> Lost, IReadOnlyList<BriefedGroup> Groups, IReadOnlyList<string> Rules)
{
    /// <summary>True where nobody need be told anything.</summary>
    public bool IsEmpty => Gained.Count + Lost.Count + Groups.Count == 0;

    /// <param name="day">The law is read as on this local day.</param>
    public static BriefedCases Of(PersonalChange change, RuleBook book, VocabularyText words, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(words);
        Case[] told =
        [
            .. change.Cases(book.Vocabulary)
                .Where(pair => IsUsual(pair.Before) && IsUsual(pair.After))
                .Select(pair => new Case(Judge(pair.Before), Judge(pair.After)))
                .Where(each => each.ChangesLiability || each.Gained.Length > 0 || (each.Lost.Length > 0 && !each.IsSilentAfterwards)),
        ];
        var (gained, lost) = (InAll(told, each => each.Gained), InAll(told, each => each.Lost));
        Case[] besides =
        [
            .. told.Where(each => each.ChangesLiability
                || each.Gained.Except(gained).Any()
                || (each.Lost.Except(lost).Any() && !each.IsSilentAfterwards)),
        ];
        var speaking = besides.SelectMany(each => each.Speaking)
            .Concat(told.SelectMany(each => each.Speaking).Where(rule => book.Find(rule)!.Then.Duties.Intersect(gained).Any()))
            .ToHashSet(StringComparer.Ordinal);
        return new BriefedCases(
            gained,
            lost,
            [
                .. besides
                    .GroupBy(each => string.Join('|', each.After.InForce.Situation.Act, each.Liabilities, string.Join(' ', each.Gained), string.Join(' ', each.Lost)))
                    .Select(group => new BriefedGroup(
                        group.First().Before,
                        group.First().After,
                        [.. group.First().Gained.Except(gained)],
                        [.. group.First().Lost.Except(lost)],
                        [.. group.Select(each => each.Before.InForce.Situation)])),
            ],
            [.. book.Rules.Select(rule => rule.Id).Where(speaking.Contains)]);

        bool IsUsual(Situation situation) => words.HasUsualFacts(book.Vocabulary, situation) && !words.IsNeverAsked(situation);

        TwoVerdicts Judge(Situation situation) => new(book.Evaluate(situation, new Law(day)), book.Evaluate(situation, new Law(day, IfAdopted: true)));
    }

    private static string[] InAll(Case[] told, Func<Case, string[]> duties) =>
        told.Length == 0 ? [] : [.. told.Skip(1).Aggregate(duties(told[0]), (common, each) => [.. common.Intersect(duties(each))])];

    private sealed record Case(TwoVerdicts Before, TwoVerdicts After)
    {
        /// <summary>Under the law in force: no plan names a duty.</summary>
        public string[] Gained { get; } = [.. After.InForce.Duties.Except(Before.InForce.Duties).Order(StringComparer.Ordinal)];

        public string[] Lost { get; } = [.. Before.InForce.Duties.Except(After.InForce.Duties).Order(StringComparer.Ordinal)];

        /// <summary>A plan that would not reach the case any more, of which no rule speaks then, is nothing to tell.</summary>
        public bool ChangesLiability => Before.InForce.Liability != After.InForce.Liability
            || (Before.IfAdopted.Liability != After.IfAdopted.Liability && !IsSilentAfterwards);

        /// <summary>True where no rule says anything of liability afterwards: that a duty ends there would be a guess.</summary>
        public bool IsSilentAfterwards => After.InForce.IsGap && After.IfAdopted.IsGap;

        public string Liabilities => $"{Before.InForce.Liability}/{After.InForce.Liability}/{Before.IfAdopted.Liability}/{After.IfAdopted.Liability}";

        public IEnumerable<string> Speaking => Fired(After).Except(Fired(Before));

        private static IEnumerable<string> Fired(TwoVerdicts cell) => cell.InForce.Derivation.Concat(cell.IfAdopted.Derivation)
            .Where(step => step.Result == StepResult.Fired)
            .Select(step => step.Rule.Id);
    }
}
